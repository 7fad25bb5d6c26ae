// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.leat.modelserver.ServedModel;
import io.leat.modelserver.ServedUnits;
import io.leat.modelserver.TensorSpec;
import io.leat.modelserver.json.JsonStream;
import java.io.IOException;
import java.util.List;

/** What TensorFlow Serving tells of a model: its state and its one signature. */
final class TensorFlowMetadata {

    private TensorFlowMetadata() {}

    static byte[] status() {
        return JsonStream.write(
                json -> {
                    json.writeStartObject();
                    json.writeArrayFieldStart("model_version_status");
                    json.writeStartObject();
                    json.writeStringField("version", ServedUnits.VERSION);
                    json.writeStringField("state", "AVAILABLE");
                    json.writeObjectFieldStart("status");
                    json.writeStringField("error_code", "OK");
                    json.writeStringField("error_message", "");
                    json.writeEndObject();
                    json.writeEndObject();
                    json.writeEndArray();
                    json.writeEndObject();
                });
    }

    static byte[] metadata(String name, ServedModel model) {
        return JsonStream.write(
                json -> {
                    json.writeStartObject();
                    json.writeObjectFieldStart("model_spec");
                    json.writeStringField("name", name);
                    json.writeStringField("signature_name", "");
                    json.writeStringField("version", ServedUnits.VERSION);
                    json.writeEndObject();
                    json.writeObjectFieldStart("metadata");
                    // Twice on purpose: a map called signature_def inside a message of that name.
                    json.writeObjectFieldStart("signature_def");
                    json.writeObjectFieldStart("signature_def");
                    json.writeObjectFieldStart("serving_default");
                    writeTensors(json, "inputs", model.inputs());
                    writeTensors(json, "outputs", model.outputs());
                    json.writeStringField("method_name", "tensorflow/serving/predict");
                    json.writeEndObject();
                    json.writeEndObject();
                    json.writeEndObject();
                    json.writeEndObject();
                    json.writeEndObject();
                });
    }

    private static void writeTensors(JsonGenerator json, String field, List<TensorSpec> specs)
            throws IOException {
        json.writeObjectFieldStart(field);
        for (TensorSpec spec : specs) {
            json.writeObjectFieldStart(spec.name());
            json.writeStringField("dtype", spec.datatype().tensorflow());
            json.writeObjectFieldStart("tensor_shape");
            json.writeArrayFieldStart("dim");
            for (long length : spec.shape().lengths()) {
                json.writeStartObject();
                // 64-bit numbers are strings in protobuf's JSON.
                json.writeStringField("size", String.valueOf(length));
                json.writeStringField("name", "");
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeBooleanField("unknown_rank", false);
            json.writeEndObject();
            json.writeStringField("name", spec.name());
            json.writeEndObject();
        }
        json.writeEndObject();
    }
}
