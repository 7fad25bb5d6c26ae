// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static io.leat.job.Exchange.protoName;
import static io.leat.job.RealServers.grpcUrl;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.leat.job.Exchange.Outcome;
import io.leat.protocol.Protocol;
import io.leat.testing.kafka.TestBroker;
import io.leat.wire.tensorflow.DataType;
import io.leat.wire.tensorflow.TensorProto;
import io.leat.wire.tensorflow.TensorShapeProto;
import io.leat.wire.tensorflow.TensorShapeProto.Dim;
import io.leat.wire.tensorflow.serving.ClassificationRequest;
import io.leat.wire.tensorflow.serving.ModelSpec;
import io.leat.wire.tensorflow.serving.PredictRequest;
import io.leat.wire.tensorflow.serving.PredictResponse;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The tensorflow protocol over gRPC, answered by pythie-serving with scikit-learn models. */
class PythieInterop {

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private static final Exchange EXCHANGE = new Exchange(BROKER, CLUSTER);

    private static TestJob oneModel(String name) {
        return EXCHANGE.model(Protocol.TENSORFLOW, grpcUrl("pythie"), name);
    }

    private static TensorProto column(float number) {
        return TensorProto.newBuilder()
                .setDtype(DataType.DT_FLOAT)
                .setTensorShape(
                        TensorShapeProto.newBuilder()
                                .addDim(Dim.newBuilder().setSize(1))
                                .addDim(Dim.newBuilder().setSize(1)))
                .addFloatVal(number)
                .build();
    }

    private static PredictRequest request(float a, float b) {
        return PredictRequest.newBuilder()
                .putInputs("a", column(a))
                .putInputs("b", column(b))
                .build();
    }

    private static PredictResponse response(Outcome prediction) throws Exception {
        assertThat(prediction.header("proto-name")).isEqualTo("tensorflow.serving.PredictResponse");
        return PredictResponse.parseFrom(prediction.value());
    }

    private static float number(PredictResponse answer) {
        ByteString content = answer.getOutputsOrThrow("predictions").getTensorContent();
        return content.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).getFloat();
    }

    @Test
    void predictsAndFillsTheModelsName() throws Exception {
        PredictResponse answer = response(EXCHANGE.predict(oneModel("sum"), request(1, 2)));

        assertThat(answer.getModelSpec().getName()).isEqualTo("sum");
        assertThat(number(answer)).isEqualTo(3f);
    }

    @Test
    void chainsTwoModelsAndKeepsTheSignature() throws Exception {
        String url = grpcUrl("pythie");
        TestJob job = EXCHANGE.models(Protocol.TENSORFLOW, "sum=" + url, "tenfold=" + url);
        ModelSpec spec = ModelSpec.newBuilder().setSignatureName("serving").build();

        PredictResponse answer =
                response(
                        EXCHANGE.predict(
                                job, request(1, 2).toBuilder().setModelSpec(spec).build()));

        assertThat(answer.getModelSpec()).isEqualTo(spec.toBuilder().setName("tenfold").build());
        assertThat(number(answer)).isEqualTo(30f);
    }

    @Test
    void takesAnAnswerForARequest() throws Exception {
        PredictResponse earlier =
                PredictResponse.newBuilder().putOutputs("predictions", column(4)).build();

        PredictResponse answer = response(EXCHANGE.predict(oneModel("tenfold"), earlier));

        assertThat(number(answer)).isEqualTo(40f);
    }

    /** One call at a time is all it takes; what comes beside it is RESOURCE_EXHAUSTED. */
    @Test
    void answersEveryRecordOfAServerThatRefusesMostCallsForItsLoad() throws Exception {
        PredictRequest request = request(1, 2);
        TestJob job = oneModel("sum");

        List<Outcome> predictions =
                EXCHANGE.predict(
                        job, Collections.nCopies(20, request.toByteArray()), protoName(request));

        for (Outcome prediction : predictions) {
            assertThat(number(response(prediction))).isEqualTo(3f);
        }
    }

    @Test
    void keepsARecordForAModelThatIsNotThere() throws Exception {
        assertRefused("stranger", request(1, 2), "UNKNOWN");
    }

    @Test
    void keepsARecordWithoutAFeature() throws Exception {
        assertRefused("sum", request(1, 2).toBuilder().removeInputs("b").build(), "UNKNOWN");
    }

    @Test
    void waitsForAMethodTheServerDoesNotHave() throws Exception {
        ClassificationRequest request = ClassificationRequest.getDefaultInstance();

        EXCHANGE.awaitRepeats(oneModel("sum"), request.toByteArray(), protoName(request));
    }

    private static void assertRefused(String model, Message request, String code) throws Exception {
        Outcome letter = EXCHANGE.refuse(oneModel(model), request);

        assertThat(letter.reason()).isEqualTo("model-failed " + code + " " + model);
        assertThat(letter.value()).isEqualTo(request.toByteArray());
    }
}
