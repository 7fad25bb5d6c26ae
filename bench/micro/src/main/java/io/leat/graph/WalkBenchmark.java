// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.graph;

import io.leat.bench.load.stub.LoadPayload;
import io.leat.bench.micro.Micro;
import io.leat.codec.Codecs;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** A record's whole walk, with answers that are there at once. */
public class WalkBenchmark extends Micro {

    /** The shape of the graph. */
    @SuppressWarnings("ImmutableEnumChecker") // a node is a record of values
    public enum Shape {
        SINGLE(model("m")),
        CHAIN(model("m", model("m2"))),
        COMBINER(node("c", UnitType.COMBINER, model("m"), model("m2"), model("m3")));

        private final Node root;

        Shape(Node root) {
            this.root = root;
        }
    }

    @Param Shape shape = Shape.SINGLE;

    private final io.leat.protocol.Payload request =
            new io.leat.protocol.Payload(LoadPayload.SELDON_REST.value(), "application/json");
    private final io.leat.protocol.Payload answer =
            new io.leat.protocol.Payload(
                    "{\"data\":{\"ndarray\":[[0.1,0.8,0.1]]}}".getBytes(StandardCharsets.US_ASCII),
                    "application/json");
    private @Nullable GraphPlan plan;

    @Setup
    public void plan() {
        plan =
                GraphPlan.of(
                        shape.root,
                        Codecs.message(Protocol.SELDON, Transport.REST),
                        WalkOptions.DEFAULT);
    }

    @Benchmark
    public io.leat.protocol.@Nullable Payload walk() {
        GraphPlan ready = plan;
        if (ready == null) {
            return null;
        }
        GraphWalk walk = ready.begin(request, () -> 0);
        ArrayDeque<NodeCall> open = new ArrayDeque<>(walk.start());
        NodeCall next = open.poll();
        while (next != null) {
            open.addAll(walk.answered(next, answer));
            next = open.poll();
        }
        return walk.answer();
    }

    private static Node model(String name, Node... children) {
        return node(name, UnitType.MODEL, children);
    }

    private static Node node(String name, UnitType type, Node... children) {
        return new Node(
                name,
                type,
                Implementation.UNKNOWN_IMPLEMENTATION,
                Set.of(),
                Map.of(),
                new Endpoint("127.0.0.1", 1, 2),
                List.of(children));
    }
}
