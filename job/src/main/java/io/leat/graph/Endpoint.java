// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.graph;

import io.leat.protocol.Transport;
import java.io.Serializable;

/**
 * The address at which a node listens.
 *
 * @param host name or address, never empty
 * @param httpPort port of its REST interface, 1..65535
 * @param grpcPort port of its gRPC interface, 1..65535
 */
public record Endpoint(String host, int httpPort, int grpcPort) implements Serializable {

    private static final long serialVersionUID = 1L;

    /** {@code host:port} for a transport; a literal IPv6 address stands in brackets. */
    public String address(Transport transport) {
        int port =
                switch (transport) {
                    case REST -> httpPort;
                    case GRPC -> grpcPort;
                };
        String name = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        return name + ":" + port;
    }
}
