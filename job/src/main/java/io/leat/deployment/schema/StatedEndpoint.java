// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.graph.Endpoint;
import io.leat.protocol.Transport;
import org.jspecify.annotations.Nullable;

/** A unit's stated {@code endpoint}; zero and empty text count as absent, as in Go. */
public final class StatedEndpoint {

    /** The highest port there is. */
    public static final int MAX_PORT = 65_535;

    private StatedEndpoint() {}

    /**
     * The endpoint of a unit: what it states, and where it states nothing, what was assigned.
     * {@code httpPort} and {@code grpcPort} go before {@code service_port}, which is the port of
     * the transport in use.
     *
     * @return null where nothing is stated and nothing assigned
     */
    public static @Nullable Endpoint merge(
            JsonNode unit, Transport transport, @Nullable Endpoint assigned) {
        JsonNode stated = unit.path("endpoint");
        String host = JsonFields.text(stated, "service_host");
        int service = stated.path("service_port").asInt();
        int http =
                first(stated.path("httpPort").asInt(), transport == Transport.REST ? service : 0);
        int grpc =
                first(stated.path("grpcPort").asInt(), transport == Transport.GRPC ? service : 0);
        if (assigned == null) {
            int inUse = transport == Transport.REST ? http : grpc;
            return host == null || inUse == 0
                    ? null
                    : new Endpoint(host, first(http, inUse), first(grpc, inUse));
        }
        return new Endpoint(
                host == null ? assigned.host() : host,
                first(http, assigned.httpPort()),
                first(grpc, assigned.grpcPort()));
    }

    /** Whether a host is the caller's own machine or pod. */
    public static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.startsWith("127.")
                || host.equals("::1")
                || host.equals("[::1]");
    }

    private static int first(int port, int otherwise) {
        return port == 0 ? otherwise : port;
    }

    /** Refuses what is no host or port; v1 does not look, as its operator overwrites it. */
    public static void check(JsonNode unit, String path, Problems problems) {
        JsonNode stated = unit.path("endpoint");
        String host = JsonFields.text(stated, "service_host");
        if (host != null) {
            checkHost(host, path + ".endpoint.service_host", problems);
        }
        for (String field : new String[] {"service_port", "httpPort", "grpcPort"}) {
            int port = stated.path(field).asInt();
            if (port < 0 || port > MAX_PORT) {
                problems.error(
                        path + ".endpoint." + field,
                        port + " (expected: a port, 1 to " + MAX_PORT + ")");
            }
        }
    }

    private static void checkHost(String host, String path, Problems problems) {
        String placeholder = Placeholder.said(host);
        String expected =
                placeholder.isEmpty()
                        ? HostNameSyntax.expectation(host)
                        : "the host name or address of the model server";
        if (expected != null) {
            problems.error(
                    path,
                    ScalarValidator.quoted(host) + placeholder + " (expected: " + expected + ")");
        }
    }
}
