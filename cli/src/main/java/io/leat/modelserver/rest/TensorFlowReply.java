// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.leat.modelserver.RefusedException;
import io.leat.modelserver.Tensor;
import io.leat.modelserver.json.JsonStream;
import io.leat.modelserver.json.ServedTensors;
import java.io.IOException;
import java.util.List;

/** TensorFlow's predict replies. A model's only output goes out bare, several go out by name. */
final class TensorFlowReply {

    private TensorFlowReply() {}

    /**
     * @throws RefusedException if the outputs do not have one row per instance each
     */
    static byte[] rows(List<Tensor> outputs) throws RefusedException {
        int rows = commonRows(outputs);
        return JsonStream.write(
                json -> {
                    json.writeStartObject();
                    json.writeArrayFieldStart("predictions");
                    for (int row = 0; row < rows; row++) {
                        writeRow(json, outputs, row);
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                });
    }

    static byte[] columns(List<Tensor> outputs) {
        return JsonStream.write(
                json -> {
                    json.writeStartObject();
                    json.writeFieldName("outputs");
                    if (outputs.size() == 1) {
                        ServedTensors.writeNested(json, outputs.get(0));
                    } else {
                        json.writeStartObject();
                        for (Tensor output : outputs) {
                            json.writeFieldName(output.name());
                            ServedTensors.writeNested(json, output);
                        }
                        json.writeEndObject();
                    }
                    json.writeEndObject();
                });
    }

    private static void writeRow(JsonGenerator json, List<Tensor> outputs, int row)
            throws IOException {
        if (outputs.size() == 1) {
            ServedTensors.writeRow(json, outputs.get(0), row);
            return;
        }
        json.writeStartObject();
        for (Tensor output : outputs) {
            json.writeFieldName(output.name());
            ServedTensors.writeRow(json, output, row);
        }
        json.writeEndObject();
    }

    private static int commonRows(List<Tensor> outputs) throws RefusedException {
        List<Long> rows =
                outputs.stream()
                        .map(output -> output.shape().lengths())
                        .map(lengths -> lengths.isEmpty() ? -1L : lengths.get(0))
                        .distinct()
                        .toList();
        if (rows.size() != 1 || rows.get(0) < 0) {
            throw RefusedException.badRequest(
                    "the model's outputs share no batch dimension (expected: \"inputs\" in place of"
                            + " \"instances\")");
        }
        return Math.toIntExact(rows.get(0));
    }
}
