// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.modelserver.BrightRouter;
import io.leat.modelserver.ColumnsModel;
import io.leat.modelserver.SumCombiner;
import io.leat.modelserver.TwiceModel;
import io.leat.modelserver.TwoInputModel;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeldonRestTest {

    private static RestModelServer server;

    @BeforeAll
    static void start() {
        server =
                RestModelServer.start(
                        Map.of(
                                "twice", new TwiceModel(),
                                "columns", new ColumnsModel(),
                                "router", new BrightRouter(),
                                "sum", new SumCombiner(),
                                "order", new TwoInputModel()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest(name = "{1} {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "twice|/predict|{\"data\":{\"ndarray\":[[1,2],[3,4.5]]}}"
                        + "|{\"data\":{\"names\":[\"t:0\",\"t:1\"],\"ndarray\":[[2.0,4.0],[6.0,9.0]]},\"meta\":{}}",
                "twice|/predict|{\"data\":{\"names\":[\"a\",\"b\"],\"tensor\":{\"values\":[1,2],\"shape\":[1,2]}}}"
                        + "|{\"data\":{\"names\":[\"t:0\",\"t:1\"],\"tensor\":{\"shape\":[1,2],\"values\":[2.0,4.0]}},\"meta\":{}}",
                "twice|/predict|{\"meta\":{\"tags\":{\"a\":[1.50]},\"routing\":{\"r\":1},\"puid\":\"p\"},\"data\":{\"ndarray\":[[1,2]]}}"
                        + "|{\"data\":{\"names\":[\"t:0\",\"t:1\"],\"ndarray\":[[2.0,4.0]]},\"meta\":{\"puid\":\"p\",\"tags\":{\"a\":[1.50]}}}",
                "columns|/transform-output|{\"data\":{\"tensor\":{\"shape\":[2,2],\"values\":[1,2,4,3]}}}"
                        + "|{\"data\":{\"names\":[\"side\",\"largest\"],\"ndarray\":[[\"right\",2.0],[\"left\",4.0]]},\"meta\":{}}",
                "router|/route|{\"data\":{\"ndarray\":[[1,200]]}}"
                        + "|{\"data\":{\"names\":[],\"ndarray\":[[1]]},\"meta\":{}}",
                "sum|/aggregate|[{\"data\":{\"ndarray\":[[1,2]]},\"meta\":{\"puid\":\"p\"}},{\"data\":{\"ndarray\":[[10,20]]}}]"
                        + "|{\"data\":{\"names\":[\"left\",\"right\"],\"ndarray\":[[11.0,22.0]]},\"meta\":{\"puid\":\"p\"}}",
                "sum|/aggregate|{\"seldonMessages\":[{\"data\":{\"ndarray\":[[1,2]]}}]}"
                        + "|{\"data\":{\"names\":[\"left\",\"right\"],\"ndarray\":[[1.0,2.0]]},\"meta\":{}}",
            })
    void answersAsSeldonsWrapper(String unit, String path, String request, String expected) {
        HttpResponse<String> reply = post(unit, path, request);

        assertThat(reply.body()).isEqualTo(expected);
        assertThat(reply.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest(name = "{1} {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "twice|/predict|400|{|body: malformed JSON at line 1, column 2",
                "twice|/predict|400|{\"meta\":{\"tags\":{1:2}}}|body: malformed JSON at line 1, column 18",
                "twice|/predict|400|[]|body: an array (expected: an object)",
                "twice|/predict|400|{}|no data (expected: data.ndarray or data.tensor)",
                "twice|/predict|400|{\"data\":{}}|no data (expected: data.ndarray or data.tensor)",
                "twice|/predict|400|{\"strData\":\"x\"}|strData (expected: data.ndarray or data.tensor)",
                "twice|/predict|400|{\"data\":{\"tftensor\":{}}}|data.tftensor (expected: data.ndarray or data.tensor)",
                "twice|/predict|400|{\"data\":{\"ndarray\":[[1,2,3]]}}|x: shape [1,3] (expected: [-1,2])",
                "twice|/predict|400|{\"data\":{\"ndarray\":[[1],[2,3]]}}|data.ndarray: ragged, arrays of 1 and of 2 elements at depth 1 (expected: one length at each depth)",
                "twice|/predict|400|{\"data\":{\"ndarray\":[[true,false]]}}|data: booleans (expected: FP64)",
                "twice|/predict|400|{\"data\":{\"tensor\":{\"shape\":[2,2],\"values\":[1,2]}}}|data.tensor: 2 values (expected: those of shape [2,2])",
                "twice|/predict|400|{\"data\":{\"tensor\":{\"values\":[1,2]}}}|data.tensor: 2 values (expected: a shape beside them)",
                "twice|/route|404|{\"data\":{\"ndarray\":[[1,2]]}}|ROUTE (expected: PREDICT)",
                "sum|/aggregate|400|[]|no messages (expected: at least one)",
                "sum|/predict|404|{\"data\":{\"ndarray\":[[1,2]]}}|PREDICT (expected: AGGREGATE)",
                "order|/predict|400|{\"data\":{\"ndarray\":[[1,2]]}}|one array (expected: [price, count], which a SeldonMessage cannot hold)",
            })
    void refusesWhatTheUnitCannotTake(
            String unit, String path, int status, String request, String info) {
        HttpResponse<String> reply = post(unit, path, request);

        assertThat(reply.body())
                .isEqualTo(
                        "{\"status\":{\"code\":-1,\"info\":\""
                                + info
                                + "\",\"reason\":\"MICROSERVICE_BAD_DATA\",\"status\":1}}");
        assertThat(reply.statusCode()).isEqualTo(status);
    }

    @Test
    void takesPostsOnly() {
        HttpResponse<String> reply = new ModelClient(server, "twice").get("/predict");

        assertThat(reply.statusCode()).isEqualTo(405);
        assertThat(reply.body()).contains("method GET at /predict (expected: POST)");
    }

    @Test
    void servesEachUnitAtAPortOfItsOwn() {
        assertThat(server.address("twice").getPort())
                .isNotEqualTo(server.address("router").getPort());
    }

    @Test
    void knowsRoutersAndCombinersFromModelsInOtherProtocolsToo() {
        HttpResponse<String> reply =
                post("twice", "/v1/models/router:predict", "{\"instances\":[[1,2]]}");

        assertThat(reply.statusCode()).isEqualTo(404);
        assertThat(reply.body()).contains("no such call (expected: ROUTE)");
    }

    private static HttpResponse<String> post(String unit, String path, String request) {
        return new ModelClient(server, unit).post(path, request);
    }
}
