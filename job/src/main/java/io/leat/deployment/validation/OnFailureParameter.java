// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.validation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.leat.deployment.schema.JsonFields;
import io.leat.deployment.schema.Problems;
import io.leat.deployment.schema.ScalarValidator;
import io.leat.deployment.validation.Units.Unit;
import io.leat.graph.Implementation;
import io.leat.graph.OnFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the parameter {@code on-failure} of a unit. */
public final class OnFailureParameter {

    /** The parameter's name. Leat alone reads it; model servers are not sent it. */
    public static final String NAME = "on-failure";

    private static final String LEAVE_OUT = "leave-out";

    private static final ObjectReader JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build()
                    .readerFor(JsonNode.class);

    private OnFailureParameter() {}

    /** What it says; null where it is not stated, or, which is a problem, cannot be. */
    public static @Nullable OnFailure read(Unit unit, Problems problems) {
        List<JsonNode> parameters = JsonFields.list(unit.json(), "parameters");
        OnFailure found = null;
        boolean isStated = false;
        for (int i = 0; i < parameters.size(); i++) {
            if (!parameters.get(i).path("name").asText().equals(NAME)) {
                continue;
            }
            String path = unit.path() + ".parameters[" + i + "]";
            if (isStated) {
                problems.error(path + ".name", "on-failure (expected: once)");
            }
            isStated = true;
            found = read(parameters.get(i).path("value").asText(), path + ".value", problems);
        }
        return found;
    }

    private static @Nullable OnFailure read(String value, String path, Problems problems) {
        if (value.equals(LEAVE_OUT)) {
            return new OnFailure.LeaveOut();
        }
        if (!isJson(value)) {
            problems.error(
                    path,
                    ScalarValidator.quoted(value)
                            + " (expected: leave-out, or the answer as JSON that takes the place of"
                            + " the node's)");
            return null;
        }
        return new OnFailure.Answer(value);
    }

    private static boolean isJson(String value) {
        try {
            return !JSON.readTree(value).isMissingNode();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    /** Refuses to leave out what no combiner could do without. */
    static void checkChildren(Unit unit, Problems problems) {
        if (isCombiner(unit)) {
            return;
        }
        List<JsonNode> children = JsonFields.list(unit.json(), "children");
        for (int i = 0; i < children.size(); i++) {
            Unit child = new Unit(children.get(i), unit.path() + ".children[" + i + "]");
            refuseLeaveOut(child, problems);
        }
    }

    /** The same of one that nothing is above. */
    static void refuseLeaveOut(Unit unit, Problems problems) {
        List<JsonNode> parameters = JsonFields.list(unit.json(), "parameters");
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).path("name").asText().equals(NAME)
                    && parameters.get(i).path("value").asText().equals(LEAVE_OUT)) {
                problems.error(
                        unit.path() + ".parameters[" + i + "].value",
                        "leave-out (expected: an answer as JSON, as no combiner is right above it)");
            }
        }
    }

    private static boolean isCombiner(Unit unit) {
        return unit.json().path("type").asText().equals("COMBINER")
                || unit.implementation() == Implementation.AVERAGE_COMBINER
                || JsonFields.list(unit.json(), "methods").stream()
                        .anyMatch(method -> method.asText().equals("AGGREGATE"));
    }
}
