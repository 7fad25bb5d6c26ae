// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static io.leat.job.RealServers.grpc;
import static io.leat.job.RealServers.http;
import static io.leat.job.TestJob.bytes;
import static io.leat.job.TestJob.node;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ListValue;
import com.google.protobuf.Value;
import io.leat.job.Exchange.Outcome;
import io.leat.protocol.Transport;
import io.leat.testing.kafka.TestBroker;
import io.leat.testing.kafka.TopicReader;
import io.leat.wire.seldon.DefaultData;
import io.leat.wire.seldon.Feedback;
import io.leat.wire.seldon.SeldonMessage;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Feedback, taken by a router and a model of Seldon's own Python wrapper that learn from it. */
class SeldonFeedbackInterop {

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private static final double TRUTH = 0.25;

    private static TestJob job(Transport transport) {
        boolean rest = transport == Transport.REST;
        String graph =
                node(
                        "bandit",
                        "ROUTER",
                        rest ? http("seldon-bandit") : grpc("seldon-bandit"),
                        node("double", "MODEL", rest ? http("seldon-model") : grpc("seldon-model")),
                        node(
                                "learner",
                                "MODEL",
                                rest ? http("seldon-learner") : grpc("seldon-learner")));
        return TestJob.at(BROKER, 1, 1)
                .transport(transport.wire())
                .graph(graph, "bandit", "double", "learner")
                .withFeedback();
    }

    private static byte[] request(Transport transport) {
        return switch (transport) {
            case REST -> bytes("{\"data\":{\"ndarray\":[[1]]}}");
            case GRPC -> message(1).toByteArray();
        };
    }

    private static SeldonMessage message(double number) {
        Value value = Value.newBuilder().setNumberValue(number).build();
        ListValue.Builder row = ListValue.newBuilder().addValues(value);
        return SeldonMessage.newBuilder()
                .setData(
                        DefaultData.newBuilder()
                                .setNdarray(
                                        ListValue.newBuilder()
                                                .addValues(Value.newBuilder().setListValue(row))))
                .build();
    }

    private static byte[] feedback(Transport transport) {
        return switch (transport) {
            case REST ->
                    bytes(
                            "{\"reward\":1.0,\"truth\":{\"data\":{\"ndarray\":[[%s]]}}}"
                                    .formatted(TRUTH));
            case GRPC ->
                    Feedback.newBuilder()
                            .setReward(1)
                            .setTruth(message(TRUTH))
                            .build()
                            .toByteArray();
        };
    }

    private static void send(
            Transport transport, String topic, byte[] value, String message, String routing) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, 0, null, value);
        if (transport == Transport.GRPC) {
            record.headers().add("proto-name", bytes("seldon.protos." + message));
        }
        if (routing != null) {
            record.headers().add("leat-routing", bytes(routing));
            record.headers().add("leat-predictor", bytes("main"));
        }
        BROKER.produce(List.of(record));
    }

    /** The numbers of the answer's only row. */
    private static List<Double> row(Transport transport, Outcome outcome) throws Exception {
        List<Double> row = new ArrayList<>();
        switch (transport) {
            case REST ->
                    outcome.json().at("/data/ndarray/0").forEach(each -> row.add(each.asDouble()));
            case GRPC ->
                    SeldonMessage.parseFrom(outcome.value())
                            .getData()
                            .getNdarray()
                            .getValues(0)
                            .getListValue()
                            .getValuesList()
                            .forEach(each -> row.add(each.getNumberValue()));
        }
        return row;
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void teachesTheRouterAndTheModelThatItIsFor(Transport transport) throws Exception {
        TestJob job = job(transport);
        RunningJob running = RunningJob.start(CLUSTER, job);
        try (TopicReader output = BROKER.read(job.output);
                TopicReader letters = BROKER.read(job.deadLetters)) {
            int answered = 0;
            List<List<Double>> rows = new ArrayList<>();
            for (int branch : new int[] {1, 0, 1}) {
                send(transport, job.feedback, feedback(transport), "Feedback", "bandit=" + branch);
                running.awaitGauge("feedbackDelivered", answered + 1);
                send(transport, job.input, request(transport), "SeldonMessage", null);
                Outcome prediction =
                        Outcome.of(running.await(output, ++answered).get(answered - 1));
                assertThat(prediction.header("leat-routing")).isEqualTo("bandit=" + branch);
                rows.add(row(transport, prediction));
            }
            assertThat(rows)
                    .containsExactly(List.of(1.0, TRUTH), List.of(2.0), List.of(2.0, 2 * TRUTH));
            assertThat(letters.toTheEnd()).isEmpty();
        }
    }
}
