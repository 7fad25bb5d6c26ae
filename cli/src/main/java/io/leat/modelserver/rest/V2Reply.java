// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.leat.modelserver.ServedModel;
import io.leat.modelserver.ServedUnits;
import io.leat.modelserver.Shape;
import io.leat.modelserver.Tensor;
import io.leat.modelserver.TensorSpec;
import io.leat.modelserver.json.JsonStream;
import io.leat.modelserver.json.ServedTensors;
import java.io.IOException;
import java.util.List;

/** The V2 inference protocol's replies. */
final class V2Reply {

    private V2Reply() {}

    static byte[] infer(String model, V2Request request, List<Tensor> outputs) {
        return JsonStream.write(
                json -> {
                    json.writeStartObject();
                    json.writeStringField("model_name", model);
                    json.writeStringField("model_version", ServedUnits.VERSION);
                    if (request.id() != null) {
                        json.writeStringField("id", request.id());
                    }
                    json.writeArrayFieldStart("outputs");
                    for (Tensor output : outputs) {
                        if (request.outputs().isEmpty()
                                || request.outputs().contains(output.name())) {
                            writeTensor(json, output);
                        }
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                });
    }

    static byte[] metadata(String name, ServedModel model) {
        return JsonStream.write(
                json -> {
                    json.writeStartObject();
                    json.writeStringField("name", name);
                    json.writeArrayFieldStart("versions");
                    json.writeString(ServedUnits.VERSION);
                    json.writeEndArray();
                    json.writeStringField("platform", model.platform());
                    writeSpecs(json, "inputs", model.inputs());
                    writeSpecs(json, "outputs", model.outputs());
                    json.writeEndObject();
                });
    }

    static byte[] server() {
        return JsonStream.write(
                json -> {
                    json.writeStartObject();
                    json.writeStringField("name", "leat-local");
                    json.writeStringField("version", ServedUnits.VERSION);
                    json.writeArrayFieldStart("extensions");
                    json.writeEndArray();
                    json.writeEndObject();
                });
    }

    static byte[] ready(String model) {
        return JsonStream.write(
                json -> {
                    json.writeStartObject();
                    json.writeStringField("name", model);
                    json.writeBooleanField("ready", true);
                    json.writeEndObject();
                });
    }

    static byte[] flag(String name) {
        return JsonStream.write(
                json -> {
                    json.writeStartObject();
                    json.writeBooleanField(name, true);
                    json.writeEndObject();
                });
    }

    private static void writeTensor(JsonGenerator json, Tensor tensor) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", tensor.name());
        json.writeStringField("datatype", tensor.datatype().name());
        writeShape(json, tensor.shape());
        json.writeFieldName("data");
        ServedTensors.writeFlat(json, tensor);
        json.writeEndObject();
    }

    private static void writeSpecs(JsonGenerator json, String field, List<TensorSpec> specs)
            throws IOException {
        json.writeArrayFieldStart(field);
        for (TensorSpec spec : specs) {
            json.writeStartObject();
            json.writeStringField("name", spec.name());
            json.writeStringField("datatype", spec.datatype().name());
            writeShape(json, spec.shape());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeShape(JsonGenerator json, Shape shape) throws IOException {
        json.writeArrayFieldStart("shape");
        for (long length : shape.lengths()) {
            json.writeNumber(length);
        }
        json.writeEndArray();
    }
}
