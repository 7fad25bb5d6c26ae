// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.codec.Codecs;
import io.leat.codec.json.Gzip;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.MessageCodec;
import io.leat.protocol.Payload;
import io.leat.protocol.PointedValue;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands at a JSON pointer, as RFC 6901 has it. */
class RestValueAtTest {

    private static final MessageCodec CODEC = Codecs.message(Protocol.SELDON, Transport.REST);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"a":"b"}                  | /a       | b
                    {"a":1.50}                 | /a       | 1.50
                    {"a":12345678901234567890} | /a       | 12345678901234567890
                    {"a":true}                 | /a       | true
                    {"a":NaN}                  | /a       | NaN
                    {"x":[9],"a":[[1,2],[3]]}  | /a/0/1   | 2
                    {"a":{"0":"x"}}            | /a/0     | x
                    {"a/b":{"m~n":1}}          | /a~1b/m~0n | 1
                    {"":1}                     | /        | 1
                    "s"                        | ``       | s
                    {"a":1,"a":2}              | /a       | 2
                    {"a":{"b":1},"a":2}        | /a       | 2
                    {"a":"\\u00e9"}            | /a       | é
                    """)
    void findsAValueAsItIsWritten(String message, String pointer, String text) throws Exception {
        assertThat(CODEC.valueAt(json(message), pointer)).isEqualTo(new PointedValue(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"a":null}        | /a
                    {"a":1}           | /b
                    {"a":1}           | /a/b
                    {"a":[1]}         | /a/1
                    {"a":[1]}         | /a/-
                    {"a":[1]}         | /a/00
                    {"a":{"b":1},"a":2} | /a/b
                    null              | ``
                    """)
    void findsNothingWhereNothingOrNullStands(String message, String pointer) throws Exception {
        assertThat(CODEC.valueAt(json(message), pointer)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":{}}", "{\"a\":[]}"})
    void findsAnObjectOrArrayWithoutAText(String message) throws Exception {
        assertThat(CODEC.valueAt(json(message), "/a")).isEqualTo(new PointedValue(null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no", "{\"a\":1", "{\"a\":[1}", "{\"a\":01}"})
    void refusesWhatIsNoJson(String message) {
        assertThatThrownBy(() -> CODEC.valueAt(json(message), "/a"))
                .isInstanceOf(BadPayloadException.class)
                .hasMessage("a message that is no JSON (expected: JSON, to be looked into at /a)");
    }

    @Test
    void looksIntoACompressedMessageAndBeforeBinaryTensors() throws Exception {
        byte[] packed = Gzip.deflate("{\"a\":1}".getBytes(StandardCharsets.UTF_8));

        assertThat(CODEC.valueAt(new Payload(packed, "application/json"), "/a"))
                .isEqualTo(new PointedValue("1"));
        assertThat(CODEC.valueAt(json("{\"a\":1}\u0000\u0001\u0002"), "/a"))
                .isEqualTo(new PointedValue("1"));
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void isThereForJsonOnly(Protocol protocol) {
        MessageCodec grpc = Codecs.message(protocol, Transport.GRPC);

        assertThat(Codecs.message(protocol, Transport.REST).readsPointers()).isTrue();
        assertThat(grpc.readsPointers()).isFalse();
        assertThatThrownBy(() -> grpc.valueAt(json("{}"), "/a"))
                .isInstanceOf(BadPayloadException.class);
    }

    private static Payload json(String text) {
        return new Payload(text.getBytes(StandardCharsets.UTF_8), "application/json");
    }
}
