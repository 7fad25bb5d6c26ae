// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.readiness;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.leat.client.StateClient;
import io.leat.client.readiness.Readiness.State;
import io.leat.protocol.Protocol;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The readiness, status and health methods of the protocols over gRPC, by the field numbers of
 * their public definitions.
 */
final class GrpcQuestions extends StateQuestions {

    private static final String MODEL_READY = "inference.GRPCInferenceService/ModelReady";
    private static final String MODEL_METADATA = "inference.GRPCInferenceService/ModelMetadata";
    private static final String SERVER_LIVE = "inference.GRPCInferenceService/ServerLive";
    private static final String MODEL_STATUS = "tensorflow.serving.ModelService/GetModelStatus";
    private static final String HEALTH = "grpc.health.v1.Health/Check";

    private static final List<String> SELDON_METHODS =
            List.of(
                    "Model/Predict",
                    "Transformer/TransformInput",
                    "OutputTransformer/TransformOutput",
                    "Router/Route",
                    "Combiner/Aggregate");

    /** Of a method: that it is not there, or nothing. */
    private static final Set<String> SAYS_NOTHING =
            Set.of("UNIMPLEMENTED", "UNAVAILABLE", "DEADLINE_EXCEEDED");

    /** A tag of a wire type that does not exist. */
    private static final byte[] NO_MESSAGE = {0x0f};

    private static final int NAME = 1; // of the model, in a request and in a ModelSpec
    private static final int READY = 1;
    private static final int VERSIONS = 1;
    private static final int VERSION_STATE = 2;
    private static final int AVAILABLE = 30;
    private static final int HEALTH_STATUS = 1;
    private static final int NOT_SERVING = 2;

    GrpcQuestions(StateClient client, Protocol protocol) {
        super(client, protocol, "OK");
    }

    private StateAnswer call(String node, String method, byte[] message)
            throws InterruptedException {
        return ask(node, method, method, message);
    }

    private static byte[] block(int field, byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            out.writeByteArray(field, content);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // of an array: never
        }
        return bytes.toByteArray();
    }

    private static byte[] named(String node) {
        return block(NAME, node.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    StateAnswer ask(String node) throws InterruptedException {
        return switch (protocol) {
            case V2 -> call(node, MODEL_READY, named(node));
            case TENSORFLOW -> call(node, MODEL_STATUS, block(NAME, named(node)));
            case SELDON -> call(node, HEALTH, new byte[0]);
        };
    }

    @Override
    Readiness judge(String node, StateAnswer answer) throws InterruptedException {
        if (answer.isYes()) {
            return saysYes(answer) ? ready(node, answer) : notReady(node, answer);
        }
        return switch (String.valueOf(answer.status())) {
            case "NOT_FOUND" ->
                    protocol == Protocol.SELDON
                            ? unknownMethod(node, answer)
                            : noSuchModel(node, answer);
            case "UNIMPLEMENTED" -> unknownMethod(node, answer);
            default -> found(State.WRONG, answer);
        };
    }

    private boolean saysYes(StateAnswer answer) {
        UnknownFieldSet reply = parse(answer.body());
        if (reply == null) {
            return true; // answered with an unknown message
        }
        return switch (protocol) {
            case V2 -> reply.getField(READY).getVarintList().contains(1L);
            case TENSORFLOW ->
                    reply.getField(VERSIONS).getLengthDelimitedList().isEmpty()
                            || reply.getField(VERSIONS).getLengthDelimitedList().stream()
                                    .map(version -> parse(version.toByteArray()))
                                    .anyMatch(GrpcQuestions::isAvailable);
            case SELDON ->
                    !reply.getField(HEALTH_STATUS).getVarintList().contains((long) NOT_SERVING);
        };
    }

    private static boolean isAvailable(@Nullable UnknownFieldSet version) {
        return version != null
                && version.getField(VERSION_STATE).getVarintList().contains((long) AVAILABLE);
    }

    private static @Nullable UnknownFieldSet parse(byte[] message) {
        try {
            return UnknownFieldSet.parseFrom(message);
        } catch (InvalidProtocolBufferException e) {
            return null;
        }
    }

    /** Triton says of a model that it does not have only that it is not ready. */
    private Readiness notReady(String node, StateAnswer answer) throws InterruptedException {
        if (protocol == Protocol.V2) {
            StateAnswer metadata = call(node, MODEL_METADATA, named(node));
            if (metadata.is("NOT_FOUND") || metadata.is("INVALID_ARGUMENT")) {
                return noSuchModel(node, metadata);
            }
        }
        return new Readiness(State.NOT_READY, answer.words());
    }

    private Readiness unknownMethod(String node, StateAnswer answer) throws InterruptedException {
        Readiness known = byProtocol(node, answer);
        if (known != null) {
            return known;
        }
        return protocol == Protocol.SELDON
                ? new Readiness(State.REACHED, "it speaks gRPC and has no health service")
                : found(State.WRONG, answer);
    }

    /** A method that is there answers something else than that it is not. */
    @Override
    @Nullable StateAnswer proof(Protocol of, String node) throws InterruptedException {
        for (String method : methods(of)) {
            byte[] message = method.equals(MODEL_STATUS) ? block(NAME, named(node)) : new byte[0];
            StateAnswer answer = call(node, method, message);
            if (answer.isYes() || (answer.is("NOT_FOUND") && of == Protocol.TENSORFLOW)) {
                return answer;
            }
        }
        return null;
    }

    /** A method that is there refuses what is no message before the model is asked. */
    @Override
    @Nullable StateAnswer seldonUnit(String node) throws InterruptedException {
        for (String method : SELDON_METHODS) {
            StateAnswer answer = call(node, "seldon.protos." + method, NO_MESSAGE);
            if (answer.status() != null && !SAYS_NOTHING.contains(answer.status())) {
                return answer;
            }
        }
        return null;
    }

    @Override
    @Nullable Readiness foreign(String node, StateAnswer answer) {
        return null; // a method's name has its protocol in it
    }

    private List<String> methods(Protocol of) {
        return switch (of) {
            case V2 -> List.of(SERVER_LIVE);
            case TENSORFLOW -> protocol == of ? List.of() : List.of(MODEL_STATUS);
            case SELDON -> List.of(); // it has none of its own
        };
    }
}
