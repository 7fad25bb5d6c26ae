// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.protocol;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that can share a call with others. */
public final class BatchableRequest {

    /**
     * All of a request that must be equal in all that share a call: everything but its rows, their
     * number, and what names the request.
     */
    public static final class Key {

        private final byte[] bytes;
        private final int hash;

        private Key(byte[] bytes) {
            this.bytes = bytes;
            this.hash = Arrays.hashCode(bytes);
        }

        @Override
        public boolean equals(Object other) {
            return this == other
                    || (other instanceof Key key
                            && hash == key.hash
                            && Arrays.equals(bytes, key.bytes));
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public String toString() {
            return "Key[" + bytes.length + " bytes]";
        }
    }

    private final Payload payload;
    private final Key key;
    private final int rows;
    private final List<Slot> holes;
    private final @Nullable String id;
    private final String puid;

    /**
     * A request, looked at.
     *
     * @param holes what its key leaves out, in an order that the key implies
     * @param id what the request calls itself, or null
     */
    public BatchableRequest(
            Payload payload,
            byte[] key,
            int rows,
            List<Slot> holes,
            @Nullable String id,
            String puid) {
        this(payload, new Key(key), rows, holes, id, puid);
    }

    private BatchableRequest(
            Payload payload,
            Key key,
            int rows,
            List<Slot> holes,
            @Nullable String id,
            String puid) {
        this.payload = payload;
        this.key = key;
        this.rows = rows;
        this.holes = holes;
        this.id = id;
        this.puid = puid;
    }

    /** A request that differs from this one in nothing but what stands in the holes. */
    public BatchableRequest like(Payload other, String puidOfOther) {
        return new BatchableRequest(other, key, rows, holes, id, puidOfOther);
    }

    public Key key() {
        return key;
    }

    /** At least one. */
    public int rows() {
        return rows;
    }

    /** The size of the whole request. */
    public int bytes() {
        return payload.body().length;
    }

    public Payload payload() {
        return payload;
    }

    public byte[] body() {
        return payload.body();
    }

    public List<Slot> holes() {
        return holes;
    }

    @Nullable String id() {
        return id;
    }

    String puid() {
        return puid;
    }

    /**
     * What this request's answer is to call itself where the batch's did so.
     *
     * @param answered what the batch's answer calls itself
     * @param first of the batch, in whose name it was sent
     * @return null if that is no echo and stays as it is
     */
    public @Nullable String echo(@Nullable String answered, BatchableRequest first) {
        if (answered == null) {
            return null;
        }
        if (answered.equals(first.id)) {
            return id;
        }
        return answered.equals(first.puid) ? puid : null;
    }

    /**
     * Whether a model can be relied on to repeat a request's name as it is. Half of a surrogate
     * pair (JSON's {@code "\\ud800"}) is no text, and every library makes something else of it; so
     * it is with bytes that are no UTF-8, which are read as U+FFFD.
     */
    public static boolean isRepeatable(@Nullable String name) {
        if (name == null) {
            return true;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '\uFFFD' || Character.isLowSurrogate(c)) {
                return false;
            }
            if (Character.isHighSurrogate(c)) {
                i++;
                if (i == name.length() || !Character.isLowSurrogate(name.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** An answer that is not for these rows; none were found if {@code found} is 0. */
    public static BadPayloadException wrongAnswer(int found, int rows) {
        return new BadPayloadException(
                "an answer of %s rows (expected: %d, as many as were sent)"
                        .formatted(found == 0 ? "no" : found, rows));
    }

    /** An answer whose tensors of one dimension need not be for each row. */
    public static BadPayloadException unsureAnswer() {
        return new BadPayloadException(
                "an answer with outputs of one dimension beside outputs of more (expected: the rows"
                        + " as first dimension of each)");
    }

    public static int rows(List<BatchableRequest> parts) {
        int rows = 0;
        for (BatchableRequest part : parts) {
            rows += part.rows;
        }
        return rows;
    }
}
