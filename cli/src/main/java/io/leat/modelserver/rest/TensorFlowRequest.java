// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.leat.modelserver.NamedTensors;
import io.leat.modelserver.RefusedException;
import io.leat.modelserver.ServedUnits;
import io.leat.modelserver.Tensor;
import io.leat.modelserver.TensorSpec;
import io.leat.modelserver.json.JsonTrees;
import io.leat.modelserver.json.NestedNumbers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** TensorFlow's predict requests. */
final class TensorFlowRequest {

    /** One element per instance. */
    static final String ROWS = "instances";

    /** The whole inputs. */
    static final String COLUMNS = "inputs";

    private TensorFlowRequest() {}

    /**
     * Reads a body.
     *
     * @return one tensor for each input of the model, in the model's order
     * @throws RefusedException if the body is no request for a model with these inputs
     */
    static List<Tensor> read(JsonNode body, List<TensorSpec> inputs) throws RefusedException {
        if (body.has(ROWS) == body.has(COLUMNS)) {
            throw RefusedException.badRequest(
                    "body: %s \"instances\" %s \"inputs\" (expected: one of them)"
                            .formatted(
                                    body.has(ROWS) ? "both" : "neither",
                                    body.has(ROWS) ? "and" : "nor"));
        }
        if (body.has("signature_name")) {
            ServedUnits.requireSignature(
                    JsonTrees.text(body.get("signature_name"), "signature_name"));
        }
        Map<String, ? extends JsonNode> columns =
                body.has(ROWS)
                        ? columns(body.get(ROWS), inputs)
                        : named(body.get(COLUMNS), COLUMNS, inputs);
        List<Tensor> tensors = new ArrayList<>();
        for (TensorSpec spec : inputs) {
            tensors.add(tensor(column(columns, spec.name()), spec));
        }
        return tensors;
    }

    /** Of an input of the model: each has one by now. */
    private static <T extends JsonNode> T column(Map<String, T> columns, String name) {
        return Objects.requireNonNull(columns.get(name), name);
    }

    private static Tensor tensor(JsonNode column, TensorSpec spec) throws RefusedException {
        NestedNumbers numbers = NestedNumbers.read(column, spec.name());
        spec.require(numbers.shape());
        return new Tensor(
                spec.name(),
                spec.datatype(),
                numbers.shape(),
                numbers.values(spec.datatype(), spec.name()));
    }

    private static Map<String, ArrayNode> columns(JsonNode instances, List<TensorSpec> inputs)
            throws RefusedException {
        Map<String, ArrayNode> columns = new LinkedHashMap<>();
        inputs.forEach(spec -> columns.put(spec.name(), JsonNodeFactory.instance.arrayNode()));
        for (JsonNode instance : JsonTrees.elements(instances, ROWS)) {
            named(instance, ROWS, inputs).forEach((name, row) -> column(columns, name).add(row));
        }
        return columns;
    }

    /** An object that names the inputs or, for a model with one input, its bare value. */
    private static Map<String, JsonNode> named(
            JsonNode value, String where, List<TensorSpec> inputs) throws RefusedException {
        if (!value.isObject()) {
            if (inputs.size() != 1) {
                throw RefusedException.badRequest(
                        "%s: unnamed values (expected: objects with %s)"
                                .formatted(where, inputs.stream().map(TensorSpec::name).toList()));
            }
            return Map.of(inputs.get(0).name(), value);
        }
        Map<String, JsonNode> named = new LinkedHashMap<>();
        value.properties().forEach(member -> named.put(member.getKey(), member.getValue()));
        NamedTensors.requireKnown("input", named.keySet(), inputs);
        NamedTensors.requireAll(where, named.keySet(), inputs);
        return named;
    }
}
