// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.hint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leat.client.Reply;
import io.leat.client.StateClient;
import io.leat.graph.Node;
import io.leat.job.pipeline.ModelClientFactory;
import io.leat.job.plan.PredictorPlan;
import io.leat.protocol.Protocol;
import io.leat.protocol.RestPath;
import io.leat.protocol.Transport;
import io.leat.secrets.SecretException;
import io.leat.wire.v2.ModelMetadataRequest;
import io.leat.wire.v2.ModelMetadataResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks the first model of a graph which inputs it takes, where its protocol has a request for that:
 * v2, and tensorflow over HTTP. As the job calls it, with TLS and credentials, but for two seconds
 * at most.
 */
final class ModelInputs {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** What a command could still hold. */
    private static final int MOST_INPUTS = 16;

    private ModelInputs() {}

    /** Nothing where the model does not say it. */
    static List<ModelInput> of(PredictorPlan predictor) throws InterruptedException {
        Node node = first(predictor.graph());
        String path = node == null ? null : path(predictor, node.name());
        if (node == null || path == null) {
            return List.of();
        }
        byte[] answer = ask(predictor, node.name(), path);
        try {
            List<ModelInput> inputs = answer == null ? List.of() : inputs(predictor, answer);
            return inputs.size() <= MOST_INPUTS ? inputs : List.of();
        } catch (IOException e) {
            return List.of(); // it is no metadata
        }
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

    /** Of the request for a model's metadata; null where the protocol has none. */
    private static @Nullable String path(PredictorPlan predictor, String model) {
        return switch (predictor.transport()) {
            case REST ->
                    switch (predictor.protocol()) {
                        case V2 -> "/v2/models/" + RestPath.encode(model);
                        case TENSORFLOW -> "/v1/models/" + RestPath.encode(model) + "/metadata";
                        case SELDON -> null;
                    };
            case GRPC ->
                    predictor.protocol() == Protocol.V2
                            ? "inference.GRPCInferenceService/ModelMetadata"
                            : null;
        };
    }

    private static byte @Nullable [] ask(PredictorPlan predictor, String model, String path)
            throws InterruptedException {
        byte[] message = ModelMetadataRequest.newBuilder().setName(model).build().toByteArray();
        try (StateClient client =
                ModelClientFactory.openStateClient(predictor, PATIENCE, PATIENCE)) {
            Reply reply =
                    client.ask(model, path, message)
                            .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return reply instanceof Reply.Answered answered ? answered.payload().body() : null;
        } catch (ExecutionException | TimeoutException | SecretException e) {
            return null;
        }
    }

    private static List<ModelInput> inputs(PredictorPlan predictor, byte[] answer)
            throws IOException {
        if (predictor.transport() == Transport.GRPC) {
            return v2(ModelMetadataResponse.parseFrom(answer));
        }
        JsonNode metadata = new ObjectMapper().readTree(answer);
        return predictor.protocol() == Protocol.V2 ? v2(metadata) : tensorflow(metadata);
    }

    private static List<ModelInput> v2(ModelMetadataResponse metadata) {
        return metadata.getInputsList().stream()
                .map(
                        input ->
                                new ModelInput(
                                        input.getName(), input.getDatatype(), input.getShapeList()))
                .toList();
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
}
