// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Input records for tests. */
public final class Requests {

    private Requests() {}

    public static InferenceRequest at(int partition, long offset) {
        return InferenceRequest.of(
                new ConsumerRecord<>("in", partition, offset, bytes("key"), bytes("value")));
    }

    /** A record at in-0@7 with headers given as name, value, name, value. */
    public static InferenceRequest withHeaders(String... namesAndValues) {
        return InferenceRequest.of(record(namesAndValues));
    }

    /** The same as Kafka's client gives it. */
    public static ConsumerRecord<byte[], byte[]> record(String... namesAndValues) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>("in", 0, 7, bytes("key"), bytes("value"));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            record.headers().add(namesAndValues[i], bytes(namesAndValues[i + 1]));
        }
        return record;
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
