// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.grpc;

import io.grpc.MethodDescriptor;
import io.leat.client.refusal.RequestLine;
import io.leat.client.refusal.WireProtocol;
import io.leat.protocol.Protocol;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The parts that all calls of a node have in common, made once and not for each of them: most calls
 * succeed, and half of it only a refusal needs. Thread-safe.
 */
final class GrpcNode {

    private static final ByteMarshaller BYTES = new ByteMarshaller();

    /**
     * One of its methods.
     *
     * @param descriptor as gRPC calls it
     * @param line as messages name it
     */
    record Method(MethodDescriptor<byte[], byte[]> descriptor, RequestLine line) {}

    private final String name;
    private final Protocol protocol;
    private final GrpcChannel channel; // nodes may share one
    private final Supplier<@Nullable WireProtocol> spoken;
    private final Map<String, Method> methods = new ConcurrentHashMap<>(); // by full name

    /** A node of a graph whose models speak {@code protocol}. */
    GrpcNode(String name, Protocol protocol, GrpcChannel channel) {
        this.name = name;
        this.protocol = protocol;
        this.channel = channel;
        this.spoken = channel::spoken;
    }

    GrpcChannel channel() {
        return channel;
    }

    /** What its server speaks, as far as known when it is asked for. */
    Supplier<@Nullable WireProtocol> spoken() {
        return spoken;
    }

    /**
     * A method of its server.
     *
     * @param path the full name, {@code package.Service/Method}
     */
    Method method(String path) {
        Method known = methods.get(path);
        return known == null ? methods.computeIfAbsent(path, this::newMethod) : known;
    }

    private Method newMethod(String path) {
        return new Method(
                MethodDescriptor.newBuilder(BYTES, BYTES)
                        .setType(MethodDescriptor.MethodType.UNARY)
                        .setFullMethodName(path)
                        .build(),
                new RequestLine(name, protocol, path));
    }
}
