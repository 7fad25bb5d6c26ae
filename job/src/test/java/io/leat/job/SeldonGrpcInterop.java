// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static io.leat.job.RealServers.grpc;
import static io.leat.job.RealServers.grpcUrl;
import static io.leat.job.TestJob.node;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ListValue;
import com.google.protobuf.Value;
import io.leat.job.Exchange.Outcome;
import io.leat.protocol.Protocol;
import io.leat.testing.kafka.TestBroker;
import io.leat.wire.seldon.DefaultData;
import io.leat.wire.seldon.Meta;
import io.leat.wire.seldon.SeldonMessage;
import io.leat.wire.seldon.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The seldon protocol over gRPC, answered by Seldon's own Python wrapper. */
class SeldonGrpcInterop {

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private static final Exchange EXCHANGE = new Exchange(BROKER, CLUSTER);

    private static String model() {
        return node("double", "MODEL", grpc("seldon-model"));
    }

    private static String otherModel() {
        return node("triple", "MODEL", grpc("seldon-triple"));
    }

    private static String router() {
        return node("router", "ROUTER", grpc("seldon-router"), model(), otherModel());
    }

    /** One model, as flags state it; graphs of other units need a file. */
    private static TestJob oneModel() {
        return EXCHANGE.models(Protocol.SELDON, "double=" + grpcUrl("seldon-model"));
    }

    private static TestJob job(String graph, String... nodes) {
        return EXCHANGE.job("seldon", "grpc", graph, nodes);
    }

    /** A message with one row. */
    private static SeldonMessage row(double... numbers) {
        ListValue.Builder row = ListValue.newBuilder();
        for (double number : numbers) {
            row.addValues(Value.newBuilder().setNumberValue(number));
        }
        ListValue rows =
                ListValue.newBuilder().addValues(Value.newBuilder().setListValue(row)).build();
        return SeldonMessage.newBuilder()
                .setData(DefaultData.newBuilder().setNdarray(rows))
                .build();
    }

    private static List<Double> row(Outcome outcome) throws Exception {
        assertThat(outcome.header("proto-name")).isEqualTo("seldon.protos.SeldonMessage");
        ListValue rows = SeldonMessage.parseFrom(outcome.value()).getData().getNdarray();
        assertThat(rows.getValuesCount()).isEqualTo(1);
        return rows.getValues(0).getListValue().getValuesList().stream()
                .map(Value::getNumberValue)
                .toList();
    }

    @Test
    void predictsAndKeepsMetaBothWays() throws Exception {
        Value own = Value.newBuilder().setStringValue("tag").build();
        SeldonMessage request =
                row(1, 2).toBuilder()
                        .setMeta(Meta.newBuilder().setPuid("in-body").putTags("own", own))
                        .build();

        Outcome prediction = EXCHANGE.predict(oneModel(), request);

        assertThat(row(prediction)).containsExactly(2.0, 4.0);
        Meta meta = SeldonMessage.parseFrom(prediction.value()).getMeta();
        assertThat(meta.getPuid()).isEqualTo("in-body");
        assertThat(meta.getTagsMap()).containsEntry("own", own).containsKey("factor");
        assertThat(meta.getMetrics(0).getKey()).isEqualTo("predictions");
        assertThat(prediction.header("Seldon-Puid")).hasSize(36);
    }

    @Test
    void predictsTensors() throws Exception {
        Tensor tensor =
                Tensor.newBuilder().addShape(1).addShape(2).addValues(1.5).addValues(2).build();
        SeldonMessage request =
                SeldonMessage.newBuilder()
                        .setData(DefaultData.newBuilder().setTensor(tensor))
                        .build();

        Outcome prediction = EXCHANGE.predict(oneModel(), request);

        assertThat(SeldonMessage.parseFrom(prediction.value()).getData().getTensor())
                .isEqualTo(tensor.toBuilder().clearValues().addValues(3).addValues(4).build());
    }

    @Test
    void chainsTwoModels() throws Exception {
        TestJob job =
                EXCHANGE.models(
                        Protocol.SELDON,
                        "double=" + grpcUrl("seldon-model"),
                        "triple=" + grpcUrl("seldon-triple"));

        Outcome prediction = EXCHANGE.predict(job, row(1, 2));

        assertThat(row(prediction)).containsExactly(6.0, 12.0);
    }

    @Test
    void transformsInputAndOutput() throws Exception {
        int transformer = grpc("seldon-transformer");
        String inner = node("before", "TRANSFORMER", transformer, model());
        String graph = node("after", "OUTPUT_TRANSFORMER", transformer, inner);

        Outcome prediction = EXCHANGE.predict(job(graph, "after", "before", "double"), row(1));

        assertThat(row(prediction)).containsExactly(2200.0);
    }

    @Test
    void combinesTheAnswersOfTwoModels() throws Exception {
        String graph = node("sum", "COMBINER", grpc("seldon-combiner"), model(), otherModel());

        Outcome prediction = EXCHANGE.predict(job(graph, "sum", "double", "triple"), row(1, 2));

        assertThat(row(prediction)).containsExactly(5.0, 10.0);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 3"})
    void goesWhereTheRouterSays(int feature, double answer) throws Exception {
        TestJob job = job(router(), "router", "double", "triple").with("routing-injection", "true");

        Outcome prediction = EXCHANGE.predict(job, row(feature));

        assertThat(row(prediction)).containsExactly(answer);
        assertThat(SeldonMessage.parseFrom(prediction.value()).getMeta().getRoutingMap())
                .containsEntry("router", feature);
    }

    @Test
    void givesTheMessageBackIfTheRouterSaysSo() throws Exception {
        Outcome prediction =
                EXCHANGE.predict(job(router(), "router", "double", "triple"), row(-2, 5));

        assertThat(prediction.value()).isEqualTo(row(-2, 5).toByteArray());
    }

    @Test
    void refusesABranchThatIsNotThere() throws Exception {
        Outcome letter = EXCHANGE.refuse(job(router(), "router", "double", "triple"), row(2));

        assertThat(letter.header("leat-error-code")).isEqualTo("bad-route");
        assertThat(letter.header("leat-error-node")).isEqualTo("router");
    }

    @Test
    void keepsARecordThatMakesTheModelFail() throws Exception {
        Outcome letter = EXCHANGE.refuse(oneModel(), row(-1));

        assertThat(letter.reason()).isEqualTo("model-failed UNKNOWN double");
        assertThat(letter.value()).isEqualTo(row(-1).toByteArray());
        assertThat(letter.header("proto-name")).isEqualTo("seldon.protos.SeldonMessage");
    }
}
