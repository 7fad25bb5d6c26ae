// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.leat.codec.json.JsonRows;
import io.leat.codec.json.JsonTable;
import java.io.IOException;

/** TensorFlow Serving's row format. The columnar one goes alone: it need not have rows at all. */
public final class TensorflowRestBatchCodec extends RestBatchCodec {

    @Override
    void request(JsonParser parser, int start, JsonTable into) throws IOException {
        rows(parser, start, into, "instances", "inputs");
    }

    @Override
    void answer(JsonParser parser, int start, JsonTable into) throws IOException {
        rows(parser, start, into, "predictions", "outputs");
    }

    private static void rows(
            JsonParser parser, int start, JsonTable into, String rows, String columns)
            throws IOException {
        boolean request = rows.equals("instances");
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            if (name.equals(rows) && value == JsonToken.START_ARRAY) {
                JsonRows found = JsonRows.read(parser, start);
                into.data(found);
                into.once();
                into.rows(found.count(), request ? found.shape() : "");
            } else {
                if (name.equals(rows) || name.equals(columns)) {
                    into.doesNotFit();
                }
                parser.skipChildren();
            }
        }
    }
}
