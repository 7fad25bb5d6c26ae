package io.leat.graph;

/**
 * Where a node listens.
 *
 * @param host name or address, never empty
 * @param httpPort port of its REST interface, 1..65535
 * @param grpcPort port of its gRPC interface, 1..65535
 */
public record Endpoint(String host, int httpPort, int grpcPort) {}
