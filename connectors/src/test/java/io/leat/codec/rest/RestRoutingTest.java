// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.rest;

import static io.leat.codec.Payloads.json;
import static io.leat.codec.Payloads.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.codec.Codecs;
import io.leat.protocol.MessageCodec;
import io.leat.protocol.Payload;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestRoutingTest {

    private static final MessageCodec CODEC = Codecs.message(Protocol.SELDON, Transport.REST);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"meta\":{}} | {\"meta\":{\"routing\":{\"a\":-1,\"b\\\"\":1}}}",
                "{\"meta\":{ \"puid\":\"x\"},\"n\":1.10} |"
                        + " {\"meta\":{\"routing\":{\"a\":-1,\"b\\\"\":1}, \"puid\":\"x\"},\"n\":1.10}",
                "{\"meta\":{\"routing\": {\"c\":9} ,\"z\":1}} |"
                        + " {\"meta\":{\"routing\": {\"a\":-1,\"b\\\"\":1} ,\"z\":1}}",
                "{\"meta\":{\"routing\":null}} | {\"meta\":{\"routing\":{\"a\":-1,\"b\\\"\":1}}}",
                "{\"meta\":{\"routing\":12}} | {\"meta\":{\"routing\":{\"a\":-1,\"b\\\"\":1}}}",
                "{\"meta\":{\"routing\":\"x\"}} | {\"meta\":{\"routing\":{\"a\":-1,\"b\\\"\":1}}}",
                "{\"data\":{\"meta\":{}},\"meta\":{}} |"
                        + " {\"data\":{\"meta\":{}},\"meta\":{\"routing\":{\"a\":-1,\"b\\\"\":1}}}"
            })
    void writesTheRoutingIntoMeta(String reply, String expected) {
        assertThat(text(CODEC.withRouting(json(reply), Map.of("b\"", 1, "a", -1))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"meta\":1}",
                "no JSON",
                "{\"meta\":{}",
                "{\"meta\":{}} 1"
            })
    void leavesAnAnswerWithoutMeta(String reply) {
        Payload payload = json(reply);

        assertThat(CODEC.withRouting(payload, Map.of("a", 1))).isSameAs(payload);
    }
}
