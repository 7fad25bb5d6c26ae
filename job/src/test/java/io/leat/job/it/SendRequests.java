// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.it;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * {@code SendRequests BROKER FROM COUNT PER_SECOND}: writes numbered requests, after making the
 * topics if number 0 is among them.
 */
final class SendRequests {

    private SendRequests() {}

    public static void main(String[] args) throws ExecutionException, InterruptedException {
        Map<String, Object> client = Map.of("bootstrap.servers", args[0]);
        long from = Long.parseLong(args[1]);
        long count = Long.parseLong(args[2]);
        if (from == 0) {
            createTopics(client);
        }
        send(client, from, count, Long.parseLong(args[3]));
    }

    private static void createTopics(Map<String, Object> client)
            throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(client)) {
            admin.createTopics(
                            List.of(
                                    new NewTopic(Scenario.INPUT, Scenario.PARTITIONS, (short) 1),
                                    new NewTopic(Scenario.OUTPUT, Scenario.PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // flush and close wait; retries are endless
    private static void send(Map<String, Object> client, long from, long count, long perSecond) {
        ByteArraySerializer bytes = new ByteArraySerializer();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(client, bytes, bytes)) {
            long start = System.nanoTime();
            for (long i = 0; i < count; i++) {
                LockSupport.parkNanos(start + i * 1_000_000_000 / perSecond - System.nanoTime());
                producer.send(request(from + i));
            }
        }
    }

    private static ProducerRecord<byte[], byte[]> request(long number) {
        ProducerRecord<byte[], byte[]> request =
                new ProducerRecord<>(
                        Scenario.INPUT, Scenario.key(number), Scenario.request(number));
        request.headers().add(Scenario.TRACE, Scenario.trace(number));
        return request;
    }
}
