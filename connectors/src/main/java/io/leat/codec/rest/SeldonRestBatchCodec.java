// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.leat.codec.json.Json;
import io.leat.codec.json.JsonRows;
import io.leat.codec.json.JsonTable;
import io.leat.codec.json.JsonTensor;
import io.leat.codec.tensor.TensorRank;
import java.io.IOException;
import java.util.Set;

/**
 * SeldonMessages with {@code data.ndarray} or {@code data.tensor}. Rows are what the outermost list
 * holds, and each is a list itself: a list of numbers is one row, or many, as the model sees it.
 */
public final class SeldonRestBatchCodec extends RestBatchCodec {

    private static final Set<String> OTHER_DATA =
            Set.of("binData", "strData", "jsonData", "customData");

    @Override
    void request(JsonParser parser, int start, JsonTable into) throws IOException {
        message(parser, start, into, true);
    }

    @Override
    void answer(JsonParser parser, int start, JsonTable into) throws IOException {
        message(parser, start, into, false);
    }

    private static void message(JsonParser parser, int start, JsonTable into, boolean request)
            throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            if (name.equals("data") && value == JsonToken.START_OBJECT) {
                data(parser, start, into, request);
            } else if (name.equals("meta") && value == JsonToken.START_OBJECT) {
                meta(parser, start, into);
            } else {
                if (name.equals("data") || OTHER_DATA.contains(name)) {
                    into.doesNotFit();
                }
                parser.skipChildren();
            }
        }
    }

    private static void meta(JsonParser parser, int start, JsonTable into) throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            if (name.equals("puid") && value == JsonToken.VALUE_STRING) {
                int from = Json.tokenStart(parser, start);
                String puid = parser.getText();
                into.id(puid, from, Json.tokenEnd(parser, start));
            } else {
                parser.skipChildren();
            }
        }
    }

    private static void data(JsonParser parser, int start, JsonTable into, boolean request)
            throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            if (name.equals("ndarray") && value == JsonToken.START_ARRAY) {
                JsonRows rows = JsonRows.read(parser, start);
                into.data(rows);
                into.once();
                into.rows(rows.count(), request ? rows.isNested() ? rows.shape() : null : "");
            } else if (name.equals("tensor") && value == JsonToken.START_OBJECT) {
                tensor(parser, start, into, request);
            } else if (name.equals("names")) {
                parser.skipChildren();
            } else {
                into.doesNotFit();
                parser.skipChildren();
            }
        }
    }

    private static void tensor(JsonParser parser, int start, JsonTable into, boolean request)
            throws IOException {
        JsonTensor tensor = new JsonTensor(into);
        into.once();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            if (name.equals("shape") && value == JsonToken.START_ARRAY) {
                tensor.shape(parser, start);
            } else if (name.equals("values") && value == JsonToken.START_ARRAY) {
                tensor.data(parser, start);
            } else {
                into.doesNotFit();
                parser.skipChildren();
            }
        }
        tensor.end(request ? TensorRank.MATRIX : TensorRank.ANY);
    }
}
