// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.clients;

import io.leat.bench.load.stub.LoadPayload;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What is written first: polls records, has some threads call the model with the JDK's HTTP client,
 * writes the answers, and commits when all are written. At least once. {@code NaiveConsumerLoop
 * BROKER INPUT OUTPUT PAYLOAD PORT THREADS}
 */
public final class NaiveConsumerLoop {

    private static final int ATTEMPTS = 5;

    private NaiveConsumerLoop() {}

    public static void main(String[] args) throws Exception {
        String broker = args[0];
        String output = args[2];
        URI url = URI.create(LoadPayload.valueOf(args[3]).url(Integer.parseInt(args[4])));
        ExecutorService threads =
                Executors.newFixedThreadPool(
                        Integer.parseInt(args[5]), new DefaultThreadFactory("loop", true));
        HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(broker, output);
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(
                                Map.of("bootstrap.servers", broker),
                                new ByteArraySerializer(),
                                new ByteArraySerializer())) {
            consumer.subscribe(List.of(args[1]));
            while (!Thread.interrupted()) {
                List<Callable<Future<?>>> calls = new ArrayList<>();
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    calls.add(
                            () ->
                                    producer.send(
                                            new ProducerRecord<>(
                                                    output,
                                                    record.key(),
                                                    call(http, url, record.value()))));
                }
                for (Future<Future<?>> sent : threads.invokeAll(calls)) {
                    sent.get().get();
                }
                consumer.commitSync();
            }
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String broker, String output) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        broker,
                        "group.id",
                        "naive-loop-" + output,
                        "enable.auto.commit",
                        "false",
                        "auto.offset.reset",
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Once more where a connection is lost: the JDK's client gives up pooled ones now and then. */
    private static byte[] call(HttpClient http, URI url, byte[] body) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                return send(http, url, body);
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static byte[] send(HttpClient http, URI url, byte[] body) throws Exception {
        HttpResponse<byte[]> response =
                http.send(
                        HttpRequest.newBuilder(url)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IllegalStateException("HTTP " + response.statusCode());
        }
        return response.body();
    }
}
