// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.modelserver.Datatype;
import io.leat.modelserver.RefusedException;
import io.leat.modelserver.ServedModel;
import io.leat.modelserver.ServedUnits;
import io.leat.modelserver.Shape;
import io.leat.modelserver.Tensor;
import io.leat.modelserver.TensorSpec;
import io.leat.modelserver.json.JsonTensors;
import io.leat.modelserver.json.JsonTrees;
import io.leat.modelserver.json.NestedNumbers;
import java.util.List;

/** The contents of the V2 inference protocol's REST bodies. */
final class V2Bodies {

    private V2Bodies() {}

    /**
     * Reads an input, whose data are flat, or nested as the shape says.
     *
     * @throws RefusedException if a member is missing, or they do not fit together
     */
    static Tensor tensor(JsonNode input) throws RefusedException {
        JsonTrees.requireObject(input, "inputs");
        for (String member : List.of("name", "datatype", "shape", "data")) {
            if (!input.has(member)) {
                throw RefusedException.badRequest(
                        "inputs: no \"%s\" (expected: name, datatype, shape and data)"
                                .formatted(member));
            }
        }
        String name = JsonTrees.text(input.get("name"), "inputs: name");
        Datatype datatype =
                Datatype.named(name, JsonTrees.text(input.get("datatype"), "inputs: datatype"));
        Shape shape = JsonTrees.shape(input.get("shape"), "inputs: shape");
        JsonNode array = JsonTrees.requireArray(input.get("data"), "inputs: data");
        NestedNumbers data = NestedNumbers.read(array, "inputs: data");
        boolean flat = data.shape().rank() == 1;
        if (flat ? data.numbers().size() != shape.elements() : !data.shape().equals(shape)) {
            throw RefusedException.badRequest(
                    "%s: data of shape %s (expected: that of shape %s)"
                            .formatted(name, data.shape(), shape));
        }
        return new Tensor(name, datatype, shape, data.values(datatype, name));
    }

    /** Writes an output. */
    static JsonNode tensor(Tensor output) {
        return spec(new TensorSpec(output.name(), output.datatype(), output.shape()))
                .set("data", JsonTensors.flat(output));
    }

    static JsonNode server() {
        ObjectNode server =
                JsonTrees.object().put("name", "leat-local").put("version", ServedUnits.VERSION);
        server.putArray("extensions");
        return server;
    }

    static JsonNode metadata(String name, ServedModel model) {
        ObjectNode metadata = JsonTrees.object().put("name", name);
        metadata.putArray("versions").add(ServedUnits.VERSION);
        metadata.put("platform", model.platform());
        ArrayNode inputs = metadata.putArray("inputs");
        model.inputs().forEach(spec -> inputs.add(spec(spec)));
        ArrayNode outputs = metadata.putArray("outputs");
        model.outputs().forEach(spec -> outputs.add(spec(spec)));
        return metadata;
    }

    private static ObjectNode spec(TensorSpec spec) {
        return JsonTrees.object()
                .put("name", spec.name())
                .put("datatype", spec.datatype().name())
                .set("shape", JsonTensors.shape(spec.shape()));
    }
}
