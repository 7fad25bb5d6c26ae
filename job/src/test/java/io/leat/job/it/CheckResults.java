// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.it;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads what is committed, from the beginning.
 *
 * <ul>
 *   <li>{@code CheckResults BROKER some COUNT SECONDS} ends well once COUNT different records have
 *       come out.
 *   <li>{@code CheckResults BROKER all COUNT SECONDS} waits for the records 0 to COUNT-1, and then
 *       a while for what must not come; it ends well if each came out once, in its place and in
 *       order.
 * </ul>
 */
final class CheckResults {

    /** Several checkpoints: what was written twice is visible by then. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(5);

    private CheckResults() {}

    public static void main(String[] args) {
        boolean all = args[1].equals("all");
        int count = Integer.parseInt(args[2]);
        Duration patience = Duration.ofSeconds(Long.parseLong(args[3]));
        ResultAudit audit = new ResultAudit();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(args[0])) {
            read(consumer, audit, count, patience);
            if (all) {
                read(consumer, audit, Integer.MAX_VALUE, AFTERWARDS);
            }
        }
        if (!all) {
            System.exit(audit.different() >= count ? 0 : 1);
        }
        System.out.println(audit.report(count));
        System.exit(audit.isExactlyOnceInOrder(count) ? 0 : 1);
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String broker) {
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers", broker,
                                "isolation.level", "read_committed",
                                "enable.auto.commit", "false"),
                        bytes,
                        bytes);
        List<TopicPartition> partitions =
                Stream.of(Scenario.OUTPUT, Scenario.DEAD_LETTERS)
                        .flatMap(
                                topic ->
                                        IntStream.range(0, Scenario.PARTITIONS)
                                                .mapToObj(p -> new TopicPartition(topic, p)))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    private static void read(
            KafkaConsumer<byte[], byte[]> consumer,
            ResultAudit audit,
            int count,
            Duration patience) {
        Instant end = Instant.now().plus(patience);
        while (audit.different() < count && Instant.now().isBefore(end)) {
            consumer.poll(Duration.ofMillis(200)).forEach(audit::add);
        }
    }
}
