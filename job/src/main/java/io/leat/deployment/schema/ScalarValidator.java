// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.deployment.schema.FieldType.Scalar;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

/** Checks whether a value is of a scalar type, and names values in messages. */
public final class ScalarValidator {

    private static final Pattern QUANTITY =
            Pattern.compile(
                    "[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)"
                            + "([KMGTPE]i|[numkMGTPE]|[eE][+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+))?");
    private static final int QUOTED = 60;

    private ScalarValidator() {}

    static boolean fits(Scalar type, JsonNode value) {
        return switch (type) {
            case STRING, SECRET -> value.isTextual();
            case BOOLEAN -> value.isBoolean();
            case INTEGER, INT64 -> isIntegral(value) && value.canConvertToLong();
            case INT32 -> isIntegral(value) && value.canConvertToInt();
            case INT_OR_STRING ->
                    value.isTextual() || (isIntegral(value) && value.canConvertToInt());
            case QUANTITY ->
                    value.isTextual()
                            ? QUANTITY.matcher(value.textValue()).matches()
                            : isIntegral(value) && value.canConvertToLong();
            case DATE_TIME -> value.isTextual() && isTime(value.textValue());
            case OBJECT -> value.isObject();
        };
    }

    /** A number without a fraction is an integer, however it was written. */
    private static boolean isIntegral(JsonNode value) {
        return value.isNumber() && value.canConvertToExactIntegral();
    }

    private static boolean isTime(String text) {
        try {
            OffsetDateTime.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** The value, for a message; of what may be a secret only its kind. */
    static String found(Scalar type, JsonNode value) {
        return type == Scalar.SECRET ? kind(value) : found(value);
    }

    /** The value, for a message; of a collection only its kind. */
    static String found(JsonNode value) {
        if (value.isTextual()) {
            return quoted(value.textValue());
        }
        return value.isContainerNode() || value.isNull() ? kind(value) : value.asText();
    }

    /** Text in quotes, cut where it is long. */
    public static String quoted(String text) {
        String shown = text.length() > QUOTED ? text.substring(0, QUOTED) + "…" : text;
        return '"' + shown + '"';
    }

    private static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT, POJO -> "an object";
            case BOOLEAN -> "a boolean";
            case NUMBER -> "a number";
            case STRING, BINARY -> "text";
            case NULL, MISSING -> "nothing";
        };
    }
}
