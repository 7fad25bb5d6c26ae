// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Requests to a server of ours on the loopback address. Every one has a deadline. */
public final class LoopbackHttp {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /** Of what starts a job: its {@code main()} waits up to 2 min for one that it takes over. */
    private static final Duration LONG_TIMEOUT = Duration.ofMinutes(3);

    private static final int MAX_ERROR = 300;

    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();
    private final String base;

    public LoopbackHttp(int port) {
        base = "http://127.0.0.1:" + port;
    }

    public JsonNode get(String path) {
        return json(send(to(path).GET()));
    }

    public String text(String path) {
        return send(to(path).GET());
    }

    public JsonNode post(String path, Object body) {
        try {
            return json(
                    send(
                            to(path).timeout(LONG_TIMEOUT)
                                    .header("Content-Type", "application/json")
                                    .POST(
                                            HttpRequest.BodyPublishers.ofByteArray(
                                                    JSON.writeValueAsBytes(body)))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public JsonNode patch(String path) {
        return json(send(to(path).method("PATCH", HttpRequest.BodyPublishers.noBody())));
    }

    /** One file as a browser's form sends it. */
    public JsonNode upload(String path, String name, byte[] content) {
        String boundary = "leat-bench-boundary";
        byte[] head =
                ("--"
                                + boundary
                                + "\r\n"
                                + "Content-Disposition: form-data; name=\"jarfile\"; filename=\""
                                + name
                                + "\"\r\nContent-Type: application/x-java-archive\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8);
        byte[] tail = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);
        return json(
                send(
                        to(path).timeout(LONG_TIMEOUT)
                                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                                .POST(
                                        HttpRequest.BodyPublishers.concat(
                                                HttpRequest.BodyPublishers.ofByteArray(head),
                                                HttpRequest.BodyPublishers.ofByteArray(content),
                                                HttpRequest.BodyPublishers.ofByteArray(tail)))));
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(TIMEOUT);
    }

    private String send(HttpRequest.Builder request) {
        HttpRequest built = request.build();
        try {
            HttpResponse<String> response =
                    client.send(built, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IOException(
                        "%s %s: HTTP %d: %s"
                                .formatted(
                                        built.method(),
                                        built.uri().getPath(),
                                        response.statusCode(),
                                        beginning(response.body())));
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Flink's errors are stack traces: their beginning, and the beginning of the last cause. */
    private static String beginning(String body) {
        String beginning = upTo(MAX_ERROR, body);
        int cause = body.lastIndexOf("Caused by: ");
        return cause < MAX_ERROR
                ? beginning
                : beginning + " … " + upTo(MAX_ERROR, body.substring(cause));
    }

    private static String upTo(int length, String text) {
        return text.substring(0, Math.min(text.length(), length));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
