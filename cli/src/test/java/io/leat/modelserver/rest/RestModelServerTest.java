// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.rest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.modelserver.ServerLimits;
import io.leat.modelserver.TwiceModel;
import io.leat.modelserver.TwoInputModel;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestModelServerTest {

    private static final String PREDICT = "/v1/models/twice:predict";

    @Test
    void listensOnTheLoopbackAddressOnly() {
        try (RestModelServer server = twice()) {
            assertThat(server.address("twice").getAddress().getHostAddress())
                    .isEqualTo("127.0.0.1");
            assertThat(server.address("twice").getPort()).isPositive();
        }
    }

    @Test
    void answersSeveralRequestsOnOneConnectionInOrder() throws IOException {
        try (RestModelServer server = twice();
                Socket socket =
                        new Socket(
                                server.address("twice").getAddress(),
                                server.address("twice").getPort())) {
            String requests = request("[[1,2]]") + request("[[3]]") + lastRequest("[[5,6]]");

            socket.getOutputStream().write(requests.getBytes(US_ASCII));

            String replies =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(replies)
                    .containsSubsequence(
                            "HTTP/1.1 200 OK",
                            "content-length: 27",
                            "{\"predictions\":[[2.0,4.0]]}",
                            "HTTP/1.1 400 Bad Request",
                            "{\"error\":",
                            "HTTP/1.1 200 OK",
                            "connection: close",
                            "{\"predictions\":[[10.0,12.0]]}");
        }
    }

    @ParameterizedTest(name = "stated: {0}")
    @CsvSource({"true", "false"})
    void refusesABodyAboveTheLimitAndGoesOn(boolean lengthStated) {
        ServerLimits limits = new ServerLimits(1, 64);
        try (RestModelServer server =
                RestModelServer.start(Map.of("twice", new TwiceModel()), limits)) {
            ModelClient client = new ModelClient(server, "twice");
            byte[] body = new byte[100_000];

            HttpResponse<String> refused =
                    client.send(
                            HttpRequest.newBuilder(client.uri(PREDICT))
                                    .POST(publisher(body, lengthStated))
                                    .build());

            assertThat(refused.statusCode()).isEqualTo(413);
            assertThat(refused.body())
                    .isEqualTo(
                            "{\"error\":\"body: longer than the limit (expected: <= 64 bytes)\"}");
            assertThat(client.post(PREDICT, "{\"instances\":[[1,2]]}").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void refusesACompressedBody() {
        try (RestModelServer server = twice()) {
            ModelClient client = new ModelClient(server, "twice");

            HttpResponse<String> reply =
                    client.send(
                            HttpRequest.newBuilder(client.uri(PREDICT))
                                    .header("Content-Encoding", "gzip")
                                    .POST(BodyPublishers.ofString("x"))
                                    .build());

            assertThat(reply.statusCode()).isEqualTo(415);
            assertThat(reply.body())
                    .isEqualTo("{\"error\":\"content-encoding \\\"gzip\\\" (expected: none)\"}");
        }
    }

    @Test
    void answersAFailureOfTheModelWithoutItsText() {
        try (RestModelServer server = RestModelServer.start(Map.of("order", new TwoInputModel()))) {
            String unequalRows = "{\"inputs\":{\"price\":[1,2],\"count\":[1]}}";

            HttpResponse<String> reply =
                    new ModelClient(server, "order").post("/v1/models/order:predict", unequalRows);

            assertThat(reply.statusCode()).isEqualTo(500);
            assertThat(reply.body())
                    .isEqualTo("{\"error\":\"the model failed: IllegalStateException\"}");
        }
    }

    /** Repeated: a socket that is left to the selector's end stays open every other time. */
    @RepeatedTest(10)
    void closesItsSocketsAndItsModels() throws IOException {
        TwoInputModel model = new TwoInputModel();
        RestModelServer server = RestModelServer.start(Map.of("order", model));
        try (Socket idle =
                new Socket(
                        server.address("order").getAddress(), server.address("order").getPort())) {
            idle.getOutputStream().write("GET /v2/health/live HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
            assertThat(idle.getInputStream().read()).isEqualTo('H');

            server.close();
            server.close();

            assertThat(new String(idle.getInputStream().readAllBytes(), US_ASCII))
                    .endsWith("{\"live\":true}");
        }
        assertThat(model.closings).hasValue(1);
        assertThatThrownBy(
                        () ->
                                new Socket(
                                                server.address("order").getAddress(),
                                                server.address("order").getPort())
                                        .close())
                .isInstanceOf(ConnectException.class);
    }

    private static RestModelServer twice() {
        return RestModelServer.start(Map.of("twice", new TwiceModel()));
    }

    private static HttpRequest.BodyPublisher publisher(byte[] body, boolean lengthStated) {
        HttpRequest.BodyPublisher stated = BodyPublishers.ofByteArray(body);
        return lengthStated ? stated : BodyPublishers.fromPublisher(stated);
    }

    private static String request(String instances) {
        return request(instances, "");
    }

    private static String lastRequest(String instances) {
        return request(instances, "Connection: close\r\n");
    }

    private static String request(String instances, String header) {
        String body = "{\"instances\":" + instances + "}";
        return "POST "
                + PREDICT
                + " HTTP/1.1\r\nHost: localhost\r\n"
                + header
                + ("Content-Length: " + body.length() + "\r\n\r\n" + body);
    }
}
