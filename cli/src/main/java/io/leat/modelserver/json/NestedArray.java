// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.leat.modelserver.RefusedException;
import io.leat.modelserver.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A tensor that is read from nested JSON arrays, and whose shape shows only while reading. */
public final class NestedArray {

    /** More dimensions than any model here has; bounds the recursion. */
    private static final int MAX_RANK = 16;

    private static final int UNKNOWN = -1;

    private final String where;
    private final NumberList numbers = new NumberList();

    /** How long the arrays of each depth are, outermost first; {@link #UNKNOWN} while open. */
    private final List<Long> lengths = new ArrayList<>();

    private int numberDepth = UNKNOWN;
    private long elements;

    /**
     * @param where what is being read, for messages
     */
    public NestedArray(String where) {
        this.where = where;
    }

    /** Reads the whole tensor, a bare number included. */
    public void readAll(JsonParser json) throws IOException, RefusedException {
        read(json, 0);
    }

    /** Reads the next element of an outermost array that the caller walks itself. */
    public void readElement(JsonParser json) throws IOException, RefusedException {
        if (lengths.isEmpty()) {
            lengths.add((long) UNKNOWN);
        }
        read(json, 1);
        elements++;
    }

    /** Ends an array read by {@link #readElement}. */
    public void endElements() throws RefusedException {
        close(0, elements);
    }

    /** How often {@link #readElement} was called. */
    public long elements() {
        return elements;
    }

    public Shape shape() {
        return new Shape(lengths);
    }

    public NumberList numbers() {
        return numbers;
    }

    private void read(JsonParser json, int depth) throws IOException, RefusedException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            readNumber(json, depth);
            return;
        }
        if (depth == MAX_RANK) {
            throw RefusedException.badRequest(
                    where + ": nested deeper than " + MAX_RANK + " arrays");
        }
        if (numberDepth != UNKNOWN && depth >= numberDepth) {
            throw ragged("an array beside numbers");
        }
        while (lengths.size() <= depth) {
            lengths.add((long) UNKNOWN);
        }
        long count = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            read(json, depth + 1);
            count++;
        }
        close(depth, count);
    }

    private void readNumber(JsonParser json, int depth) throws IOException, RefusedException {
        numbers.add(json, where);
        if (numberDepth == UNKNOWN && lengths.size() <= depth) {
            numberDepth = depth;
        }
        if (numberDepth != depth) {
            throw ragged("a number beside arrays");
        }
    }

    private void close(int depth, long count) throws RefusedException {
        while (lengths.size() <= depth) {
            lengths.add((long) UNKNOWN);
        }
        long known = lengths.set(depth, count);
        if (known != UNKNOWN && known != count) {
            throw ragged("arrays of " + known + " and of " + count + " elements at depth " + depth);
        }
    }

    private RefusedException ragged(String found) {
        return RefusedException.badRequest(
                where + ": ragged, " + found + " (expected: one length at each depth)");
    }
}
