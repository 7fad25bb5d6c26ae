// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.grpc;

import io.leat.protocol.Slot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message around its rows. Most records of a topic differ in nothing but those: whatever was read
 * of one is known of all that have its frame, and one is written like another. Holds no rows.
 */
final class MessageTemplate {

    private final byte[] bytes; // what stands between the holes, one behind the other
    private final int length; // of the message
    private final List<Slot> holes;
    private final List<Slot> ascending;

    private MessageTemplate(byte[] bytes, int length, List<Slot> holes, List<Slot> ascending) {
        this.bytes = bytes;
        this.length = length;
        this.holes = holes;
        this.ascending = ascending;
    }

    /**
     * The frame of a message.
     *
     * @return null if how long its rows are depends on what stands in them
     */
    static @Nullable MessageTemplate of(byte[] message, ProtoTable table) {
        if (!table.tensors().stream().allMatch(tensor -> tensor.elements().areFixed())) {
            return null;
        }
        List<Slot> holes = table.holes();
        List<Slot> ascending = new ArrayList<>(holes);
        ascending.sort(Comparator.comparingInt(Slot::from));
        byte[] bytes = new byte[table.around(message)];
        int at = 0;
        int from = 0;
        for (Slot hole : ascending) {
            System.arraycopy(message, from, bytes, at, hole.from() - from);
            at += hole.from() - from;
            from = hole.to();
        }
        System.arraycopy(message, from, bytes, at, bytes.length - at);
        return new MessageTemplate(bytes, message.length, holes, ascending);
    }

    /** Whether a message has nothing but other rows, and as many. */
    boolean isOf(byte[] message) {
        if (message.length != length) {
            return false;
        }
        int at = 0;
        int from = 0;
        for (Slot hole : ascending) {
            int to = at + hole.from() - from;
            if (!Arrays.equals(bytes, at, to, message, from, hole.from())) {
                return false;
            }
            at = to;
            from = hole.to();
        }
        return Arrays.equals(bytes, at, bytes.length, message, from, length);
    }

    /**
     * A message with this frame.
     *
     * @param next where the rows of each tensor stand in {@code rows}; moved behind them
     */
    byte[] around(byte[] rows, int[] next) {
        byte[] message = new byte[length];
        int at = 0;
        int from = 0;
        for (Slot hole : ascending) {
            System.arraycopy(bytes, at, message, from, hole.from() - from);
            at += hole.from() - from;
            from = hole.to();
        }
        System.arraycopy(bytes, at, message, from, length - from);
        for (int i = 0; i < next.length; i++) {
            Slot hole = holes.get(i);
            System.arraycopy(rows, next[i], message, hole.from(), hole.length());
            next[i] += hole.length();
        }
        return message;
    }
}
