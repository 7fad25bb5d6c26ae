// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.harness;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Numbered records, each with what must become of it. A record's number is all that decides. */
public interface Workload {

    /** Every record carries its number in this header, which Leat passes on. */
    String NUMBER = "bench-number";

    /** How many partitions the input has; a record's is its number modulo this. */
    int partitions();

    ProducerRecord<byte[], byte[]> request(String topic, long number);

    Outcome expected(long number);

    /** What a person calls records like this one. */
    String kind(long number);

    /** What becomes of a record. */
    sealed interface Outcome {

        /** A prediction with this value. */
        record Answer(ByteBuffer value) implements Outcome {}

        /**
         * A dead letter.
         *
         * @param code its error code; several, with {@code |} between, where any of them is right
         */
        record Letter(String code) implements Outcome {
            boolean permits(String found) {
                return List.of(code.split("\\|", -1)).contains(found);
            }
        }
    }

    static long number(Headers headers) {
        String text = text(headers, NUMBER);
        if (text == null) {
            throw new IllegalArgumentException("a record without the header " + NUMBER);
        }
        return Long.parseLong(text);
    }

    static @Nullable String text(Headers headers, String name) {
        var header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? null
                : new String(header.value(), StandardCharsets.UTF_8);
    }
}
