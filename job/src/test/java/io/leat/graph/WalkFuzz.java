// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.graph;

import io.leat.codec.Codecs;
import io.leat.protocol.CallFailure;
import io.leat.protocol.DeadLetterCode;
import io.leat.protocol.MessageCodec;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import io.leat.protocol.UnitMethod;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Any graph, and any bytes for its record and for every answer: the walk calls each node at most
 * once for each thing it can be asked, and ends with one result. The bytes say, in this order,
 * protocol and transport, the shape of the graph, and what each call brings.
 */
public final class WalkFuzz {

    private static final int MAX_NODES = 12;
    private static final int MAX_CHILDREN = 4;
    private static final Endpoint ENDPOINT = new Endpoint("127.0.0.1", 9000, 9500);

    private final byte[] input;
    private int at;
    private int nodes;

    private WalkFuzz(byte[] input) {
        this.input = input;
    }

    /** Loads what is instrumented before the first input is timed. */
    public static void fuzzerInitialize() {
        fuzzerTestOneInput("".getBytes(StandardCharsets.UTF_8));
    }

    /** The fuzzer's way in. */
    public static void fuzzerTestOneInput(byte[] input) {
        new WalkFuzz(input).run();
    }

    private void run() {
        Protocol protocol = pick(Protocol.values());
        Transport transport = pick(Transport.values());
        WalkOptions options = new WalkOptions(next(2) == 0);
        Node graph = node(0);
        if (!GraphCheck.problems(graph, protocol, transport, Codecs.message(protocol, transport))
                .isEmpty()) {
            return;
        }
        MessageCodec codec = Codecs.message(protocol, transport);
        String type = transport == Transport.REST ? "application/json" : protoName(protocol);
        GraphWalk walk =
                GraphPlan.of(graph, codec, options)
                        .begin(new Payload(bytes(), type), () -> next(256) / 256.0);
        finish(walk, codec);
        require(isOver(walk), "no calls under way and no result");
    }

    private void finish(GraphWalk walk, MessageCodec codec) {
        List<NodeCall> open = new ArrayList<>(walk.start());
        Set<String> made = new HashSet<>();
        while (!open.isEmpty()) {
            require(!isOver(walk), "a result while calls are under way");
            NodeCall call = open.remove(next(open.size()));
            require(made.add(call.method() + " " + call.node()), "called twice");
            open.addAll(end(walk, codec, call));
        }
    }

    private static boolean isOver(GraphWalk walk) {
        return walk.answer() != null || walk.failure() != null;
    }

    private List<NodeCall> end(GraphWalk walk, MessageCodec codec, NodeCall call) {
        String type;
        try {
            type = codec.address(call).replyType();
        } catch (Exception e) {
            return walk.failed(
                    call, CallFailure.of(DeadLetterCode.BAD_RECORD, "no call", call.node()));
        }
        return next(8) == 0
                ? walk.failed(
                        call, CallFailure.of(DeadLetterCode.MODEL_REJECTED, "no", call.node()))
                : walk.answered(call, new Payload(bytes(), type));
    }

    private Node node(int depth) {
        String name = "n" + nodes++;
        UnitType type = pick(UnitType.values());
        Implementation built = pick(Implementation.values());
        Set<UnitMethod> methods = EnumSet.noneOf(UnitMethod.class);
        for (UnitMethod method : UnitMethod.values()) {
            if (method != UnitMethod.PREDICT && next(4) == 3) {
                methods.add(method);
            }
        }
        List<Node> children = new ArrayList<>();
        int count = depth > 3 ? 0 : next(MAX_CHILDREN);
        while (children.size() < count && nodes < MAX_NODES) {
            children.add(node(depth + 1));
        }
        return new Node(name, type, built, methods, Map.of(), ENDPOINT, children);
    }

    private String protoName(Protocol protocol) {
        return switch (protocol) {
            case SELDON -> "seldon.protos.SeldonMessage";
            case TENSORFLOW ->
                    List.of(
                                    "tensorflow.serving.PredictRequest",
                                    "tensorflow.serving.PredictResponse",
                                    "tensorflow.serving.ClassificationRequest",
                                    "tensorflow.serving.MultiInferenceRequest")
                            .get(next(4));
            case V2 ->
                    next(2) == 0 ? "inference.ModelInferRequest" : "inference.ModelInferResponse";
        };
    }

    /** Up to the next line feed. */
    private byte[] bytes() {
        int from = at;
        while (at < input.length && input[at] != '\n') {
            at++;
        }
        byte[] bytes = Arrays.copyOfRange(input, Math.min(from, input.length), at);
        at++;
        return bytes;
    }

    private <T> T pick(T[] values) {
        return values[next(values.length)];
    }

    private int next(int bound) {
        return at < input.length ? (input[at++] & 0xff) % bound : 0;
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
