// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.harness;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Numbers, of which each tenth is refused and all others are answered with an exclamation mark. */
class NumberedWorkload implements Workload {

    private static boolean isRefused(long number) {
        return number % 10 == 3;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String kind(long number) {
        return isRefused(number) ? "bad" : "good";
    }

    @Override
    public int partitions() {
        return 2;
    }

    @Override
    public ProducerRecord<byte[], byte[]> request(String topic, long number) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, bytes("k"), bytes("" + number));
        record.headers().add(NUMBER, bytes("" + number));
        return record;
    }

    @Override
    public Outcome expected(long number) {
        return isRefused(number)
                ? new Outcome.Letter("refused")
                : new Outcome.Answer(ByteBuffer.wrap(bytes(number + "!")));
    }
}
