// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static io.leat.job.TestJob.bytes;
import static io.leat.job.TestJob.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Message;
import io.leat.protocol.Protocol;
import io.leat.testing.kafka.TestBroker;
import io.leat.testing.kafka.TopicReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Records in, and what a job with real model servers makes of them. */
final class Exchange {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final TestBroker broker;
    private final TestCluster cluster;

    Exchange(TestBroker broker, TestCluster cluster) {
        this.broker = broker;
        this.cluster = cluster;
    }

    /** What came out for one record: its value, and the last header of each name. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Outcome(byte[] value, Map<String, String> headers) {

        static Outcome of(ConsumerRecord<byte[], byte[]> record) {
            Map<String, String> headers = new HashMap<>();
            record.headers().forEach(header -> headers.put(header.key(), text(header.value())));
            return new Outcome(record.value(), headers);
        }

        JsonNode json() throws JsonProcessingException {
            return Exchange.json(text(value));
        }

        String header(String name) {
            return String.valueOf(headers.get(name));
        }

        /** Why it is a dead letter: code, status and node. */
        String reason() {
            return String.join(
                    " ",
                    header("leat-error-code"),
                    header("leat-error-status"),
                    header("leat-error-node"));
        }
    }

    static JsonNode json(String text) throws JsonProcessingException {
        return JSON.readTree(text);
    }

    static Header header(String name, String value) {
        return new RecordHeader(name, bytes(value));
    }

    /**
     * A job of flags alone, over topics of its own, that tries a call twice: {@code --protocol},
     * and {@code --model} with each of these.
     *
     * @param models each a URL, or NAME=URL; several are a chain
     */
    TestJob models(Protocol protocol, String... models) {
        return tryingTwice(TestJob.ofFlags(broker, protocol, null, models));
    }

    /** The same for one model, whose name is stated by {@code --model-name}. */
    TestJob model(Protocol protocol, String url, String name) {
        return tryingTwice(TestJob.ofFlags(broker, protocol, name, url));
    }

    /** A job with a graph that flags cannot state, of these nodes; the same otherwise. */
    TestJob job(String protocol, String transport, String graph, String... nodes) {
        return tryingTwice(
                TestJob.at(broker, 1, 1)
                        .protocol(protocol)
                        .transport(transport)
                        .graph(graph, nodes));
    }

    private static TestJob tryingTwice(TestJob job) {
        return job.with("retry-attempts", "2").with("retry-alone", "1ms");
    }

    /** The header that says which message a gRPC record holds. */
    static Header protoName(Message message) {
        return header("proto-name", message.getDescriptorForType().getFullName());
    }

    Outcome predict(TestJob job, Message message) throws Exception {
        return predict(job, List.of(message.toByteArray()), protoName(message)).get(0);
    }

    Outcome refuse(TestJob job, Message message) throws Exception {
        return refuse(job, message.toByteArray(), protoName(message));
    }

    Outcome predict(TestJob job, String value, Header... headers) throws Exception {
        return predict(job, List.of(bytes(value)), headers).get(0);
    }

    /** The predictions for records with these values, in their order. */
    List<Outcome> predict(TestJob job, List<byte[]> values, Header... headers) throws Exception {
        return outcomes(job, values, headers, job.output, job.deadLetters);
    }

    /** The dead letter that a record with this value becomes. */
    Outcome refuse(TestJob job, byte[] value, Header... headers) throws Exception {
        return outcomes(job, List.of(value), headers, job.deadLetters, job.output).get(0);
    }

    /** The dead letter of the second message; the first is answered. */
    Outcome refuseSecond(TestJob job, Message first, Message second) throws Exception {
        Header type = protoName(first);
        RunningJob running = start(job, List.of(first.toByteArray(), second.toByteArray()), type);
        try (TopicReader letters = broker.read(job.deadLetters);
                TopicReader output = broker.read(job.output)) {
            running.await(output, 1);
            return Outcome.of(running.await(letters, 1).get(0));
        }
    }

    /**
     * Returns once the job has repeated its call for a record with this value, and still holds it.
     */
    void awaitRepeats(TestJob job, byte[] value, Header... headers) throws Exception {
        RunningJob running = start(job, List.of(value), headers);
        RunningJob.until(() -> running.gauge("callRetries") >= 3);
        running.stop();
        try (TopicReader letters = broker.read(job.deadLetters);
                TopicReader output = broker.read(job.output)) {
            assertThat(letters.toTheEnd()).isEmpty();
            assertThat(output.toTheEnd()).isEmpty();
        }
    }

    private RunningJob start(TestJob job, List<byte[]> values, Header... headers) throws Exception {
        broker.produce(
                values.stream()
                        .map(
                                value ->
                                        new ProducerRecord<byte[], byte[]>(
                                                job.input, 0, null, value, List.of(headers)))
                        .toList());
        return RunningJob.start(cluster, job);
    }

    private List<Outcome> outcomes(
            TestJob job, List<byte[]> values, Header[] headers, String expected, String other)
            throws Exception {
        RunningJob running = start(job, values, headers);
        try (TopicReader reader = broker.read(expected);
                TopicReader others = broker.read(other)) {
            Runnable stillFine =
                    () -> {
                        running.checkHealth();
                        assertThat(others.toTheEnd()).as(other).extracting(Outcome::of).isEmpty();
                    };
            return reader.atLeast(values.size(), stillFine).stream().map(Outcome::of).toList();
        }
    }
}
