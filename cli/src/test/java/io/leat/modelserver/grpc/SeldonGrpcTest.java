// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ListValue;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import io.leat.modelserver.BrightRouter;
import io.leat.modelserver.ColumnsModel;
import io.leat.modelserver.SumCombiner;
import io.leat.modelserver.TwiceModel;
import io.leat.wire.seldon.SeldonMessage;
import io.leat.wire.seldon.SeldonMessageList;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeldonGrpcTest {

    private static final String PREDICT = "seldon.protos.Model/Predict";
    private static final String ROW =
            "ndarray { values { list_value { values { number_value: 1 } values { number_value: 200 } } } }";

    private static GrpcModelServer server;

    @BeforeAll
    static void start() {
        server =
                GrpcModelServer.start(
                        Map.of(
                                "twice", new TwiceModel(),
                                "columns", new ColumnsModel(),
                                "router", new BrightRouter(),
                                "sum", new SumCombiner()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void answersAnNdarrayWithAnNdarray() throws Exception {
        SeldonMessage reply = call("twice", PREDICT, message("data { " + ROW + " }"));

        assertThat(reply.getData().getNamesList()).containsExactly("t:0", "t:1");
        assertThat(numbers(row(reply))).containsExactly(2, 400);
    }

    @Test
    void answersATensorWithATensorAndHandsMetaOn() throws Exception {
        SeldonMessage reply =
                call(
                        "twice",
                        PREDICT,
                        message(
                                "meta { puid: 'p' routing { key: 'r' value: 1 } } "
                                        + "data { tensor { shape: 1 shape: 2 values: 1 values: 2.5 } }"));

        assertThat(reply.getMeta().getPuid()).isEqualTo("p");
        assertThat(reply.getMeta().getRoutingCount()).isZero();
        assertThat(reply.hasMeta()).isTrue();
        assertThat(reply.getData().getTensor().getShapeList()).containsExactly(1, 2);
        assertThat(reply.getData().getTensor().getValuesList()).containsExactly(2.0, 5.0);
    }

    @Test
    void answersColumnsOfTextsAndNumbersWithRows() throws Exception {
        SeldonMessage reply =
                call(
                        "columns",
                        "seldon.protos.OutputTransformer/TransformOutput",
                        message("data { tensor { shape: 1 shape: 2 values: 1 values: 2 } }"));

        ListValue row = row(reply);
        assertThat(reply.getData().getNamesList()).containsExactly("side", "largest");
        assertThat(row.getValues(0).getStringValue()).isEqualTo("right");
        assertThat(row.getValues(1).getNumberValue()).isEqualTo(2);
    }

    /** A float of 0.2 is 0.2 as a double too, as in JSON. */
    @Test
    void carriesNotANumberAndAnswersFloatsInTheirShortestForm() throws Exception {
        String cells = "values { number_value: nan } values { number_value: 0.1 }";
        SeldonMessage ndarray =
                message("data { ndarray { values { list_value { " + cells + " } } } }");
        SeldonMessage tensor =
                message("data { tensor { shape: 1 shape: 2 values: nan values: 0.1 } }");

        assertThat(numbers(row(call("twice", PREDICT, ndarray)))).containsExactly(Double.NaN, 0.2);
        assertThat(call("twice", PREDICT, tensor).getData().getTensor().getValuesList())
                .containsExactly(Double.NaN, 0.2);
    }

    @Test
    void routes() throws Exception {
        SeldonMessage reply =
                call("router", "seldon.protos.Router/Route", message("data { " + ROW + " }"));

        assertThat(numbers(row(reply))).containsExactly(1);
    }

    @Test
    void aggregates() throws Exception {
        SeldonMessage one = message("data { " + ROW + " }");

        SeldonMessage reply =
                call(
                        "sum",
                        "seldon.protos.Combiner/Aggregate",
                        SeldonMessageList.newBuilder()
                                .addSeldonMessages(one)
                                .addSeldonMessages(one)
                                .build());

        assertThat(reply.getData().getNamesList()).containsExactly("left", "right");
        assertThat(numbers(row(reply))).containsExactly(2, 400);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "twice||INVALID_ARGUMENT: no data (expected: data.ndarray or data.tensor)",
                "twice|strData: 'x'|INVALID_ARGUMENT: no data (expected: data.ndarray or data.tensor)",
                "twice|data { tftensor {} }|INVALID_ARGUMENT: data.tftensor (expected: data.ndarray or data.tensor)",
                "twice|data { tensor { shape: 2 values: 1 } }|INVALID_ARGUMENT: data.tensor: 1 values (expected: those of shape [2])",
                "twice|data { tensor { shape: 1 values: 1 } }|INVALID_ARGUMENT: x: shape [1] (expected: [-1,2])",
                "twice|data { ndarray { values { string_value: 'a' } } }|INVALID_ARGUMENT: data.ndarray: a string (expected: numbers)",
                "twice|data { ndarray { values { list_value { values { number_value: 1 } } } values { number_value: 1 } } }|INVALID_ARGUMENT: data.ndarray: ragged, a number beside arrays (expected: one length at each depth)",
                "twice|data { ndarray { values { list_value { values { number_value: 1 } } } values { list_value {} } } }|INVALID_ARGUMENT: data.ndarray: ragged, arrays of 1 and of 0 elements at depth 1 (expected: one length at each depth)",
                "router|data { tensor { shape: 1 shape: 2 values: 1 values: 2 } }|NOT_FOUND: PREDICT (expected: ROUTE)",
            })
    void refusesWhatTheUnitCannotTake(String unit, String request, String status) throws Exception {
        try (GrpcClient client = new GrpcClient(server.address(unit))) {
            assertThat(client.refusal(PREDICT, message(request == null ? "" : request)))
                    .isEqualTo(status);
        }
    }

    @Test
    void listensOnTheLoopbackAddressOnlyAtAPortForEachUnit() {
        assertThat(server.address("twice").getAddress().getHostAddress()).isEqualTo("127.0.0.1");
        assertThat(server.address("twice").getPort()).isNotEqualTo(server.address("sum").getPort());
    }

    private static SeldonMessage call(String unit, String method, Message request) {
        try (GrpcClient client = new GrpcClient(server.address(unit))) {
            return client.call(method, request, SeldonMessage.getDefaultInstance());
        }
    }

    private static SeldonMessage message(String text) throws Exception {
        return TextFormat.parse(text, SeldonMessage.class);
    }

    private static ListValue row(SeldonMessage reply) {
        return reply.getData().getNdarray().getValues(0).getListValue();
    }

    private static double[] numbers(ListValue row) {
        return row.getValuesList().stream().mapToDouble(value -> value.getNumberValue()).toArray();
    }
}
