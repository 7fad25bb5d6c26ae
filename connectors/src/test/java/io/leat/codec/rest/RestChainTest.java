// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.rest;

import static io.leat.codec.Payloads.json;
import static io.leat.codec.Payloads.text;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.codec.Codecs;
import io.leat.codec.json.Gzip;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.MessageCodec;
import io.leat.protocol.Payload;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestChainTest {

    private static final MessageCodec TENSORFLOW =
            Codecs.message(Protocol.TENSORFLOW, Transport.REST);
    private static final MessageCodec V2 = Codecs.message(Protocol.V2, Transport.REST);

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"data\":{\"ndarray\":[1]}}", "[1]", "\"text\"", "", "no JSON", "{\"a\":"})
    void handsOnAnySeldonMessageAsItIs(String body) throws Exception {
        Payload message = json(body);

        assertThat(Codecs.message(Protocol.SELDON, Transport.REST).chain(message, "n"))
                .isSameAs(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"predictions\":[[1]]} | {\"instances\":[[1]]}",
                "{\"outputs\":{\"a\":[1]}} | {\"inputs\":{\"a\":[1]}}",
                "{ \"predictions\" : [ 1 ] } | { \"instances\" : [ 1 ] }",
                "{\"a\":{\"predictions\":0},\"predictions\":1} | {\"a\":{\"predictions\":0},\"instances\":1}",
                "{\"predictions\":1,\"outputs\":2} | {\"instances\":1,\"outputs\":2}",
                "{\"outputs\":2,\"predictions\":1} | {\"outputs\":2,\"instances\":1}",
                "{\"predictions\":1,\"predictions\":2} | {\"instances\":1,\"instances\":2}",
                "{\"predic\\u0074ions\":[1]} | {\"instances\":[1]}",
                "{\"predictions\":[9007199254740993,1.10,1e400,NaN,-Infinity,\"<>&é\\ud83d\\ude00\"]}"
                        + " | {\"instances\":[9007199254740993,1.10,1e400,NaN,-Infinity,\"<>&é\\ud83d\\ude00\"]}"
            })
    void renamesOnlyTheAnswersMemberOfTensorflow(String answer, String request) throws Exception {
        Payload chained = TENSORFLOW.chain(json(answer), "n");

        assertThat(text(chained)).isEqualTo(request);
        assertThat(chained.type()).isEqualTo("application/json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"outputs\":[1]} | {\"inputs\":[1]}",
                "{\"model_name\":\"m\",\"id\":\"7\",\"parameters\":null,\"outputs\":[]}"
                        + " | {\"model_name\":\"m\",\"id\":\"7\",\"parameters\":null,\"inputs\":[]}"
            })
    void renamesOnlyTheAnswersMemberOfV2(String answer, String request) throws Exception {
        assertThat(text(V2.chain(json(answer), "n"))).isEqualTo(request);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"instances\":[1]}",
                "{\"inputs\":[1]}",
                "{\"predictions\":[1],\"instances\":[2]}",
                "{\"predictions\":[1],\"inputs\":[2]}",
                "{\"error\":\"out of memory\"}",
                "{}",
                "{\"instances\":[1"
            })
    void leavesTensorflowRequestsAndWhatItDoesNotKnow(String body) throws Exception {
        Payload message = json(body);

        assertThat(TENSORFLOW.chain(message, "n")).isSameAs(message);
    }

    @Test
    void leavesTheOutputsAV2RequestAsksFor() throws Exception {
        Payload request = json("{\"outputs\":[{\"name\":\"y\"}],\"inputs\":[]}");

        assertThat(V2.chain(request, "n")).isSameAs(request);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "no JSON",
                "{\"predictions\":[1]",
                "{\"predictions\":[1]} and more",
                "{\"predictions\":[1]}{}",
                "[1",
                "{\"predictions\":01}",
                "{'predictions':1}",
                "{\"predictions\":1,}"
            })
    void leavesWhatIsNoJsonForTheModelToJudge(String body) throws Exception {
        Payload message = json(body);

        assertThat(TENSORFLOW.chain(message, "n")).isSameAs(message);
    }

    @ParameterizedTest
    @CsvSource({
        "[1], an array",
        "'\"a\"', a string",
        "12, a number",
        "-0.5, a number",
        "true, a boolean",
        "null, null"
    })
    void refusesJsonThatIsNoObject(String body, String kind) {
        for (MessageCodec codec : new MessageCodec[] {TENSORFLOW, V2}) {
            assertThatThrownBy(() -> codec.chain(json(body), "n"))
                    .isInstanceOf(BadPayloadException.class)
                    .hasMessage("JSON that is " + kind + " (expected: an object)");
        }
    }

    @Test
    void looksBehindAByteOrderMark() throws Exception {
        assertThat(text(V2.chain(json("\uFEFF{\"outputs\":[]}"), "n")))
                .isEqualTo("\uFEFF{\"inputs\":[]}");
    }

    @Test
    void leavesTextThatIsNotUtf8() throws Exception {
        byte[] latin1 = "{\"predictions\":\"é\"}".getBytes(ISO_8859_1);
        Payload message = new Payload(latin1, "application/json");

        assertThat(TENSORFLOW.chain(message, "n")).isSameAs(message);
    }

    @ParameterizedTest
    @ValueSource(ints = {9_000, 11_000, 1_000_000})
    void standsDeepNestingAndReadsAsDeepAsV1(int depth) throws Exception {
        String body = "{\"predictions\":" + "[".repeat(depth) + "]".repeat(depth) + "}";

        String chained = text(TENSORFLOW.chain(json(body), "n"));

        assertThat(chained).startsWith(depth < 10_000 ? "{\"instances\"" : "{\"predictions\"");
    }

    @Test
    void leavesAGzippedRequestCompressed() throws Exception {
        Payload message = new Payload(Gzip.deflate("{\"inputs\":[]}".getBytes(UTF_8)), "x");

        assertThat(V2.chain(message, "n")).isSameAs(message);
    }

    @Test
    void renamesInsideAGzippedAnswer() throws Exception {
        Payload message = new Payload(Gzip.deflate("{\"outputs\":[]}".getBytes(UTF_8)), "x");

        Payload chained = V2.chain(message, "n");

        assertThat(Gzip.inflate(chained.body())).asString().isEqualTo("{\"inputs\":[]}");
    }

    @Test
    void leavesDamagedGzipForTheModelToJudge() throws Exception {
        Payload message = new Payload(new byte[] {0x1f, (byte) 0x8b, 8, 1, 2}, "x");

        assertThat(V2.chain(message, "n")).isSameAs(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"inputs\":[{\"name\":\"x\"}]}\u0000\u0001{",
                "{\"id\":\"1\",\"inputs\":[]}\u0000",
                "\u0000\u0001",
                "12"
            })
    void leavesBinaryTensorsOfARequest(String body) throws Exception {
        Payload message = new Payload(body.getBytes(UTF_8), "Application/Octet-Stream");

        assertThat(V2.chain(message, "n")).isSameAs(message);
    }

    @Test
    void refusesToChainBinaryTensorsOfAnAnswer() {
        byte[] body = "{\"model_name\":\"m\",\"outputs\":[]}\u0000\u0001".getBytes(UTF_8);
        Payload message = new Payload(body, "application/octet-stream");

        assertThatThrownBy(() -> V2.chain(message, "n"))
                .isInstanceOf(BadPayloadException.class)
                .hasMessage("an answer with binary tensors (expected: JSON alone, to be chained)");
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void admitsAnyRecord(Protocol protocol) throws Exception {
        Codecs.message(protocol, Transport.REST).admit(new Payload(new byte[] {-1}, ""));
    }
}
