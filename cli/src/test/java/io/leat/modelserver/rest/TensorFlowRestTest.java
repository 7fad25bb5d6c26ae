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

class TensorFlowRestTest {

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

    @Test
    void answersOneInstance() {
        HttpResponse<String> reply =
                client.post("/v1/models/twice:predict", "{\"instances\":[[1,2.5]]}");

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().firstValue("content-type")).contains("application/json");
        assertThat(reply.body()).isEqualTo("{\"predictions\":[[2.0,5.0]]}");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "twice|{\"instances\":[[1,2],[3,4],[5,6]]}|{\"predictions\":[[2.0,4.0],[6.0,8.0],[10.0,12.0]]}",
                "twice|{\"instances\":[{\"x\":[1,2]},{\"x\":[3,4]}]}|{\"predictions\":[[2.0,4.0],[6.0,8.0]]}",
                "twice|{\"inputs\":[[1,2],[3,4]]}|{\"outputs\":[[2.0,4.0],[6.0,8.0]]}",
                "twice|{\"inputs\":{\"x\":[[1,2]]}}|{\"outputs\":[[2.0,4.0]]}",
                "twice|{\"signature_name\":\"serving_default\",\"instances\":[[1,2]]}|{\"predictions\":[[2.0,4.0]]}",
                "twice|{\"unknown\":{\"a\":[1]},\"instances\":[[1,2]]}|{\"predictions\":[[2.0,4.0]]}",
                "order|{\"instances\":[{\"price\":1.5,\"count\":3},{\"count\":1,\"price\":2}]}|{\"predictions\":[{\"sum\":4.5,\"many\":true},{\"sum\":2.0,\"many\":false}]}",
                "order|{\"inputs\":{\"count\":[3,1],\"price\":[1.5,2]}}|{\"outputs\":{\"sum\":[4.5,2.0],\"many\":[true,false]}}",
            })
    void answersInTheFormatOfTheRequest(String model, String request, String expected) {
        HttpResponse<String> reply = client.post("/v1/models/" + model + ":predict", request);

        assertThat(reply.body()).isEqualTo(expected);
        assertThat(reply.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "twice|`  `|body: nothing (expected: an object)",
                "twice|[[1,2]]|body: an array (expected: an object)",
                "twice|{\"instances\":[[1,2]]|body: malformed JSON at line 1, column 21",
                "twice|{\"instances\":[[1,secret]]}|body: malformed JSON at line 1, column 18",
                "twice|{\"instances\":[[1,2]]} {}|body: more than one JSON value",
                "twice|{\"instances\":[[1,2]],\"instances\":[]}|body: malformed JSON at line 1, column 33",
                "twice|{}|body: neither \"instances\" nor \"inputs\" (expected: one of them)",
                "twice|{\"instances\":[[1,2]],\"inputs\":[]}|body: both \"instances\" and \"inputs\" (expected: one of them)",
                "twice|{\"instances\":3}|instances: a number (expected: an array)",
                "twice|{\"instances\":[]}|x: shape [0] (expected: [-1,2])",
                "twice|{\"instances\":[[1,2,3]]}|x: shape [1,3] (expected: [-1,2])",
                "twice|{\"instances\":[1,2]}|x: shape [2] (expected: [-1,2])",
                "twice|{\"inputs\":7}|x: shape [] (expected: [-1,2])",
                "twice|{\"inputs\":[]}|x: shape [0] (expected: [-1,2])",
                "twice|{\"instances\":[[1,2],[3]]}|x: ragged, arrays of 2 and of 1 elements at depth 1 (expected: one length at each depth)",
                "twice|{\"instances\":[[1,2],3]}|x: ragged, a number beside arrays (expected: one length at each depth)",
                "twice|{\"instances\":[[1,[2]]]}|x: ragged, an array beside numbers (expected: one length at each depth)",
                "twice|{\"instances\":[[1,\"2\"]]}|x: a string (expected: numbers)",
                "twice|{\"instances\":[[1,null]]}|x: null (expected: numbers)",
                "twice|{\"instances\":[[true,false]]}|x: booleans (expected: FP32)",
                "twice|{\"instances\":[[1,true]]}|x: booleans and numbers mixed (expected: one of them)",
                "twice|{\"instances\":[[1,1e39]]}|x: a number out of range (expected: FP32)",
                "twice|{\"instances\":[{\"z\":[1,2]}]}|input \"z\" (expected: [x])",
                "twice|{\"instances\":[{\"x\":[1,2]},{}]}|instances: no \"x\" (expected: [x])",
                "twice|{\"signature_name\":\"other\",\"instances\":[[1,2]]}|signature_name \"other\" (expected: \"serving_default\")",
                "order|{\"instances\":[1,2]}|instances: unnamed values (expected: objects with [price, count])",
                "order|{\"instances\":[{\"price\":1}]}|instances: no \"count\" (expected: [price, count])",
                "order|{\"inputs\":{\"price\":[1]}}|inputs: no \"count\" (expected: [price, count])",
                "order|{\"instances\":[{\"price\":1,\"count\":1.5}]}|count: a number with a fraction, an exponent or more than 64 bits (expected: INT8)",
                "order|{\"instances\":[{\"price\":1,\"count\":128}]}|count: a number out of range (expected: INT8)",
            })
    void refusesWhatTheModelCannotTake(String model, String request, String message) {
        HttpResponse<String> reply = client.post("/v1/models/" + model + ":predict", request);

        assertThat(reply.body()).isEqualTo(error(message));
        assertThat(reply.statusCode()).isEqualTo(400);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "POST|/v1/models/thrice:predict|404|model \"thrice\" (expected: ",
                "GET|/v1/models/thrice|404|model \"thrice\" (expected: ",
                "POST|/v1/models/twice/versions/7:predict|404|model \"twice\" version 7 (expected: 1)",
                "POST|/v1/models/twice:classify|404|action \":classify\" (expected: \":predict\")",
                "POST|/v1/other|404|path /v1/other (expected: /v1/models/NAME:predict)",
                "POST|/other|404|path /other (expected: /predict, /v1/models/… or /v2/…)",
                "GET|/v1/models/twice:predict|405|method GET at /v1/models/twice:predict (expected: POST)",
                "POST|/v1/models/twice|405|method POST at /v1/models/twice (expected: GET)",
                "POST|/v1/models/twice/metadata|405|method POST at /v1/models/twice/metadata (expected: GET)",
            })
    void refusesWhatIsNotThere(String method, String path, int status, String message) {
        HttpResponse<String> reply =
                method.equals("GET") ? client.get(path) : client.post(path, "{}");

        assertThat(reply.statusCode()).isEqualTo(status);
        assertThat(reply.body()).startsWith("{\"error\":\"").contains(escaped(message));
    }

    @Test
    void servesTheOneVersionByNumberToo() {
        HttpResponse<String> reply =
                client.post("/v1/models/twice/versions/1:predict", "{\"instances\":[[1,2]]}");

        assertThat(reply.body()).isEqualTo("{\"predictions\":[[2.0,4.0]]}");
    }

    @Test
    void tellsTheModelsState() {
        assertThat(client.get("/v1/models/twice").body())
                .isEqualTo(
                        "{\"model_version_status\":[{\"version\":\"1\",\"state\":\"AVAILABLE\","
                                + "\"status\":{\"error_code\":\"OK\",\"error_message\":\"\"}}]}");
    }

    @Test
    void tellsTheModelsSignature() {
        assertThat(client.get("/v1/models/twice/metadata").body())
                .contains("\"model_spec\":{\"name\":\"twice\",")
                .contains(
                        "\"inputs\":{\"x\":{\"dtype\":\"DT_FLOAT\",\"tensor_shape\":{\"dim\":["
                                + "{\"size\":\"-1\",\"name\":\"\"},{\"size\":\"2\",\"name\":\"\"}],"
                                + "\"unknown_rank\":false},\"name\":\"x\"}}");
    }

    private static String error(String message) {
        return "{\"error\":\"" + escaped(message) + "\"}";
    }

    private static String escaped(String message) {
        return message.replace("\"", "\\\"");
    }
}
