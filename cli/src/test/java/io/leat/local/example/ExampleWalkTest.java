// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.client.CallContext;
import io.leat.client.CallLimits;
import io.leat.client.ModelClient;
import io.leat.client.Reply;
import io.leat.client.grpc.GrpcModelClient;
import io.leat.client.rest.RestModelClient;
import io.leat.client.tls.ClientCredentials;
import io.leat.client.tls.ModelSecurity;
import io.leat.codec.Codecs;
import io.leat.graph.Endpoint;
import io.leat.graph.GraphPlan;
import io.leat.graph.GraphWalk;
import io.leat.graph.Node;
import io.leat.graph.WalkOptions;
import io.leat.job.JobLoader;
import io.leat.job.plan.InferenceJob;
import io.leat.job.plan.JobArguments;
import io.leat.job.plan.PredictorSelection;
import io.leat.local.example.fashion.FashionAnswer;
import io.leat.local.example.fashion.FashionExample;
import io.leat.local.example.fashion.FashionFormat;
import io.leat.local.example.picture.ExampleImage;
import io.leat.modelserver.ModelServer;
import io.leat.protocol.MessageCodec;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each example in each protocol it speaks, walked with real calls, without broker or cluster. */
class ExampleWalkTest {

    private static final List<ExampleImage> IMAGES = FashionExample.images().subList(0, 8);

    /** Below and above the A/B test's ratio. */
    private static final double FIRST_BRANCH = 0.1;

    private static final double SECOND_BRANCH = 0.9;

    private static Stream<Arguments> combinations() {
        return Stream.of(ExampleGraph.values())
                .flatMap(
                        graph ->
                                Stream.of(Protocol.values())
                                        .filter(graph::speaks)
                                        .flatMap(
                                                protocol ->
                                                        Stream.of(Transport.values())
                                                                .map(
                                                                        transport ->
                                                                                Arguments.of(
                                                                                        graph,
                                                                                        protocol,
                                                                                        transport))));
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void answersAsTheModelsDo(ExampleGraph graph, Protocol protocol, Transport transport)
            throws Exception {
        InferenceJob job =
                load(new ExampleChoice(graph, Optional.of(protocol), Optional.of(transport)));
        FashionFormat format = FashionFormat.of(protocol, transport);
        try (ModelServer server = ExampleRun.serve(graph, transport);
                Asked models = new Asked(ExampleRun.servedBy(server, job))) {
            int right = 0;
            for (ExampleImage image : IMAGES) {
                Payload record = format.request(graph.record(image.image()));

                FashionAnswer first = format.read(models.walk(record, FIRST_BRANCH));
                FashionAnswer second = format.read(models.walk(record, SECOND_BRANCH));

                right += first.prediction().label().equals(image.label()) ? 1 : 0;
                assertThat(first.prediction().score()).isBetween(0.2, 1.0);
                assertThat(second.prediction().equals(first.prediction()))
                        .as("only an A/B test answers by chance")
                        .isEqualTo(graph != ExampleGraph.AB_TEST);
                if (graph == ExampleGraph.AB_TEST) {
                    BranchCounts branches = new BranchCounts(job);
                    boolean silent = protocol == Protocol.TENSORFLOW && transport == Transport.REST;
                    assertThat(branches.of(first, "default")).isEqualTo(silent ? null : "fashion");
                    assertThat(branches.of(second, "default"))
                            .isEqualTo(silent ? null : "fashion-small");
                }
            }
            assertThat(right).isGreaterThanOrEqualTo(IMAGES.size() - 2);
        }
    }

    private static InferenceJob load(ExampleChoice choice) throws Exception {
        PredictorSelection selection =
                PredictorSelection.fromText(choice.yaml(), "the example", "default");
        assertThat(selection.warnings()).isEmpty();
        return JobLoader.load(selection, new JobArguments(Map.of()), Map.of(), Map.of());
    }

    /** The nodes of a job's graph, behind a client. */
    private static final class Asked implements AutoCloseable {

        private final ModelClient client;
        private final GraphPlan plan;

        Asked(InferenceJob job) {
            MessageCodec codec = Codecs.message(job.first().protocol(), job.first().transport());
            boolean routing = job.settings().flow().routingInjection();
            this.plan = GraphPlan.of(job.first().graph(), codec, new WalkOptions(routing));
            Map<String, String> addresses = new HashMap<>();
            addAddresses(job.first().graph(), job.first().transport(), addresses);
            Duration patience = Duration.ofSeconds(30);
            CallLimits limits = new CallLimits(patience, patience, 1 << 20);
            this.client =
                    switch (job.first().transport()) {
                        case REST ->
                                RestModelClient.open(
                                        addresses,
                                        codec,
                                        limits,
                                        ClientCredentials.of(ModelSecurity.NONE),
                                        new LongAdder());
                        case GRPC ->
                                GrpcModelClient.open(
                                        addresses,
                                        codec,
                                        limits,
                                        ClientCredentials.of(ModelSecurity.NONE),
                                        new LongAdder());
                    };
        }

        private static void addAddresses(
                Node node, Transport transport, Map<String, String> addresses) {
            Endpoint endpoint = node.endpoint();
            if (endpoint != null) {
                String scheme = transport == Transport.REST ? "http://" : "";
                addresses.put(node.name(), scheme + endpoint.address(transport));
            }
            node.children().forEach(child -> addAddresses(child, transport, addresses));
        }

        Payload walk(Payload record, double draw) throws Exception {
            GraphWalk walk = plan.begin(record, () -> draw);
            Deque<NodeCall> calls = new ArrayDeque<>(walk.start());
            CallContext context =
                    new CallContext("puid", "key", record.body(), new String[0], new byte[0][]);
            while (!calls.isEmpty()) {
                NodeCall call = calls.remove();
                Reply reply = client.call(call, context).get();
                assertThat(reply).isInstanceOf(Reply.Answered.class);
                calls.addAll(walk.answered(call, ((Reply.Answered) reply).payload()));
            }
            return Objects.requireNonNull(walk.answer(), () -> "" + walk.failure());
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
