// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.hint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.leat.graph.Endpoint;
import io.leat.graph.Node;
import io.leat.job.plan.InferenceJob;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import io.leat.wire.v2.ModelMetadataRequest;
import io.leat.wire.v2.ModelMetadataResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks the first model of a graph which inputs it takes, where its protocol has a request for that:
 * v2, and tensorflow over HTTP. Without TLS and credentials, and for a second.
 */
final class ModelInputs {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** What a command could still hold. */
    private static final int MOST_INPUTS = 16;

    private static final int OK = 200;

    private ModelInputs() {}

    /** Nothing where the model does not say it. */
    static List<ModelInput> of(InferenceJob job) throws InterruptedException {
        Node node = first(job.graph());
        Endpoint endpoint = node == null ? null : node.endpoint();
        if (node == null || endpoint == null || job.settings().security().isTls(node.name())) {
            return List.of();
        }
        List<ModelInput> inputs =
                switch (job.transport()) {
                    case REST -> overHttp(job.protocol(), node.name(), endpoint);
                    case GRPC ->
                            job.protocol() == Protocol.V2
                                    ? overGrpc(node.name(), endpoint)
                                    : List.of();
                };
        return inputs.size() <= MOST_INPUTS ? inputs : List.of();
    }

    /** The first that is asked for a prediction or a transformation of the record itself. */
    private static @Nullable Node first(Node node) {
        boolean takesInput =
                switch (node.type()) {
                    case MODEL, TRANSFORMER -> true;
                    case UNKNOWN_TYPE, ROUTER, COMBINER, OUTPUT_TRANSFORMER -> false;
                };
        if (takesInput && node.endpoint() != null) {
            return node;
        }
        return node.children().isEmpty() ? null : first(node.children().get(0));
    }

    private static List<ModelInput> overHttp(Protocol protocol, String model, Endpoint endpoint)
            throws InterruptedException {
        String path =
                switch (protocol) {
                    case V2 -> "/v2/models/" + model;
                    case TENSORFLOW -> "/v1/models/" + model + "/metadata";
                    case SELDON -> null;
                };
        if (path == null) {
            return List.of();
        }
        try {
            URI uri = new URI("http", null, endpoint.host(), endpoint.httpPort(), path, null, null);
            HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
            var answer =
                    HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_1_1)
                            .connectTimeout(PATIENCE)
                            .build()
                            .sendAsync(request, BodyHandlers.ofByteArray())
                            .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            JsonNode metadata =
                    answer.statusCode() == OK ? new ObjectMapper().readTree(answer.body()) : null;
            return metadata == null
                    ? List.of()
                    : protocol == Protocol.V2 ? v2(metadata) : tensorflow(metadata);
        } catch (URISyntaxException | ExecutionException | TimeoutException | IOException e) {
            return List.of();
        }
    }

    private static List<ModelInput> v2(JsonNode metadata) {
        List<ModelInput> inputs = new ArrayList<>();
        for (JsonNode input : metadata.path("inputs")) {
            List<Long> shape = new ArrayList<>();
            input.path("shape").forEach(length -> shape.add(length.asLong(-1)));
            inputs.add(
                    new ModelInput(
                            input.path("name").asText(), input.path("datatype").asText(), shape));
        }
        return inputs;
    }

    /** Of the first signature. */
    private static List<ModelInput> tensorflow(JsonNode metadata) {
        JsonNode signatures = metadata.at("/metadata/signature_def/signature_def");
        JsonNode signature =
                signatures.has("serving_default")
                        ? signatures.path("serving_default")
                        : signatures.elements().hasNext()
                                ? signatures.elements().next()
                                : signatures;
        List<ModelInput> inputs = new ArrayList<>();
        signature
                .path("inputs")
                .properties()
                .forEach(
                        input ->
                                inputs.add(
                                        new ModelInput(
                                                input.getKey(),
                                                datatype(input.getValue().path("dtype").asText()),
                                                dimensions(input.getValue()))));
        return inputs;
    }

    private static List<Long> dimensions(JsonNode input) {
        List<Long> shape = new ArrayList<>();
        input.at("/tensor_shape/dim").forEach(dim -> shape.add(dim.path("size").asLong(-1)));
        return shape;
    }

    private static String datatype(String tensorflow) {
        return switch (tensorflow) {
            case "DT_FLOAT" -> "FP32";
            case "DT_DOUBLE" -> "FP64";
            case "DT_HALF", "DT_BFLOAT16" -> "FP16";
            case "DT_BOOL" -> "BOOL";
            case "DT_STRING" -> "BYTES";
            default -> "INT64";
        };
    }

    private static List<ModelInput> overGrpc(String model, Endpoint endpoint) {
        ManagedChannel channel =
                NettyChannelBuilder.forTarget("dns:///" + endpoint.address(Transport.GRPC))
                        .usePlaintext()
                        .build();
        try {
            ModelMetadataResponse metadata =
                    ClientCalls.blockingUnaryCall(
                            channel,
                            metadataCall(),
                            CallOptions.DEFAULT.withDeadlineAfter(
                                    PATIENCE.toMillis(), TimeUnit.MILLISECONDS),
                            ModelMetadataRequest.newBuilder().setName(model).build());
            return metadata.getInputsList().stream()
                    .map(
                            input ->
                                    new ModelInput(
                                            input.getName(),
                                            input.getDatatype(),
                                            input.getShapeList()))
                    .toList();
        } catch (StatusRuntimeException e) {
            return List.of();
        } finally {
            channel.shutdownNow();
        }
    }

    private static MethodDescriptor<ModelMetadataRequest, ModelMetadataResponse> metadataCall() {
        return MethodDescriptor.<ModelMetadataRequest, ModelMetadataResponse>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName("inference.GRPCInferenceService/ModelMetadata")
                .setRequestMarshaller(
                        ProtoUtils.marshaller(ModelMetadataRequest.getDefaultInstance()))
                .setResponseMarshaller(
                        ProtoUtils.marshaller(ModelMetadataResponse.getDefaultInstance()))
                .build();
    }
}
