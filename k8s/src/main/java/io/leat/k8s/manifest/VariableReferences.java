// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** References of variables to the objects that hold their values. */
public final class VariableReferences {

    private VariableReferences() {}

    public static void check(String path, JsonNode variables, RenderProblems problems) {
        for (int i = 0; i < variables.size(); i++) {
            JsonNode from = variables.path(i).path("valueFrom");
            String at = path + "[" + i + "].valueFrom";
            for (String kind : List.of("secretKeyRef", "configMapKeyRef")) {
                if (from.path(kind).isObject()) {
                    for (String field : List.of("name", "key")) {
                        if (JsonMapping.text(from.path(kind), field) == null) {
                            problems.refuse(
                                    at + "." + kind + "." + field,
                                    "absent (expected: the "
                                            + field
                                            + " of what holds "
                                            + variables.path(i).path("name").asText()
                                            + ")");
                        }
                    }
                }
            }
            if (from.isObject() && from.isEmpty()) {
                problems.refuse(
                        at, "empty (expected: secretKeyRef, configMapKeyRef, fieldRef or another)");
            }
        }
    }
}
