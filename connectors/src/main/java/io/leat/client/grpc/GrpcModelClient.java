// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.grpc;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.leat.client.CallContext;
import io.leat.client.CallLimits;
import io.leat.client.EventLoops;
import io.leat.client.Reply;
import io.leat.client.StateClient;
import io.leat.client.dns.HostResolver;
import io.leat.client.tls.ClientCredentials;
import io.leat.protocol.Address;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.MessageCodec;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import io.leat.protocol.UnitMethod;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Unary gRPC over kept connections. One attempt per call: repeating is another wrapper's.
 *
 * <p>As v1's executor does it, a call carries the record's headers and its {@code seldon-puid} as
 * metadata. Messages are bytes; the codec names the method. No proxy is taken from the environment.
 */
public final class GrpcModelClient implements StateClient {

    private static final Duration MAX_CLOSE = Duration.ofSeconds(5);

    static {
        Http2FrameLogFilter.silence();
    }

    /** One, and one more to notice that there is one too many. */
    private static final int WANTED_MESSAGES = 2;

    private final Map<String, GrpcNode> nodes;
    private final HostResolver hostResolver;
    private final EventLoopGroup events;
    private final MessageCodec codec;
    private final CallLimits limits;
    private final ClientCredentials credentials;
    private final LongAdder illegalHeaders;
    private final BooleanSupplier isClosed = this::isClosed; // one for all calls
    private volatile boolean closed;

    private GrpcModelClient(
            Map<String, GrpcNode> nodes,
            HostResolver hostResolver,
            EventLoopGroup events,
            MessageCodec codec,
            CallLimits limits,
            ClientCredentials credentials,
            LongAdder illegalHeaders) {
        this.nodes = Map.copyOf(nodes);
        this.hostResolver = hostResolver;
        this.events = events;
        this.codec = codec;
        this.limits = limits;
        this.credentials = credentials;
        this.illegalHeaders = illegalHeaders;
    }

    /**
     * Opens a client with connections and an event loop of its own.
     *
     * @param addresses for each node, {@code host:port}; an IPv6 address in brackets
     * @param codec knows the method of a call
     * @param credentials let it in
     * @param illegalHeaders counts record headers that no gRPC call can carry
     */
    public static GrpcModelClient open(
            Map<String, String> addresses,
            MessageCodec codec,
            CallLimits limits,
            ClientCredentials credentials,
            LongAdder illegalHeaders) {
        return open(
                addresses,
                codec,
                limits,
                credentials,
                illegalHeaders,
                InetAddress::getAllByName,
                System::nanoTime);
    }

    public static GrpcModelClient open(
            Map<String, String> addresses,
            MessageCodec codec,
            CallLimits limits,
            ClientCredentials credentials,
            LongAdder illegalHeaders,
            HostResolver.Lookup lookup,
            LongSupplier nanoTime) {
        SslContext tls = credentials.forGrpc();
        EventLoopGroup events = EventLoops.open("leat-grpc", 1);
        HostResolver hostResolver = new HostResolver("leat-grpc-names", lookup, nanoTime);
        Map<Place, GrpcChannel> byPlace = new HashMap<>();
        Map<String, GrpcNode> nodes = new HashMap<>();
        addresses.forEach(
                (node, address) ->
                        nodes.put(
                                node,
                                new GrpcNode(
                                        node,
                                        codec.protocol(),
                                        byPlace.computeIfAbsent(
                                                new Place(
                                                        address,
                                                        credentials.isTls(node) ? tls : null),
                                                at ->
                                                        GrpcChannel.open(
                                                                at.address(),
                                                                hostResolver,
                                                                at.tls(),
                                                                limits,
                                                                events,
                                                                nanoTime)))));
        return new GrpcModelClient(
                nodes, hostResolver, events, codec, limits, credentials, illegalHeaders);
    }

    /** Where a connection leads, and what is spoken over it. */
    private record Place(String address, @Nullable SslContext tls) {}

    @Override
    public CompletableFuture<Reply> call(NodeCall call, CallContext context) {
        Address address;
        GrpcMetadata headers;
        try {
            address = codec.address(call);
            headers =
                    GrpcMetadata.of(
                            context, call, nodes.size(), credentials.authorization(call.node()));
        } catch (BadPayloadException e) {
            return CompletableFuture.completedFuture(Reply.notEncodable(call, e));
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(Reply.callNotBuilt(call, e));
        }
        if (headers.illegal() > 0) {
            illegalHeaders.add(headers.illegal());
        }
        try {
            return begin(call, address, headers, context.callTimeout(limits.callTimeout()));
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletableFuture<Reply> ask(String node, String path, byte[] message) {
        NodeCall call = new NodeCall(node, UnitMethod.PREDICT, new Payload(message, ""));
        try {
            GrpcMetadata headers = GrpcMetadata.of(credentials.authorization(node));
            return begin(call, new Address(path, ""), headers, limits.callTimeout());
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<Reply> begin(
            NodeCall call, Address address, GrpcMetadata headers, Duration timeout) {
        GrpcNode node = node(call.node());
        GrpcNode.Method method = node.method(address.path());
        ClientCall<byte[], byte[]> attempt =
                node.channel()
                        .newCall(
                                method.descriptor(),
                                CallOptions.DEFAULT.withDeadlineAfter(
                                        timeout.toMillis(), TimeUnit.MILLISECONDS));
        GrpcReply reply =
                new GrpcReply(
                        call,
                        method.line(),
                        address.replyType(),
                        node.spoken(),
                        limits,
                        limits.detailBytes() == 0 ? null : headers.authorization(),
                        isClosed);
        attempt.start(reply, headers.metadata());
        attempt.request(WANTED_MESSAGES);
        attempt.sendMessage(call.payload().body());
        attempt.halfClose();
        return reply.reply();
    }

    /** For tests. */
    GrpcChannel channel(String node) {
        return node(node).channel();
    }

    private GrpcNode node(String name) {
        return Objects.requireNonNull(nodes.get(name), name);
    }

    private boolean isClosed() {
        return closed;
    }

    /** Calls under way end with RETRY: their records are not to blame. */
    @Override
    public void close() {
        closed = true;
        nodes.values().forEach(node -> node.channel().shutdown());
        try {
            for (GrpcNode node : nodes.values()) {
                node.channel().awaitEnd(MAX_CLOSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // a cancelled task does not wait for an orderly end
        } finally {
            hostResolver.close();
            EventLoops.close(events);
        }
    }
}
