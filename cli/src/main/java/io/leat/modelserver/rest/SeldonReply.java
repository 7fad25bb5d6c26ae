// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.leat.modelserver.Tensor;
import io.leat.modelserver.json.JsonStream;
import io.leat.modelserver.json.ServedTensors;
import io.leat.modelserver.seldon.SeldonTable;
import java.io.IOException;

/** SeldonProtoMessages that go out. */
final class SeldonReply {

    private SeldonReply() {}

    static byte[] message(SeldonTable table, SeldonMeta meta) {
        return JsonStream.write(
                json -> {
                    json.writeStartObject();
                    json.writeObjectFieldStart("data");
                    json.writeArrayFieldStart("names");
                    for (String name : table.names()) {
                        json.writeString(name);
                    }
                    json.writeEndArray();
                    switch (table.form()) {
                        case NDARRAY -> ndarray(json, table);
                        case TENSOR -> tensor(json, table.tensors().get(0));
                    }
                    json.writeEndObject();
                    json.writeFieldName("meta");
                    meta.write(json);
                    json.writeEndObject();
                });
    }

    /** As Seldon's wrapper states a failure. */
    static byte[] error(int status, String message) {
        return JsonStream.write(
                json -> {
                    json.writeStartObject();
                    json.writeObjectFieldStart("status");
                    json.writeNumberField("code", -1);
                    json.writeStringField("info", message);
                    json.writeStringField(
                            "reason",
                            status < 500 ? "MICROSERVICE_BAD_DATA" : "MICROSERVICE_INTERNAL_ERROR");
                    json.writeNumberField("status", 1);
                    json.writeEndObject();
                    json.writeEndObject();
                });
    }

    private static void tensor(JsonGenerator json, Tensor tensor) throws IOException {
        json.writeObjectFieldStart("tensor");
        json.writeFieldName("shape");
        json.writeArray(tensor.shape().toArray(), 0, tensor.shape().rank());
        json.writeFieldName("values");
        ServedTensors.writeFlat(json, tensor);
        json.writeEndObject();
    }

    private static void ndarray(JsonGenerator json, SeldonTable table) throws IOException {
        json.writeFieldName("ndarray");
        if (!table.isColumns()) {
            ServedTensors.writeNested(json, table.tensors().get(0));
            return;
        }
        json.writeStartArray();
        for (int row = 0; row < table.rows(); row++) {
            json.writeStartArray();
            for (Tensor column : table.tensors()) {
                ServedTensors.writeRow(json, column, row);
            }
            json.writeEndArray();
        }
        json.writeEndArray();
    }
}
