package io.leat.bench.faults;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * A record that is not like the others.
 *
 * @param code of the dead letter it becomes; empty if it is answered like any other
 */
record Poison(String name, String code, Make make) {

    /** Changes a good request. */
    interface Make {
        void spoil(Draft draft);
    }

    /** A request on its way to become poison. */
    static final class Draft {
        final long number;
        final Speech speech;
        byte @Nullable [] key;
        byte @Nullable [] value;
        final List<Header> headers = new ArrayList<>();

        Draft(long number, Speech speech) {
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

        /** Asks the model for a behaviour. */
        void behave(String wish) {
            if (speech == Speech.GRPC) {
                header(Behaviour.MEMBER, wish);
            } else {
                value =
                        "{\"%s\":\"%s\",\"data\":{\"ndarray\":[[%d]]}}"
                                .formatted(Behaviour.MEMBER, wish, number)
                                .getBytes(StandardCharsets.UTF_8);
            }
        }
    }
}
