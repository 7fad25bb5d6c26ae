// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults.poison;

import io.leat.bench.faults.model.ModelBehaviour;
import io.leat.bench.faults.model.SeldonMessages;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * A record that is not like the others.
 *
 * @param code of the dead letter it becomes, as {@link
 *     io.leat.bench.harness.Workload.Outcome.Letter} has it; empty if it is harmless and answered
 * @param answer the prediction it becomes; null if that is the one of any other record
 */
public record Poison(String name, String code, @Nullable ByteBuffer answer, Make make) {

    public Poison(String name, String code, Make make) {
        this(name, code, null, make);
    }

    /** Changes a good request. */
    public interface Make {
        void spoil(Draft draft);
    }

    /** Harmless, however it looks. */
    static Poison answered(String name, Make make) {
        return new Poison(name, "", make);
    }

    /** A good record that the model answers in a way of its own, which is the model's business. */
    static Poison answer(String name, String wish, byte[] answer) {
        return new Poison(name, "", ByteBuffer.wrap(answer), draft -> draft.behave(wish));
    }

    /** A record with another value. */
    static Poison value(String name, String code, byte[] value) {
        return new Poison(name, code, draft -> draft.value = value);
    }

    static Poison value(String name, String code, String value) {
        return value(name, code, value.getBytes(StandardCharsets.UTF_8));
    }

    /** A good record with a header more. */
    static Poison header(String name, String header, String content) {
        return answered(name, draft -> draft.header(header, content));
    }

    /** A good record that the model treats in a way of its own. */
    static Poison behaviour(String name, String code, String wish) {
        return new Poison(name, code, draft -> draft.behave(wish));
    }

    /** So many bytes, never all the same to a compressor or an eye. */
    static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new java.util.Random(count).nextBytes(bytes);
        return bytes;
    }

    /** A request on its way to become poison. */
    public static final class Draft {
        final long number;
        final SeldonMessages speech;
        public byte @Nullable [] key;
        public byte @Nullable [] value;
        public final List<Header> headers = new ArrayList<>();
        public boolean named = true;

        /** Milliseconds since the epoch, or null for the time of sending. */
        public @Nullable Long timestamp;

        public Draft(long number, SeldonMessages speech) {
            this.number = number;
            this.speech = speech;
            key = ("k" + number).getBytes(StandardCharsets.UTF_8);
            value = speech.request(number);
        }

        void header(String name, byte @Nullable [] content) {
            headers.add(new RecordHeader(name, content));
        }

        void header(String name, String content) {
            header(name, content.getBytes(StandardCharsets.UTF_8));
        }

        /** Leaves the record without the {@code proto-name} that all others have. */
        Draft nameless() {
            named = false;
            return this;
        }

        /** Asks the model for a behaviour. */
        void behave(String wish) {
            if (speech == SeldonMessages.GRPC) {
                header(ModelBehaviour.MEMBER, wish);
            } else {
                json("\"%s\":\"%s\"".formatted(ModelBehaviour.MEMBER, wish));
            }
        }

        /** A JSON request with one more member, before the one that matters. */
        void json(String member) {
            value =
                    "{%s,\"data\":{\"ndarray\":[[%d]]}}"
                            .formatted(member, number)
                            .getBytes(StandardCharsets.UTF_8);
        }
    }
}
