// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.hint;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Metadata;
import io.grpc.Status;
import io.leat.job.JobLoader;
import io.leat.job.plan.JobArguments;
import io.leat.job.plan.PredictorPlan;
import io.leat.job.plan.PredictorSelection;
import io.leat.testing.model.GrpcModelStub;
import io.leat.testing.model.RestModelStub;
import io.leat.testing.model.RestModelStub.Answer;
import io.leat.testing.tls.Pki;
import io.leat.testing.tls.ServerTls;
import io.leat.wire.v2.ModelMetadataRequest;
import io.leat.wire.v2.ModelMetadataResponse;
import io.leat.wire.v2.ModelMetadataResponse.TensorMetadata;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a model takes is asked as the job asks it: over TLS, with a certificate and a token. */
class ModelInputsTest {

    private static final Pki.Signed CA = Pki.authority("lab");
    private static final ServerTls ASKING =
            new ServerTls(Pki.signedBy(CA, "model"), CA.certificate());
    private static final String ADMITTED = "Bearer token-1";

    private static final ModelInput PIXELS =
            new ModelInput("pixels", "FP32", List.of(-1L, 28L, 28L));

    @TempDir private Path folder;

    private String file(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private PredictorPlan predictor(String protocol, String transport, int port, String token)
            throws Exception {
        String yaml =
                """
                apiVersion: machinelearning.seldon.io/v1
                kind: SeldonDeployment
                metadata: {name: fashion}
                spec:
                  protocol: %s
                  transport: %s
                  predictors:
                  - name: default
                    graph:
                      name: fashion
                      type: MODEL
                      endpoint: {service_host: 127.0.0.1, service_port: %d}
                """
                        .formatted(protocol, transport, port);
        Pki.Signed client = Pki.signedBy(CA, "job");
        Map<String, String> flags = new HashMap<>();
        flags.put("broker", "h:1");
        flags.put("input-topic", "in");
        flags.put("output-topic", "out");
        flags.put("model-tls", "true");
        flags.put("model-ca-cert-file", file("ca.pem", CA.certificatePem()));
        flags.put("model-client-cert-file", file("client.pem", client.certificatePem()));
        flags.put("model-client-key-file", file("client.key", client.pkcs8Pem()));
        flags.put("model-token-file", file("token", token));
        return JobLoader.load(
                        PredictorSelection.fromText(yaml, "a test", null),
                        new JobArguments(flags),
                        Map.of(),
                        Map.of())
                .first();
    }

    private static RestModelStub serverOf(String path, String metadata) throws Exception {
        return RestModelStub.promising(ASKING.context(), call -> new CompletableFuture<>())
                .saying(
                        question ->
                                !ADMITTED.equals(question.headers().getFirst("Authorization"))
                                        ? Answer.status(401)
                                        : question.path().equals(path)
                                                ? Answer.ok(metadata)
                                                : Answer.status(404));
    }

    private static RestModelStub v2Server() throws Exception {
        return serverOf(
                "/v2/models/fashion",
                """
                {"name": "fashion",
                 "inputs": [{"name": "pixels", "datatype": "FP32", "shape": [-1, 28, 28]}]}
                """);
    }

    @Test
    void areTheTensorsOfV2sMetadata() throws Exception {
        try (RestModelStub model = v2Server()) {
            assertThat(ModelInputs.of(predictor("v2", "rest", model.port(), "token-1")))
                    .containsExactly(PIXELS);
        }
    }

    @Test
    void areTheTensorsOfTensorFlowsSignature() throws Exception {
        try (RestModelStub model =
                serverOf(
                        "/v1/models/fashion/metadata",
                        """
                        {"metadata": {"signature_def": {"signature_def": {"serving_default": {
                          "inputs": {"pixels": {"dtype": "DT_FLOAT", "tensor_shape": {
                            "dim": [{"size": "-1"}, {"size": "28"}, {"size": "28"}]}}}}}}}}
                        """)) {
            assertThat(ModelInputs.of(predictor("tensorflow", "rest", model.port(), "token-1")))
                    .containsExactly(PIXELS);
        }
    }

    @Test
    void areTheTensorsOfV2sMetadataOverGrpc() throws Exception {
        Metadata.Key<String> authorization =
                Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
        GrpcModelStub.Handler metadata =
                (call, headers, request) -> {
                    if (!ADMITTED.equals(headers.get(authorization))) {
                        call.close(Status.UNAUTHENTICATED, new Metadata());
                    } else {
                        GrpcModelStub.answer(call, described(request).toByteArray());
                    }
                };
        try (GrpcModelStub model =
                GrpcModelStub.start(GrpcModelStub.SILENT, ASKING.netty()).saying(metadata)) {
            assertThat(ModelInputs.of(predictor("v2", "grpc", model.port(), "token-1")))
                    .containsExactly(PIXELS);
        }
    }

    private static ModelMetadataResponse described(byte[] request) {
        try {
            return ModelMetadataResponse.newBuilder()
                    .setName(ModelMetadataRequest.parseFrom(request).getName())
                    .addInputs(
                            TensorMetadata.newBuilder()
                                    .setName("pixels")
                                    .setDatatype("FP32")
                                    .addAllShape(List.of(-1L, 28L, 28L)))
                    .build();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void areNotKnownWhereTheServerDoesNotLetTheJobIn() throws Exception {
        try (RestModelStub model = v2Server()) {
            assertThat(ModelInputs.of(predictor("v2", "rest", model.port(), "token-0"))).isEmpty();
        }
    }

    @Test
    void areNotKnownWhereNobodyListens() throws Exception {
        int closed;
        try (RestModelStub model = v2Server()) {
            closed = model.port();
        }
        assertThat(ModelInputs.of(predictor("v2", "rest", closed, "token-1"))).isEmpty();
    }
}
