// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.leat.job.wire.Body;
import io.leat.job.wire.Fixture.Reply;
import io.leat.job.wire.Header;
import io.leat.testing.model.GrpcModelStub;
import io.leat.testing.model.RestModelStub;
import io.leat.testing.model.RestModelStub.Answer;
import io.leat.testing.model.RestModelStub.Call;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A real server on loopback that stands for one node, over HTTP or gRPC. */
record WireServer(int port, Runnable end) implements AutoCloseable {

    /** What any client sets for itself; a record's own of that name never arrives. */
    private static final Set<String> OF_THE_HTTP_CLIENT =
            Set.of("host", "content-length", "user-agent", "accept", "accept-encoding");

    private static final Set<String> OF_THE_GRPC_CLIENT =
            Set.of("content-type", "user-agent", "te", "grpc-accept-encoding", "grpc-timeout");

    /** What the server does with a call; null where it knows no reply. */
    @FunctionalInterface
    interface Handler {
        /**
         * Answers a call.
         *
         * @param path from the slash on
         * @param headers those that the transport does not set for itself, in lower case
         */
        @Nullable Reply answer(String path, List<Header> headers, byte[] body);
    }

    static WireServer http(Handler handler) {
        RestModelStub stub =
                RestModelStub.answering(
                        call -> answer(handler.answer(path(call), headers(call), call.body())));
        return new WireServer(stub.port(), stub::close);
    }

    private static String path(Call call) {
        return call.method().equals("POST") ? call.path() : " " + call.method() + " " + call.path();
    }

    private static List<Header> headers(Call call) {
        List<Header> headers = new ArrayList<>();
        call.headers()
                .forEach(
                        (name, values) -> {
                            for (String value : values) {
                                headers.add(
                                        new Header(
                                                name.toLowerCase(Locale.ROOT),
                                                value.getBytes(StandardCharsets.ISO_8859_1)));
                            }
                        });
        return without(OF_THE_HTTP_CLIENT, headers);
    }

    private static List<Header> without(Set<String> names, List<Header> headers) {
        return headers.stream()
                .filter(header -> !names.contains(header.name()))
                .sorted(Comparator.comparing(Header::name))
                .toList();
    }

    private static Answer answer(@Nullable Reply reply) {
        if (reply == null) {
            return Answer.of(400, new byte[0]);
        }
        int status = reply.status().isEmpty() ? 200 : Integer.parseInt(reply.status());
        Answer answer = Answer.of(status, body(reply));
        for (Header header : reply.headers()) {
            answer = answer.with(header.name(), header.text());
        }
        return answer;
    }

    private static byte[] body(Reply reply) {
        Body body = reply.body();
        return body == null ? new byte[0] : body.bytes();
    }

    static WireServer grpc(Handler handler) {
        try {
            GrpcModelStub stub =
                    GrpcModelStub.start(
                            (call, metadata, body) -> {
                                String method = call.getMethodDescriptor().getFullMethodName();
                                if (GrpcModelStub.asksForTheMethod(body)) {
                                    call.close(Status.UNIMPLEMENTED, new Metadata());
                                } else {
                                    send(
                                            call,
                                            handler.answer("/" + method, headers(metadata), body));
                                }
                            });
            return new WireServer(stub.port(), stub::close);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Header> headers(Metadata metadata) {
        List<Header> headers = new ArrayList<>();
        for (String name : metadata.keys()) {
            if (name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
                metadata.getAll(Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER))
                        .forEach(value -> headers.add(new Header(name, value)));
            } else {
                metadata.getAll(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER))
                        .forEach(value -> headers.add(Header.of(name, value)));
            }
        }
        return without(OF_THE_GRPC_CLIENT, headers);
    }

    private static void send(ServerCall<byte[], byte[]> call, @Nullable Reply reply) {
        if (reply == null) {
            call.close(Status.INVALID_ARGUMENT, new Metadata());
        } else if (!reply.status().isEmpty() && !reply.status().equals("OK")) {
            Status status = Status.fromCode(Status.Code.valueOf(reply.status()));
            call.close(status.withDescription(reply.description()), metadata(reply.headers()));
        } else if (reply.body() == null) {
            GrpcModelStub.answer(call, metadata(reply.headers()));
        } else {
            GrpcModelStub.answer(call, metadata(reply.headers()), body(reply));
        }
    }

    private static Metadata metadata(List<Header> headers) {
        Metadata metadata = new Metadata();
        for (Header header : headers) {
            if (header.name().endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
                metadata.put(
                        Metadata.Key.of(header.name(), Metadata.BINARY_BYTE_MARSHALLER),
                        header.value());
            } else {
                metadata.put(
                        Metadata.Key.of(header.name(), Metadata.ASCII_STRING_MARSHALLER),
                        header.text());
            }
        }
        return metadata;
    }

    @Override
    public void close() {
        end.run();
    }
}
