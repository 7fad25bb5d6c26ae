// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import io.leat.kafka.ErrorHeaders;
import io.leat.kafka.InferenceRequest;
import io.leat.kafka.InferenceResult;
import io.leat.kafka.RecordContract;
import io.leat.protocol.CallFailure;
import io.leat.protocol.DeadLetterCode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Writes dead letters as the job does, without a job. */
final class Letters {

    static final Instant FAILED = Instant.parse("2026-03-01T14:30:00Z");

    /** When the record was made, which is some time before it failed. */
    static final long MADE = FAILED.minusSeconds(60).toEpochMilli();

    private final Topics topics;
    private final String topic;
    private final String source;

    Letters(Topics topics, String topic, String source) {
        this.topics = topics;
        this.topic = topic;
        this.source = source;
    }

    /** What a model that was asked for it has refused. */
    static CallFailure failure(DeadLetterCode code, String node) {
        return new CallFailure(
                code, "it was refused by " + node, node, "http://model:9000", "400", 1);
    }

    /** A request whose number tells where it stood: partition 0, and this offset. */
    InferenceRequest request(long number) {
        InferenceRequest request = new InferenceRequest();
        request.topic = source;
        request.partition = 0;
        request.offset = number;
        request.timestamp = MADE;
        request.key = utf8("key-" + number);
        request.value = utf8("{\"instances\":[[" + number + "]]}");
        request.headerNames = new String[] {"Trace", "empty", "Trace"};
        request.headerValues = new byte[][] {utf8("one"), null, utf8("two")};
        return request;
    }

    /** The dead letter of a request as a record. */
    ProducerRecord<byte[], byte[]> of(InferenceRequest request, CallFailure failure, Instant when) {
        InferenceResult letter = RecordContract.deadLetter(request, "main", failure, when);
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, 0, letter.timestamp, letter.key, letter.value);
        for (int i = 0; i < letter.headerNames.length; i++) {
            record.headers().add(letter.headerNames[i], letter.headerValues[i]);
        }
        return record;
    }

    ProducerRecord<byte[], byte[]> of(long number, DeadLetterCode code) {
        return of(request(number), failure(code, "classifier"), FAILED);
    }

    /** The dead letter without the record's value, as one that was too large. */
    ProducerRecord<byte[], byte[]> withoutValue(InferenceRequest request) {
        ProducerRecord<byte[], byte[]> whole =
                of(request, failure(DeadLetterCode.MODEL_REJECTED, "classifier"), FAILED);
        whole.headers().add(ErrorHeaders.VALUE_OMITTED, utf8("99 bytes; see the source offset"));
        return new ProducerRecord<>(
                topic, 0, whole.timestamp(), whole.key(), null, whole.headers());
    }

    /** Numbers from one to before another. */
    void send(long from, long to, DeadLetterCode code) throws Exception {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (long number = from; number < to; number++) {
            records.add(of(number, code));
        }
        send(records);
    }

    void send(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = topics.producer(Map.of())) {
            List<Future<RecordMetadata>> acknowledged =
                    records.stream().map(producer::send).toList();
            for (Future<RecordMetadata> one : acknowledged) {
                one.get();
            }
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
