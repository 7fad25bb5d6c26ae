// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.modelserver.TwiceModel;
import io.leat.modelserver.TwoInputModel;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class V2RestTest {

    private static RestModelServer server;
    private static ModelClient client;

    @BeforeAll
    static void start() {
        server =
                RestModelServer.start(
                        Map.of("twice", new TwiceModel(), "order", new TwoInputModel()));
        client = new ModelClient(server, "twice");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"name\":\"x\",\"shape\":[2,2],\"datatype\":\"FP32\",\"data\":[1,2,3,4.5]}",
                "{\"data\":[[1,2],[3,4.5]],\"datatype\":\"FP32\",\"shape\":[2,2],\"name\":\"x\"}",
                "{\"name\":\"x\",\"shape\":[2,2],\"datatype\":\"FP32\",\"parameters\":{\"a\":1},\"data\":[1,2,3,4.5]}",
            })
    void answersABatchHoweverTheInputIsStated(String input) {
        HttpResponse<String> reply = infer("twice", "{\"inputs\":[" + input + "]}");

        assertThat(reply.body())
                .isEqualTo(
                        "{\"model_name\":\"twice\",\"model_version\":\"1\",\"outputs\":["
                                + "{\"name\":\"y\",\"datatype\":\"FP32\",\"shape\":[2,2],"
                                + "\"data\":[2.0,4.0,6.0,9.0]}]}");
        assertThat(reply.statusCode()).isEqualTo(200);
    }

    @Test
    void echoesTheId() {
        HttpResponse<String> reply =
                infer(
                        "twice",
                        "{\"id\":\"a-7\",\"inputs\":[{\"name\":\"x\",\"shape\":[1,2],"
                                + "\"datatype\":\"FP32\",\"data\":[1,2]}]}");

        assertThat(reply.body())
                .startsWith("{\"model_name\":\"twice\",\"model_version\":\"1\",\"id\":\"a-7\",");
    }

    @Test
    void answersOnlyTheOutputsAskedFor() {
        HttpResponse<String> reply =
                infer(
                        "order",
                        "{\"outputs\":[{\"name\":\"many\"}],\"inputs\":["
                                + "{\"name\":\"count\",\"shape\":[2],\"datatype\":\"INT8\",\"data\":[3,1]},"
                                + "{\"name\":\"price\",\"shape\":[2],\"datatype\":\"FP64\",\"data\":[1,2]}]}");

        assertThat(reply.body())
                .endsWith(
                        "\"outputs\":[{\"name\":\"many\",\"datatype\":\"BOOL\",\"shape\":[2],"
                                + "\"data\":[true,false]}]}");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{|body: malformed JSON at line 1, column 2",
                "{}|inputs: no \"x\" (expected: [x])",
                "{\"id\":7}|id: a number (expected: a string)",
                "{\"inputs\":{}}|inputs: an object (expected: an array)",
                "{\"inputs\":[{\"shape\":[1,2],\"datatype\":\"FP32\",\"data\":[1,2]}]}|inputs: no \"name\" (expected: name, datatype, shape and data)",
                "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,2],\"data\":[1,2]}]}|inputs: no \"datatype\" (expected: name, datatype, shape and data)",
                "{\"inputs\":[{\"name\":\"z\",\"shape\":[1,2],\"datatype\":\"FP32\",\"data\":[1,2]}]}|inputs: no \"x\" (expected: [x])",
                "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,2],\"datatype\":\"FP64\",\"data\":[1,2]}]}|x: datatype FP64 (expected: FP32)",
                "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,3],\"datatype\":\"FP32\",\"data\":[1,2,3]}]}|x: shape [1,3] (expected: [-1,2])",
                "{\"inputs\":[{\"name\":\"x\",\"shape\":[2,2],\"datatype\":\"FP32\",\"data\":[1,2,3]}]}|x: data of shape [3] (expected: that of shape [2,2])",
                "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,2],\"datatype\":\"FP32\",\"data\":[[1],[2]]}]}|x: data of shape [2,1] (expected: that of shape [1,2])",
                "{\"inputs\":[{\"name\":\"x\",\"shape\":[2,2],\"datatype\":\"FP32\",\"data\":[[1,2],[3]]}]}|inputs: data: ragged, arrays of 2 and of 1 elements at depth 1 (expected: one length at each depth)",
                "{\"inputs\":[{\"name\":\"x\",\"shape\":[-1,2],\"datatype\":\"FP32\",\"data\":[1,2]}]}|inputs: shape: -1 (expected: 0 or more)",
                "{\"inputs\":[{\"name\":\"x\",\"shape\":[0,2],\"datatype\":\"FP32\",\"data\":[]}]}|x: shape [0,2] (expected: at least one value)",
                "{\"inputs\":[{\"name\":\"x\",\"shape\":[9223372036854775807,2],\"datatype\":\"FP32\",\"data\":[1]}]}|x: data of shape [1] (expected: that of shape [9223372036854775807,2])",
                "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,2],\"datatype\":\"FP32\",\"data\":[\"a\",\"b\"]}]}|inputs: data: a string (expected: numbers)",
                "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,2],\"datatype\":\"FP32\",\"data\":7}]}|inputs: data: a number (expected: an array)",
                "{\"outputs\":[{\"name\":\"w\"}],\"inputs\":[{\"name\":\"x\",\"shape\":[1,2],\"datatype\":\"FP32\",\"data\":[1,2]}]}|output \"w\" (expected: [y])",
                "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,2],\"datatype\":\"FP32\",\"data\":[1,2]},{\"name\":\"x\",\"shape\":[1,2],\"datatype\":\"FP32\",\"data\":[1,2]}]}|input \"x\": given twice",
            })
    void refusesWhatTheModelCannotTake(String request, String message) {
        HttpResponse<String> reply = infer("twice", request);

        assertThat(reply.body()).isEqualTo("{\"error\":\"" + message.replace("\"", "\\\"") + "\"}");
        assertThat(reply.statusCode()).isEqualTo(400);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "POST|/v2/models/thrice/infer|404",
                "GET|/v2/models/thrice|404",
                "GET|/v2/models/thrice/ready|404",
                "POST|/v2/models/twice/versions/2/infer|404",
                "POST|/v2/models/twice/explain|404",
                "GET|/v2/models/twice/infer|405",
                "POST|/v2/models/twice|405",
                "POST|/v2/health/live|405",
            })
    void refusesWhatIsNotThere(String method, String path, int status) {
        HttpResponse<String> reply =
                method.equals("GET") ? client.get(path) : client.post(path, "{}");

        assertThat(reply.statusCode()).isEqualTo(status);
        assertThat(reply.body()).startsWith("{\"error\":\"");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/v2|{\"name\":\"leat-local\",\"version\":\"1\",\"extensions\":[]}",
                "/v2/health/live|{\"live\":true}",
                "/v2/health/ready|{\"ready\":true}",
                "/v2/models/twice/ready|{\"name\":\"twice\",\"ready\":true}",
                "/v2/models/twice|{\"name\":\"twice\",\"versions\":[\"1\"],\"platform\":\"java\",\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[-1,2]}],\"outputs\":[{\"name\":\"y\",\"datatype\":\"FP32\",\"shape\":[-1,2]}]}",
            })
    void tellsOfItselfAndItsModels(String path, String expected) {
        HttpResponse<String> reply = client.get(path);

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo(expected);
    }

    private static HttpResponse<String> infer(String model, String request) {
        return client.post("/v2/models/" + model + "/infer", request);
    }
}
