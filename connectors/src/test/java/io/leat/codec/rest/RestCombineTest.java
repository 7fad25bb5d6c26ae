// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.rest;

import static io.leat.codec.Payloads.json;
import static io.leat.codec.Payloads.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.leat.codec.Codecs;
import io.leat.codec.json.Gzip;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.MessageCodec;
import io.leat.protocol.Payload;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestCombineTest {

    private static final MessageCodec CODEC = Codecs.message(Protocol.SELDON, Transport.REST);

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void joinsTheAnswersVerbatim(Protocol protocol) throws Exception {
        MessageCodec codec = Codecs.message(protocol, Transport.REST);

        Payload list = codec.combine(json(" {\"a\": 1.10}\n", "null"));

        assertThat(text(list)).isEqualTo("[ {\"a\": 1.10}\n,null]");
    }

    @Test
    void takesTheFirstAnswersType() throws Exception {
        Payload first = new Payload("1".getBytes(UTF_8), "application/json; charset=utf-8");

        assertThat(CODEC.combine(List.of(first, json("[]"))).type())
                .isEqualTo("application/json; charset=utf-8");
    }

    @Test
    void makesAListOfASingleAnswer() throws Exception {
        assertThat(text(CODEC.combine(List.of(json("{}"))))).isEqualTo("[{}]");
    }

    @Test
    void takesNumbersThatOnlyPythonWrites() throws Exception {
        assertThat(text(CODEC.combine(json("[NaN]", "[-Infinity]"))))
                .isEqualTo("[[NaN],[-Infinity]]");
    }

    @Test
    void leavesOutByteOrderMarks() throws Exception {
        assertThat(text(CODEC.combine(json("\uFEFF1", "\uFEFF2")))).isEqualTo("[1,2]");
    }

    @Test
    void undoesCompression() throws Exception {
        Payload gzip = new Payload(Gzip.deflate("{}".getBytes(UTF_8)), "application/json");

        assertThat(text(CODEC.combine(List.of(json("1"), gzip)))).isEqualTo("[1,{}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "<html>", "{", "1 2", "{}]", "[1,]"})
    void saysWhichAnswerIsNoJson(String body) {
        assertThatThrownBy(() -> CODEC.combine(json("{}", body)))
                .isInstanceOf(BadPayloadException.class)
                .hasMessage("an answer that is no JSON (expected: JSON, to be combined)")
                .asInstanceOf(type(BadPayloadException.class))
                .returns(OptionalInt.of(1), BadPayloadException::part);
    }

    @ParameterizedTest
    @ValueSource(strings = {"22edbbbf22", "22ff22", "22c0af22", "005b005d", "7b22e9223a317d"})
    void takesNoAnswerThatIsNotUtf8(String hex) {
        Payload answer = new Payload(HexFormat.of().parseHex(hex), "application/json");

        assertThatThrownBy(() -> CODEC.combine(List.of(answer)))
                .isInstanceOf(BadPayloadException.class)
                .hasMessage("an answer that is no JSON (expected: JSON, to be combined)");
    }
}
