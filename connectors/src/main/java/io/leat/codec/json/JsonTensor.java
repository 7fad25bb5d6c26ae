// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.leat.codec.tensor.Shapes;
import io.leat.codec.tensor.TensorRank;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tensor in JSON while it is read: its shape, and its elements one by one or row in row. */
public final class JsonTensor {

    private final JsonTable into;
    private @Nullable List<Long> shape;
    private @Nullable JsonRows data;

    public JsonTensor(JsonTable into) {
        this.into = into;
    }

    /** Reads the shape, which has just begun. */
    public void shape(JsonParser parser, int start) throws IOException {
        if (shape != null) {
            into.doesNotFit();
        }
        shape = new ArrayList<>(4);
        for (JsonToken next = parser.nextToken();
                next != JsonToken.END_ARRAY;
                next = parser.nextToken()) {
            if (next != JsonToken.VALUE_NUMBER_INT) {
                throw new IOException("a shape that is no list of integers");
            }
            if (shape.isEmpty()) {
                int from = Json.tokenStart(parser, start);
                into.count(from, from + parser.getTextLength());
            }
            shape.add(parser.getLongValue());
        }
    }

    /** Reads the elements, which have just begun. */
    public void data(JsonParser parser, int start) throws IOException {
        if (data != null) {
            into.doesNotFit();
        }
        data = JsonRows.read(parser, start);
        into.data(data);
    }

    /** The tensor has been read to its end. */
    public void end(TensorRank rank) {
        if (shape == null || data == null || !Shapes.hasRows(shape, rank)) {
            into.doesNotFit();
        } else {
            boolean answer = rank == TensorRank.ANY;
            into.dimensions(shape.size());
            into.rows(shape.get(0), answer ? cuttable(shape, data) : layout(shape, data));
        }
    }

    /** Of an answer it matters only that each row has the same share of what is listed. */
    private static @Nullable String cuttable(List<Long> shape, JsonRows data) {
        return data.count() == Shapes.product(shape) || data.count() == shape.get(0) ? "" : null;
    }

    /** How the elements lie, or null if they are not as many as the shape says. */
    private static @Nullable String layout(List<Long> shape, JsonRows data) {
        if (data.shape() == null || data.count() == 0) {
            return null;
        }
        if (!data.isNested()) {
            return data.count() == Shapes.product(shape) ? "" : null;
        }
        StringBuilder row = new StringBuilder();
        for (long size : shape.subList(1, shape.size())) {
            row.append(size).append('[');
        }
        boolean asShaped =
                data.shape().length() == row.length() + 1
                        && data.shape().startsWith(row.toString());
        return asShaped && data.count() == shape.get(0) ? row.toString() : null;
    }
}
