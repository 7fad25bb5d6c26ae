// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.leat.codec.json.Json;
import io.leat.codec.json.JsonTable;
import io.leat.codec.json.JsonTensor;
import io.leat.codec.tensor.TensorRank;
import io.leat.codec.tensor.V2Parameters;
import java.io.IOException;

/**
 * The Open Inference Protocol in plain JSON. Tensors behind the JSON go alone, whether they are in
 * the request or asked for in the answer.
 */
public final class V2RestBatchCodec extends RestBatchCodec {

    @Override
    void request(JsonParser parser, int start, JsonTable into) throws IOException {
        message(parser, start, into, "inputs", TensorRank.MATRIX_OR_ONE);
    }

    @Override
    void answer(JsonParser parser, int start, JsonTable into) throws IOException {
        message(parser, start, into, "outputs", TensorRank.ANY);
    }

    @Override
    boolean isForOne(byte[] key) {
        return V2Parameters.areForOne(key);
    }

    private static void message(
            JsonParser parser, int start, JsonTable into, String tensors, TensorRank rank)
            throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            if (name.equals(tensors) && value == JsonToken.START_ARRAY) {
                into.once();
                tensors(parser, start, into, rank);
            } else if (name.equals("id") && value == JsonToken.VALUE_STRING) {
                int from = Json.tokenStart(parser, start);
                String id = parser.getText();
                into.id(id, from, Json.tokenEnd(parser, start));
            } else {
                parser.skipChildren();
            }
        }
    }

    private static void tensors(JsonParser parser, int start, JsonTable into, TensorRank rank)
            throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw new IOException("a tensor that is no object");
            }
            tensor(parser, start, into, rank);
        }
    }

    private static void tensor(JsonParser parser, int start, JsonTable into, TensorRank rank)
            throws IOException {
        JsonTensor tensor = new JsonTensor(into);
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            if (name.equals("shape") && value == JsonToken.START_ARRAY) {
                tensor.shape(parser, start);
            } else if (name.equals("data") && value == JsonToken.START_ARRAY) {
                tensor.data(parser, start);
            } else {
                parser.skipChildren();
            }
        }
        tensor.end(rank);
    }
}
