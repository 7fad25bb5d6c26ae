// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.leat.client.CallContext;
import io.leat.client.CallLimits;
import io.leat.client.ModelClient;
import io.leat.client.Reply;
import io.leat.client.rest.RestModelClient;
import io.leat.client.tls.ClientCredentials;
import io.leat.client.tls.ModelSecurity;
import io.leat.codec.Codecs;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import io.leat.protocol.UnitMethod;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/**
 * Large requests to servers that do not read hold little direct memory, and arrive when they do.
 */
class DirectMemoryTest {

    private static final int CALLS = 12;
    private static final int SIZE = 6 << 20;
    private static final long MAX_BYTES = 24L << 20; // a third of what is sent

    private static final CallLimits LIMITS =
            new CallLimits(Duration.ofMinutes(2), Duration.ofSeconds(10), 100 << 20);

    /** Of all clients and servers in this process. */
    private static long held() {
        return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                        .metric()
                        .usedDirectMemory()
                + PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
    }

    private static byte[] body() {
        byte[] body = new byte[SIZE];
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) ((i * 31) >> 8);
        }
        return body;
    }

    private static List<CompletableFuture<Reply>> call(
            ModelClient client, byte[] body, String type) {
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            replies.add(
                    client.call(
                            new NodeCall("m", UnitMethod.PREDICT, new Payload(body, type)),
                            new CallContext("p" + i, "k", body, new String[0], new byte[0][])));
        }
        return replies;
    }

    @Test
    void sendsPieceByPieceOverHttp() throws Exception {
        byte[] body = body();
        CountDownLatch begun = new CountDownLatch(CALLS);
        CountDownLatch mayRead = new CountDownLatch(1);
        ExecutorService threads = Executors.newCachedThreadPool();
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                RestModelClient client =
                        RestModelClient.open(
                                Map.of("m", "http://127.0.0.1:" + server.getLocalPort()),
                                Codecs.message(Protocol.SELDON, Transport.REST),
                                LIMITS,
                                ClientCredentials.of(ModelSecurity.NONE),
                                new LongAdder())) {
            long before = held();
            List<CompletableFuture<Reply>> replies = call(client, body, "application/json");
            for (int i = 0; i < CALLS; i++) {
                Socket socket = server.accept();
                threads.execute(() -> serve(socket, body, begun, mayRead));
            }
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();

            assertThat(held() - before).isLessThan(MAX_BYTES);

            mayRead.countDown();
            for (CompletableFuture<Reply> reply : replies) {
                assertThat(reply.get(60, TimeUnit.SECONDS)).isInstanceOf(Reply.Answered.class);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Reads nothing but the first byte until it may; answers only to the body as it was sent. */
    private static void serve(
            Socket socket, byte[] body, CountDownLatch begun, CountDownLatch mayRead) {
        try (socket) {
            InputStream in = socket.getInputStream();
            assertThat(in.read()).isEqualTo('P');
            begun.countDown();
            mayRead.await();
            byte[] end = {'\r', '\n', '\r', '\n'};
            byte[] last = new byte[end.length];
            while (!Arrays.equals(last, end)) {
                System.arraycopy(last, 1, last, 0, 3);
                last[3] = (byte) in.read();
            }
            boolean same = Arrays.equals(in.readNBytes(body.length), body);
            String reply = "HTTP/1.1 " + (same ? 200 : 400) + " x\r\nContent-Length: 2\r\n\r\n{}";
            socket.getOutputStream().write(reply.getBytes(StandardCharsets.US_ASCII));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void framesOnTheHeapOverGrpc() throws Exception {
        byte[] body = body();
        CountDownLatch begun = new CountDownLatch(CALLS);
        List<ServerCall<byte[], byte[]>> calls = new ArrayList<>();
        Server server =
                NettyServerBuilder.forAddress(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .flowControlWindow(65_535)
                        .maxInboundMessageSize(SIZE + 100)
                        .fallbackHandlerRegistry(new EchoWhenAsked(begun, calls))
                        .build()
                        .start();
        try (GrpcModelClient client =
                GrpcModelClient.open(
                        Map.of("m", "127.0.0.1:" + server.getPort()),
                        Codecs.message(Protocol.V2, Transport.GRPC),
                        LIMITS,
                        ClientCredentials.of(ModelSecurity.NONE),
                        new LongAdder())) {
            long before = held();
            List<CompletableFuture<Reply>> replies =
                    call(client, body, "inference.ModelInferRequest");
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();

            assertThat(held() - before).isLessThan(MAX_BYTES);

            synchronized (calls) {
                calls.forEach(call -> call.request(1));
            }
            for (CompletableFuture<Reply> reply : replies) {
                assertThat(reply.get(60, TimeUnit.SECONDS))
                        .isInstanceOfSatisfying(
                                Reply.Answered.class,
                                answer -> assertThat(answer.payload().body()).isEqualTo(body));
            }
        } finally {
            server.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
        }
    }

    /** Takes a message only when the test asks for it, and sends it back. */
    private static final class EchoWhenAsked extends HandlerRegistry {

        private final CountDownLatch begun;
        private final List<ServerCall<byte[], byte[]>> calls;

        EchoWhenAsked(CountDownLatch begun, List<ServerCall<byte[], byte[]>> calls) {
            this.begun = begun;
            this.calls = calls;
        }

        @Override
        public ServerMethodDefinition<byte[], byte[]> lookupMethod(String name, String authority) {
            ByteMarshaller bytes = new ByteMarshaller();
            return ServerMethodDefinition.create(
                    MethodDescriptor.newBuilder(bytes, bytes)
                            .setType(MethodDescriptor.MethodType.UNARY)
                            .setFullMethodName(name)
                            .build(),
                    this::begin);
        }

        private ServerCall.Listener<byte[]> begin(
                ServerCall<byte[], byte[]> call, Metadata headers) {
            synchronized (calls) {
                calls.add(call);
            }
            begun.countDown();
            return new ServerCall.Listener<>() {
                @Override
                public void onMessage(byte[] message) {
                    call.sendHeaders(new Metadata());
                    call.sendMessage(message);
                    call.close(Status.OK, new Metadata());
                }
            };
        }
    }
}
