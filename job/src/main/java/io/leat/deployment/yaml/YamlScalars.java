// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of plain YAML scalars to Kubernetes: YAML 1.1 as go-yaml v2 reads it. {@code yes},
 * {@code on} and {@code y} are booleans, {@code 010} is eight, {@code 08} is eight too (as a
 * float), {@code 1_000} a thousand; there are no base-60 numbers, and a timestamp stays a string.
 */
final class YamlScalars {

    private static final Set<String> TRUE =
            Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
    private static final Set<String> FALSE =
            Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> NO_NUMBER =
            Set.of(
                    ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF",
                    "-.inf", "-.Inf", "-.INF");
    private static final Pattern INTEGER =
            Pattern.compile(
                    "([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))");
    private static final Pattern FLOAT =
            Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MAX = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private YamlScalars() {}

    /** The value of an unquoted scalar without a tag, or null for a float that JSON cannot hold. */
    static @Nullable JsonNode resolve(String text) {
        if (NULL.contains(text)) {
            return NullNode.getInstance();
        }
        if (TRUE.contains(text) || FALSE.contains(text)) {
            return BooleanNode.valueOf(TRUE.contains(text));
        }
        if (NO_NUMBER.contains(text)) {
            return null;
        }
        JsonNode number = number(text);
        return number == null ? TextNode.valueOf(text) : number;
    }

    private static @Nullable JsonNode number(String text) {
        char first = text.charAt(0);
        if (first != '.' && first != '-' && first != '+' && (first < '0' || first > '9')) {
            return null;
        }
        String plain = text.replace("_", "");
        JsonNode integer = integer(plain);
        if (integer != null) {
            return integer;
        }
        return FLOAT.matcher(plain).matches() ? floating(plain) : null;
    }

    private static @Nullable JsonNode integer(String plain) {
        Matcher matcher = INTEGER.matcher(plain);
        if (!matcher.matches()) {
            return null;
        }
        int[] radix = {16, 2, 8, 10};
        for (int i = 0; i < radix.length; i++) {
            String digits = matcher.group(i + 2);
            if (digits != null && isLong(digits)) {
                return null;
            }
            if (digits != null) {
                BigInteger value = new BigInteger(digits, radix[i]);
                return inRange(matcher.group(1).equals("-") ? value.negate() : value);
            }
        }
        return null;
    }

    /** Whether they are more than 64 bits in any base, leading zeros aside. */
    private static boolean isLong(String digits) {
        return digits.length() > Long.SIZE && digits.replaceFirst("^0+", "").length() > Long.SIZE;
    }

    private static @Nullable JsonNode inRange(BigInteger value) {
        if (value.bitLength() < Long.SIZE) {
            return LongNode.valueOf(value.longValue());
        }
        return value.compareTo(MIN) < 0 || value.compareTo(MAX) > 0
                ? null
                : BigIntegerNode.valueOf(value);
    }

    private static @Nullable JsonNode floating(String plain) {
        double value = Double.parseDouble(plain.toLowerCase(Locale.ROOT));
        return Double.isInfinite(value) ? null : DoubleNode.valueOf(value);
    }
}
