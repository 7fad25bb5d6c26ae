// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.Status;
import io.leat.client.BudgetCharge;
import io.leat.client.CallContext;
import io.leat.client.FailureAction;
import io.leat.client.FailureKind;
import io.leat.client.Reply;
import io.leat.protocol.CallFailure;
import io.leat.protocol.DeadLetterCode;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import io.leat.protocol.Protocol;
import io.leat.protocol.UnitMethod;
import io.leat.testing.model.GrpcModelStub;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes over the wire, and what becomes of the answer. */
class GrpcModelClientTest extends GrpcClientFixture {

    @ParameterizedTest
    @CsvSource({
        "SELDON, PREDICT, SeldonMessage, seldon.protos.Model/Predict, SeldonMessage",
        "SELDON, TRANSFORM_INPUT, SeldonMessage, seldon.protos.Transformer/TransformInput,"
                + " SeldonMessage",
        "SELDON, ROUTE, SeldonMessage, seldon.protos.Router/Route, SeldonMessage",
        "SELDON, AGGREGATE, SeldonMessageList, seldon.protos.Combiner/Aggregate, SeldonMessage",
        "SELDON, TRANSFORM_OUTPUT, SeldonMessage,"
                + " seldon.protos.OutputTransformer/TransformOutput, SeldonMessage",
        "TENSORFLOW, PREDICT, PredictRequest, tensorflow.serving.PredictionService/Predict,"
                + " PredictResponse",
        "TENSORFLOW, PREDICT, ClassificationRequest,"
                + " tensorflow.serving.PredictionService/Classify, ClassificationResponse",
        "V2, PREDICT, ModelInferRequest, inference.GRPCInferenceService/ModelInfer,"
                + " ModelInferResponse"
    })
    void sendsBytesToTheProtocolsMethodAndNamesTheAnswer(
            Protocol protocol, UnitMethod method, String type, String path, String replyType)
            throws Exception {
        CompletableFuture<String> seenPath = new CompletableFuture<>();
        CompletableFuture<byte[]> seenBody = new CompletableFuture<>();
        server =
                GrpcModelStub.start(
                        (call, headers, request) -> {
                            seenPath.complete(call.getMethodDescriptor().getFullMethodName());
                            seenBody.complete(request);
                            GrpcModelStub.answer(call, new byte[] {1, 2, 3});
                        });
        String pkg = path.substring(0, path.lastIndexOf('.') + 1);

        Reply reply =
                open(protocol, Map.of("m", server.address()))
                        .call(
                                new NodeCall("m", method, new Payload(BODY, pkg + type)),
                                new CallContext(
                                        "p", "k", new byte[0], new String[0], new byte[0][]))
                        .get(20, TimeUnit.SECONDS);

        assertThat(seenPath.join()).isEqualTo(path);
        assertThat(seenBody.join()).isEqualTo(BODY);
        assertAnswered(reply, new byte[] {1, 2, 3});
        assertThat(((Reply.Answered) reply).payload().type()).isEqualTo(pkg + replyType);
    }

    @Test
    void sendsHeadersThatAreLegalMetadataAndKeepsBackWhatIsGrpcsOwn() throws Exception {
        CompletableFuture<Metadata> seen = new CompletableFuture<>();
        serve(
                (call, headers, request) -> {
                    seen.complete(headers);
                    GrpcModelStub.answer(call, request);
                });

        Reply reply =
                call(
                        BODY,
                        "TraceParent",
                        "00-1-2-01",
                        "trace-bin",
                        "\0grüße",
                        "two",
                        "1",
                        "two",
                        "2",
                        "Content-Type",
                        "application/json",
                        "User-Agent",
                        "someone",
                        "te",
                        "gzip",
                        "grpc-timeout",
                        "1n",
                        "Connection",
                        "close",
                        "Content-Length",
                        "3",
                        "Host",
                        "elsewhere",
                        "Seldon-Puid",
                        "other",
                        "bad name",
                        "x",
                        ":path",
                        "x",
                        "-bin",
                        "x",
                        "",
                        "x",
                        "greeting",
                        "grüße",
                        "evil",
                        "x\r\nInjected: yes",
                        "padded",
                        " \tx y ");

        assertAnswered(reply, BODY);
        Metadata metadata = seen.join();
        assertThat(metadata.keys())
                .contains("traceparent", "trace-bin", "two")
                .doesNotContain("te", "connection", "content-length", "host", "greeting", "evil");
        assertThat(all(metadata, "padded")).containsExactly("x y");
        assertThat(all(metadata, "traceparent")).containsExactly("00-1-2-01");
        assertThat(all(metadata, "two")).containsExactly("1", "2");
        assertThat(all(metadata, "seldon-puid")).containsExactly("puid-1");
        assertThat(all(metadata, "idempotency-key")).containsExactly("in-0-7-m-predict");
        assertThat(metadata.toString()).doesNotContain("someone", "elsewhere", "Injected");
        assertThat(metadata.get(Metadata.Key.of("trace-bin", Metadata.BINARY_BYTE_MARSHALLER)))
                .isEqualTo("\0grüße".getBytes(StandardCharsets.UTF_8));
        assertThat(illegalHeaders.sum()).isEqualTo(6);
    }

    private static Iterable<String> all(Metadata metadata, String name) {
        Iterable<String> values =
                metadata.getAll(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
        return values == null ? List.of() : values;
    }

    @Test
    void keepsTheRecordsOwnIdempotencyKey() throws Exception {
        CompletableFuture<Metadata> seen = new CompletableFuture<>();
        serve(
                (call, headers, request) -> {
                    seen.complete(headers);
                    GrpcModelStub.answer(call, request);
                });

        call(BODY, "Idempotency-Key", "mine");

        assertThat(all(seen.join(), "idempotency-key")).containsExactly("mine");
    }

    @ParameterizedTest
    @EnumSource(value = Status.Code.class, names = "OK", mode = EnumSource.Mode.EXCLUDE)
    void judgesEveryStatusWithoutRepeatingItsDescription(Status.Code code) throws Exception {
        serve(GrpcModelStub.refusing(code.toStatus().withDescription("cannot parse \"secret\"")));

        CallFailure failure = refusal(call(BODY), FailureKind.ofGrpcCode(code).action());

        assertThat(failure.status()).isEqualTo(code.name());
        assertThat(failure.message())
                .startsWith(
                        "gRPC status " + code + " for inference.GRPCInferenceService/ModelInfer");
        assertThat(failure.message()).doesNotContain("secret");
        assertThat(failure.code()).isEqualTo(FailureKind.ofGrpcCode(code).code());
    }

    @Test
    void rejectsAnErrorWithAVeryLongDescriptionAndKeepsTheConnection() throws Exception {
        serve(GrpcModelStub.refusing(Status.INVALID_ARGUMENT.withDescription("x".repeat(200_000))));

        assertThat(refusal(call(BODY), FailureAction.REJECT).status())
                .isEqualTo("INVALID_ARGUMENT");
        refusal(call(BODY), FailureAction.REJECT);

        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void blamesMetadataThatIsTooLargeForTheServer() throws Exception {
        serve(GrpcModelStub.ECHO);

        Reply.Refused refused = (Reply.Refused) call(BODY, "large", "x".repeat(20_000));

        assertThat(refused.kind().charge(false, false)).isEqualTo(BudgetCharge.ATTEMPT);
    }

    @Test
    void takesAnEmptyMessageForAnAnswer() throws Exception {
        serve((call, headers, request) -> GrpcModelStub.answer(call, new byte[0]));

        assertAnswered(call(BODY), new byte[0]);
    }

    @ParameterizedTest
    @CsvSource({"0", "2"})
    void rejectsAnythingButOneMessage(int messages) throws Exception {
        byte[][] sent = new byte[messages][];
        Arrays.fill(sent, BODY);
        serve((call, headers, request) -> GrpcModelStub.answer(call, sent));

        CallFailure failure = refusal(call(BODY), FailureAction.REJECT);

        assertThat(failure.code()).isEqualTo(DeadLetterCode.BAD_REPLY);
        assertThat(failure.message())
                .isEqualTo(
                        "gRPC status OK with "
                                + messages
                                + " messages (expected: one), for"
                                + " inference.GRPCInferenceService/ModelInfer");
    }

    @Test
    void takesAReplyOfExactlyTheLimit() throws Exception {
        serve((call, headers, request) -> GrpcModelStub.answer(call, new byte[LARGEST_REPLY]));

        assertAnswered(call(BODY), new byte[LARGEST_REPLY]);
    }

    @ParameterizedTest
    @CsvSource({"identity", "gzip"})
    void rejectsAReplyAboveTheLimit(String encoding) throws Exception {
        serve(
                (call, headers, request) -> {
                    call.setCompression(encoding);
                    GrpcModelStub.answer(call, new byte[LARGEST_REPLY + 1]);
                });

        CallFailure failure = refusal(call(BODY), FailureAction.REJECT);

        assertThat(failure.code()).isEqualTo(DeadLetterCode.BAD_REPLY);
        assertThat(failure.status()).isEqualTo("RESOURCE_EXHAUSTED");
        assertThat(failure.message())
                .isEqualTo(
                        "a reply of more than 20000 bytes (expected: at most that), for"
                                + " inference.GRPCInferenceService/ModelInfer");
    }

    @Test
    void undoesGzip() throws Exception {
        serve(
                (call, headers, request) -> {
                    call.setCompression("gzip");
                    GrpcModelStub.answer(call, request);
                });

        assertAnswered(call(BODY), BODY);
    }

    @Test
    void rejectsARequestThatIsTooLargeForTheServer() throws Exception {
        serve(GrpcModelStub.ECHO);

        CallFailure failure =
                refusal(call(new byte[GrpcModelStub.LARGEST_REQUEST + 1]), FailureAction.REJECT);

        assertThat(failure.code()).isEqualTo(DeadLetterCode.MODEL_REJECTED);
        assertThat(failure.message())
                .isEqualTo(
                        "gRPC status RESOURCE_EXHAUSTED: larger than the server allows (expected:"
                                + " OK), for inference.GRPCInferenceService/ModelInfer");
    }
}
