// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.clients;

import io.leat.bench.load.stub.LoadPayload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A bare client between Kafka's consumer and producer, and nothing else: no offset is kept, no
 * order, no header, and what fails is gone. What is left for any program that reads records, calls
 * and writes the answers: {@code BetweenTopics BROKER INPUT OUTPUT PAYLOAD PORT IN_FLIGHT}.
 */
public final class BetweenTopics {

    private BetweenTopics() {}

    public static void main(String[] args) throws Exception {
        String broker = args[0];
        String output = args[2];
        BareCaller client = BareCaller.of(LoadPayload.valueOf(args[3]), Integer.parseInt(args[4]));
        Semaphore free = new Semaphore(Integer.parseInt(args[5]));
        try (KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(
                                Map.of("bootstrap.servers", broker),
                                new ByteArrayDeserializer(),
                                new ByteArrayDeserializer());
                KafkaProducer<byte[], byte[]> producer = producer(broker)) {
            List<TopicPartition> partition = List.of(new TopicPartition(args[1], 0));
            consumer.assign(partition);
            consumer.seekToBeginning(partition);
            while (!Thread.interrupted()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    free.acquire();
                    client.call(
                            record.value(),
                            answer -> {
                                if (answer != null) {
                                    var unused =
                                            producer.send(
                                                    new ProducerRecord<>(
                                                            output, record.key(), answer));
                                }
                                free.release();
                            });
                }
            }
        }
    }

    /** With Leat's batches. */
    private static KafkaProducer<byte[], byte[]> producer(String broker) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", broker, "batch.size", 131_072, "linger.ms", 10),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
