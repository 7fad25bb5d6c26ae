// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.stub;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.codec.Codecs;
import io.leat.protocol.BatchCodec;
import io.leat.protocol.BatchableRequest;
import io.leat.protocol.Transport;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class StubAnswersTest {

    private static final int ROWS = 5;

    @ParameterizedTest
    @EnumSource(
            mode = Mode.MATCH_ALL,
            names = {"(SELDON|TENSORFLOW|V2)_(REST|GRPC)"})
    void answerABatchRowByRow(LoadPayload payload) throws Exception {
        BatchCodec codec = Codecs.batch(payload.protocol(), payload.transport());
        List<BatchableRequest> parts =
                IntStream.range(0, ROWS).mapToObj(i -> part(codec, payload)).toList();
        byte[] request = codec.merge(parts).body();

        byte[] answer = StubAnswers.of(payload.path(), payload.transport(), rows(payload, request));

        assertThat(codec.split(message(payload, answer), parts)).hasSize(ROWS);
    }

    private static BatchableRequest part(BatchCodec codec, LoadPayload payload) {
        return Objects.requireNonNull(codec.read(message(payload, payload.value()), "a"));
    }

    private static io.leat.protocol.Payload message(LoadPayload payload, byte[] body) {
        String proto = payload.protoName();
        return new io.leat.protocol.Payload(body, proto == null ? "application/json" : proto);
    }

    private static int rows(LoadPayload payload, byte[] request) {
        if (payload.transport() == Transport.GRPC) {
            return GrpcReplies.to(payload.path()).rows(request);
        }
        ByteBuf body = Unpooled.wrappedBuffer(request);
        byte[] head = ("POST " + payload.path()).getBytes(StandardCharsets.US_ASCII);
        return RestReplies.to(head, head.length).rows(body, 0, request.length);
    }
}
