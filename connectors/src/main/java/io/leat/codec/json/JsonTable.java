// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.json;

import io.leat.protocol.Slot;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The positions of a JSON message's rows. Filled while the message is read. */
public final class JsonTable {

    private static final int NONE = -1;

    private final byte[] body;
    private final List<Slot> holes = new ArrayList<>(4);
    private final List<Integer> elements = new ArrayList<>(2);
    private final StringBuilder shapes = new StringBuilder();
    private int rows = NONE;
    private boolean fits = true;
    private boolean one; // dimension, of a tensor at least
    private boolean more;
    private boolean found;
    private @Nullable String id;

    public JsonTable(byte[] body) {
        this.body = body;
    }

    /** The message is of a kind that has no rows, or no rows that could be told apart. */
    public void doesNotFit() {
        fits = false;
    }

    /** Whether rows were found, the same number everywhere. */
    public boolean fits() {
        return fits && rows > 0 && !isMixed();
    }

    /** A tensor has so many dimensions. */
    void dimensions(int count) {
        one |= count == 1;
        more |= count > 1;
    }

    /**
     * Whether some tensors of a message have one dimension and others more. Then those of one may
     * be parameters, or names, that are not for each row: 7 and 9 tokens at most must not become a
     * list of both.
     */
    public boolean isMixed() {
        return one && more;
    }

    public int rows() {
        return rows;
    }

    /** The slots in the order of the message. */
    public List<Slot> holes() {
        return holes;
    }

    public @Nullable String id() {
        return id;
    }

    /** What the message calls itself stands here, its quotes included. */
    public void id(String text, int from, int to) {
        if (id != null) {
            doesNotFit(); // who would know which one counts
        }
        id = text;
        holes.add(new Slot(Slot.Kind.ID, from, to));
    }

    /** The number of rows stands here. */
    void count(int from, int to) {
        holes.add(new Slot(Slot.Kind.ROWS, from, to));
    }

    /** The rows stand here, to be told of by {@link #rows(long, String)}. */
    public void data(JsonRows data) {
        holes.add(new Slot(Slot.Kind.DATA, data.from(), data.to()));
        elements.add(data.count());
    }

    /** A message has the data that was found only once. */
    public void once() {
        if (found) {
            doesNotFit();
        }
        found = true;
    }

    /** So many rows are in the arrays found so far; {@code shape} is that of each. */
    public void rows(long found, @Nullable String shape) {
        boolean first = rows == NONE;
        if (shape == null || found < 1 || found > Integer.MAX_VALUE || (!first && rows != found)) {
            doesNotFit();
        } else {
            rows = (int) found;
            shapes.append(shape).append(';');
        }
    }

    /** The message without what stands in its holes. */
    public byte[] key() {
        ByteArrayOutputStream key = new ByteArrayOutputStream(body.length / 2 + 16);
        int done = 0;
        for (Slot hole : holes) {
            key.write(body, done, hole.from() - done);
            key.write(hole.kind().mark());
            done = hole.to();
        }
        key.write(body, done, body.length - done);
        key.writeBytes(shapes.toString().getBytes(StandardCharsets.UTF_8));
        return key.toByteArray();
    }

    /** Cuts the arrays of the message into parts of so many rows, one after the other. */
    public Cutter cutter() {
        return new Cutter();
    }

    /** Where in each array the next part begins. */
    public final class Cutter {

        private final int[] next = new int[elements.size()];

        private Cutter() {
            int array = 0;
            for (Slot hole : holes) {
                if (hole.kind() == Slot.Kind.DATA) {
                    next[array++] = hole.from();
                }
            }
        }

        /** The next so many rows of an array, which stands in a hole. */
        public Json.Span cut(int array, Slot hole, int count) {
            int from = next[array];
            int each = elements.get(array) / rows;
            int to = JsonRows.skip(body, from, hole.to(), count * each);
            next[array] = Math.min(to + 1, hole.to());
            return new Json.Span(from, to);
        }
    }
}
