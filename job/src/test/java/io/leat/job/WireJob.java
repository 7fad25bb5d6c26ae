// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.job.RunningJob.Start;
import io.leat.job.WireOutputs.Produced;
import io.leat.job.plan.InferenceJob;
import io.leat.job.wire.Fixture;
import io.leat.job.wire.Fixture.Call;
import io.leat.job.wire.Fixture.Delivered;
import io.leat.job.wire.Fixture.Output;
import io.leat.job.wire.Fixture.Reply;
import io.leat.job.wire.Fixture.Sent;
import io.leat.job.wire.Header;
import io.leat.job.wire.Seen;
import io.leat.kafka.InferenceRequest;
import io.leat.testing.kafka.TestBroker;
import io.leat.testing.kafka.TopicReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** A fixture as a job on a cluster, between topics of a broker. */
final class WireJob {

    private final Fixture fixture;
    private final TestBroker broker;
    private final TestCluster cluster;

    WireJob(Fixture fixture, TestBroker broker, TestCluster cluster) {
        this.fixture = fixture;
        this.broker = broker;
        this.cluster = cluster;
    }

    Seen run() throws Exception {
        InferenceJob job = WireFixtures.load(fixture, broker.servers());
        try (WireStub stub = new WireStub(fixture, job.first().transport())) {
            broker.produce(records());
            RunningJob running = RunningJob.start(cluster, stub.standInFor(job), Start.PLAIN);
            List<Output> outputs = outputs(running, job.first().name(), stub);
            return new Seen(inOrder(stub.calls()), outputs, stub.unused());
        }
    }

    /** Records go through the job side by side; a file has one after the other. */
    private <T> Comparator<T> order(Function<T, String> record) {
        List<String> names = fixture.records().stream().map(Sent::name).toList();
        return Comparator.comparing(item -> names.indexOf(record.apply(item)));
    }

    /** Calls made at the same time stand in the order of their replies. */
    private List<Call> inOrder(List<Call> calls) {
        List<String> replies = fixture.replies().stream().map(Reply::to).toList();
        return calls.stream()
                .sorted(order(Call::record).thenComparing(call -> replies.indexOf(call.to())))
                .toList();
    }

    private List<ProducerRecord<byte[], byte[]>> records() {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < fixture.records().size(); i++) {
            InferenceRequest request = WireFixtures.request(fixture, i);
            RecordHeaders headers = new RecordHeaders();
            for (int h = 0; h < request.headerNames.length; h++) {
                headers.add(request.headerNames[h], request.headerValues[h]);
            }
            records.add(
                    new ProducerRecord<>(
                            request.topic,
                            0,
                            request.timestamp,
                            request.key,
                            request.value,
                            headers));
        }
        return records;
    }

    private List<Output> outputs(RunningJob running, String predictor, WireStub stub)
            throws Exception {
        int wanted = fixture.records().size();
        try (TopicReader reader = broker.read(fixture.output(), fixture.deadLetters())) {
            int delivered = await(running, reader, wanted);
            running.cancel();
            List<ConsumerRecord<byte[], byte[]>> records = reader.toTheEnd();
            assertThat(records).as("one output for each record").hasSize(wanted - delivered);
            List<Output> outputs = new ArrayList<>();
            records.forEach(record -> outputs.add(output(record, predictor, stub)));
            outputs.addAll(delivered(outputs));
            assertThat(outputs).hasSize(wanted);
            return outputs.stream().sorted(order(Output::record)).toList();
        }
    }

    /** How many feedbacks were delivered. */
    private int await(RunningJob running, TopicReader reader, int wanted) {
        if (!fixture.hasFeedback()) {
            running.await(reader, wanted);
            return 0;
        }
        RunningJob.until(
                () -> {
                    running.checkHealth();
                    return reader.toTheEnd().size() + running.gauge("feedbackDelivered") >= wanted;
                });
        return (int) running.gauge("feedbackDelivered");
    }

    /** The feedbacks of which nothing was written. */
    private List<Output> delivered(List<Output> written) {
        List<String> names = written.stream().map(Output::record).toList();
        return fixture.records().stream()
                .filter(sent -> sent.feedback() && !names.contains(sent.name()))
                .<Output>map(sent -> new Delivered(sent.name()))
                .toList();
    }

    private Output output(ConsumerRecord<byte[], byte[]> record, String predictor, WireStub stub) {
        List<Header> headers =
                Produced.headers(record.headers()).stream()
                        .map(header -> stated(header, stub))
                        .toList();
        return WireOutputs.of(
                fixture,
                predictor,
                new Produced(
                        record.topic(), record.key(), record.value(), record.timestamp(), headers));
    }

    private static Header stated(Header header, WireStub stub) {
        String called = header.is("leat-error-endpoint") ? header.text() : null;
        return called == null ? header : Header.of(header.name(), stub.stated(called));
    }
}
