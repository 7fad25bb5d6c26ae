// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local;

import io.leat.graph.Endpoint;
import io.leat.graph.Node;
import io.leat.job.plan.InferenceJob;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Looks whether a model server is there, without asking it for a prediction. */
public final class ModelProbe {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int NOT_FOUND = 404;

    private ModelProbe() {}

    /**
     * What was found.
     *
     * @param sentence about it, with its address
     */
    public record Finding(boolean reached, String sentence) {}

    /**
     * Connects to the server of a node, and asks for the model's state where the protocol has a
     * request for that: v2 and tensorflow over HTTP without TLS.
     */
    public static Finding ask(Node node, Endpoint endpoint, InferenceJob job)
            throws InterruptedException {
        String place = "model %s at %s".formatted(node.name(), endpoint.address(job.transport()));
        String away = reason(address(endpoint, job.transport()));
        if (away != null) {
            return new Finding(false, place + " cannot be reached: " + away);
        }
        String path = path(node.name(), job.protocol());
        boolean asks =
                job.transport() == Transport.REST && !job.settings().security().isTls(node.name());
        return path == null || !asks
                ? new Finding(true, place + " can be reached")
                : state(node, endpoint, job.protocol(), place, path);
    }

    private static Finding state(
            Node node, Endpoint endpoint, Protocol protocol, String place, String path)
            throws InterruptedException {
        HttpClient client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(PATIENCE)
                        .build();
        try {
            URI uri = new URI("http", null, endpoint.host(), endpoint.httpPort(), path, null, null);
            int status =
                    client.send(
                                    HttpRequest.newBuilder(uri).timeout(PATIENCE).build(),
                                    BodyHandlers.discarding())
                            .statusCode();
            String answers = "%s answers %d for GET %s".formatted(place, status, uri.getRawPath());
            return new Finding(
                    true,
                    status == NOT_FOUND
                            ? "%s: is %s its name there, and does the server speak %s?"
                                    .formatted(answers, node.name(), protocol.wire())
                            : answers);
        } catch (IOException e) {
            return new Finding(
                    false,
                    "%s does not answer GET %s over HTTP/1.1 (expected: a server that speaks %s over rest)"
                            .formatted(place, path, protocol.wire()));
        } catch (URISyntaxException e) {
            return new Finding(true, place + " can be reached");
        }
    }

    /** What asks for a model's state; null where the protocol has no such request. */
    private static @Nullable String path(String model, Protocol protocol) {
        return switch (protocol) {
            case V2 -> "/v2/models/" + model + "/ready";
            case TENSORFLOW -> "/v1/models/" + model;
            case SELDON -> null;
        };
    }

    static InetSocketAddress address(Endpoint endpoint, Transport transport) {
        int port =
                switch (transport) {
                    case REST -> endpoint.httpPort();
                    case GRPC -> endpoint.grpcPort();
                };
        return InetSocketAddress.createUnresolved(endpoint.host(), port);
    }

    /** Why no connection is made; null where one is. */
    static @Nullable String reason(InetSocketAddress address) {
        InetSocketAddress resolved =
                new InetSocketAddress(address.getHostString(), address.getPort());
        if (resolved.isUnresolved()) {
            return "unknown host";
        }
        try (Socket socket = new Socket()) {
            socket.connect(resolved, (int) PATIENCE.toMillis());
            return null;
        } catch (SocketTimeoutException e) {
            return "the connection timed out";
        } catch (IOException e) {
            String message = String.valueOf(e.getMessage());
            return message.startsWith("Connection refused") ? "connection refused" : message;
        }
    }
}
