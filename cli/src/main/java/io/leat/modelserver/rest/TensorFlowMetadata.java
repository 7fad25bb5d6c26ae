// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.modelserver.ServedModel;
import io.leat.modelserver.ServedUnits;
import io.leat.modelserver.TensorSpec;
import io.leat.modelserver.json.JsonTrees;
import java.util.List;

/** The replies of TensorFlow Serving about a model: its state and its one signature. */
final class TensorFlowMetadata {

    private TensorFlowMetadata() {}

    static JsonNode status() {
        ObjectNode reply = JsonTrees.object();
        reply.putArray("model_version_status")
                .addObject()
                .put("version", ServedUnits.VERSION)
                .put("state", "AVAILABLE")
                .putObject("status")
                .put("error_code", "OK")
                .put("error_message", "");
        return reply;
    }

    static JsonNode metadata(String name, ServedModel model) {
        ObjectNode reply = JsonTrees.object();
        reply.putObject("model_spec")
                .put("name", name)
                .put("signature_name", "")
                .put("version", ServedUnits.VERSION);
        // Twice on purpose: a map called signature_def inside a message of that name.
        reply.putObject("metadata")
                .putObject("signature_def")
                .putObject("signature_def")
                .putObject(ServedUnits.SIGNATURE)
                .<ObjectNode>set("inputs", tensors(model.inputs()))
                .<ObjectNode>set("outputs", tensors(model.outputs()))
                .put("method_name", "tensorflow/serving/predict");
        return reply;
    }

    private static JsonNode tensors(List<TensorSpec> specs) {
        ObjectNode tensors = JsonTrees.object();
        for (TensorSpec spec : specs) {
            ObjectNode tensor = tensors.putObject(spec.name());
            tensor.put("dtype", spec.datatype().tensorflow());
            ObjectNode shape = tensor.putObject("tensor_shape");
            ArrayNode dim = shape.putArray("dim");
            for (long length : spec.shape().lengths()) {
                // 64-bit numbers are strings in protobuf's JSON.
                dim.addObject().put("size", String.valueOf(length)).put("name", "");
            }
            shape.put("unknown_rank", false);
            tensor.put("name", spec.name());
        }
        return tensors;
    }
}
