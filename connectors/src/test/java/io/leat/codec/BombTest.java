// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.protocol.BadPayloadException;
import io.leat.protocol.MessageCodec;
import io.leat.protocol.Payload;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages that are small to send and large to read. */
class BombTest {

    private static final int DEEP = 1_000_000;

    static Stream<byte[]> json() {
        return Stream.of(
                        "[".repeat(DEEP),
                        "[".repeat(10_001) + "]".repeat(10_001),
                        "{\"a\":".repeat(DEEP),
                        "{\"predictions\":" + "[".repeat(DEEP),
                        "{\"data\":{\"ndarray\":" + "[".repeat(DEEP),
                        "{\"meta\":{\"routing\":" + "[".repeat(DEEP),
                        "[" + "9".repeat(DEEP) + "]",
                        "{\"data\":{\"ndarray\":[[" + "9".repeat(DEEP) + "]]}}",
                        "{\"data\":{\"ndarray\":[[1e999999999]]}}",
                        "{\"" + "a".repeat(DEEP) + "\":1}",
                        "{\"predictions\":" + "\"a\",".repeat(DEEP))
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("json")
    void neverOverflowAnything(byte[] body) {
        for (Protocol protocol : Protocol.values()) {
            MessageCodec codec = Codecs.message(protocol, Transport.REST);
            Payload message = new Payload(body, "application/json");
            List<Payload> two = List.of(message, message);

            assertHarmless(() -> codec.chain(message, "n"));
            assertHarmless(() -> codec.combine(two));
            assertHarmless(() -> codec.route(message));
            assertHarmless(() -> codec.withRouting(message, Map.of("n", 1)));
            assertHarmless(() -> codec.simpleModel(message));
            assertHarmless(() -> codec.average(two));
        }
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void neverOverflowGrpcEither(Protocol protocol) {
        byte[] groups = new byte[DEEP];
        Arrays.fill(groups, (byte) 0x0b);
        MessageCodec codec = Codecs.message(protocol, Transport.GRPC);
        for (String type : CodecFuzz.types(protocol, Transport.GRPC)) {
            Payload message = new Payload(groups, type);

            assertThatThrownBy(() -> codec.admit(message))
                    .isInstanceOf(BadPayloadException.class)
                    .hasMessage("bytes that are no protobuf message (expected: one, well-formed)");
            assertHarmless(() -> codec.chain(message, "n"));
            assertHarmless(() -> codec.route(message));
            assertHarmless(() -> codec.withRouting(message, Map.of("n", 1)));
            assertHarmless(() -> codec.average(List.of(message, message)));
        }
    }

    private interface Call {
        Object make() throws BadPayloadException;
    }

    private static void assertHarmless(Call call) {
        assertThatCode(
                        () -> {
                            try {
                                call.make();
                            } catch (BadPayloadException e) {
                                assertThat(e.getMessage()).hasSizeLessThan(400);
                            }
                        })
                .doesNotThrowAnyException();
    }

    private static Payload bomb() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write("{\"predictions\":[1".getBytes(StandardCharsets.UTF_8));
            byte[] more = ",1".repeat(1 << 19).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 200; i++) {
                out.write(more);
            }
            out.write("]}".getBytes(StandardCharsets.UTF_8));
        }
        return new Payload(packed.toByteArray(), "application/json");
    }

    @Test
    void refusesARecordOfKilobytesThatIsHundredsOfMegabytes() throws Exception {
        Payload bomb = bomb();
        MessageCodec codec = Codecs.message(Protocol.TENSORFLOW, Transport.REST);

        assertThat(bomb.body().length).isLessThan(1_000_000);
        for (Call call :
                List.<Call>of(
                        () -> codec.chain(bomb, "n"),
                        () -> codec.combine(List.of(bomb)),
                        () -> codec.route(bomb))) {
            assertThatThrownBy(call::make)
                    .isInstanceOf(BadPayloadException.class)
                    .hasMessage("gzip of more than 67108864 bytes (expected: at most so many)");
        }
    }
}
