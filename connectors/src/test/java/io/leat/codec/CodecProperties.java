// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.leat.codec.json.Gzip;
import io.leat.codec.json.Json;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.Payload;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class CodecProperties {

    /** What is kept, and what is never thrown: see {@link CodecFuzz}. */
    @Property(tries = 5000)
    void everyMethodTakesAnyBytesAndKeepsWhatItMust(
            @ForAll byte codec,
            @ForAll byte type,
            @ForAll @Size(min = 1, max = 3) List<@From("bodies") byte[]> messages) {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        input.write(codec);
        input.write(type);
        for (byte[] message : messages) {
            input.writeBytes(input.size() > 2 ? CodecFuzz.BETWEEN : new byte[0]);
            input.writeBytes(message);
        }
        CodecFuzz.fuzzerTestOneInput(input.toByteArray());
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void chainingTensorflowChangesTheNameAlone(
            @ForAll("values") String before,
            @ForAll("values") String value,
            @ForAll("values") String after)
            throws BadPayloadException {
        String head = "{\"a\":" + before + " ,\t\"";
        String tail = "\" :" + value + ",\"b\": " + after + "}\n";

        Payload chained =
                Codecs.message(Protocol.TENSORFLOW, Transport.REST)
                        .chain(Payloads.json(head + "predictions" + tail), "n");

        assertThat(Payloads.text(chained)).isEqualTo(head + "instances" + tail);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void combiningKeepsEveryAnswer(
            @ForAll @Size(min = 1, max = 5) List<@From("values") String> answers)
            throws BadPayloadException {
        List<Payload> messages = answers.stream().map(Payloads::json).toList();

        Payload list = Codecs.message(Protocol.V2, Transport.REST).combine(messages);

        assertThat(Payloads.text(list)).isEqualTo("[" + String.join(",", answers) + "]");
        assertThat(Json.isJson(list.body())).isTrue();
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void routingIsWrittenWithoutTouchingNumbers(
            @ForAll("values") String data, @ForAll("values") String tag) {
        String reply = "{\"data\":" + data + ",\"meta\":{\"tag\":" + tag + "}}";

        Payload routed =
                Codecs.message(Protocol.SELDON, Transport.REST)
                        .withRouting(Payloads.json(reply), Map.of("n", 1));

        assertThat(Payloads.text(routed))
                .isEqualTo(reply.replace("{\"tag\"", "{\"routing\":{\"n\":1},\"tag\""));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void namingAV2RequestKeepsWhatItCarries(@ForAll @Size(max = 40) byte[] raw)
            throws BadPayloadException, InvalidProtocolBufferException {
        Payload request =
                Protos.message()
                        .bytes(7, com.google.protobuf.ByteString.copyFrom(raw))
                        .of("inference.ModelInferRequest");

        Payload named = Codecs.message(Protocol.V2, Transport.GRPC).chain(request, "n");

        assertThat(
                        UnknownFieldSet.parseFrom(named.body())
                                .getField(7)
                                .getLengthDelimitedList()
                                .get(0)
                                .toByteArray())
                .isEqualTo(raw);
    }

    @Provide
    Arbitrary<byte[]> bodies() {
        Arbitrary<byte[]> noise = Arbitraries.bytes().array(byte[].class).ofMaxSize(64);
        Arbitrary<byte[]> gzipped = noise.map(Gzip::deflate);
        Arbitrary<byte[]> text =
                Arbitraries.of(
                                "{",
                                "}",
                                "[",
                                "]",
                                ":",
                                ",",
                                "\"",
                                "\\",
                                "\"data\"",
                                "\"predictions\"",
                                "\"outputs\"",
                                "\"meta\"",
                                "\"routing\"",
                                "\"response\"",
                                "\"ndarray\"",
                                "\"tensor\"",
                                "\"values\"",
                                "\"shape\"",
                                "1",
                                "-2",
                                "1e9",
                                "NaN",
                                "null",
                                "\"é\"",
                                " ",
                                "\uFEFF",
                                "\u0000")
                        .list()
                        .ofMaxSize(24)
                        .map(parts -> String.join("", parts).getBytes(UTF_8));
        Arbitrary<byte[]> wire =
                Arbitraries.of(
                                0x0a, 0x12, 0x1a, 0x22, 0x2a, 0x32, 0x3a, 0x11, 0x0b, 0x0c, 0, 1, 2,
                                8)
                        .list()
                        .ofMaxSize(32)
                        .map(CodecProperties::bytes);
        return Arbitraries.oneOf(noise, gzipped, text, wire);
    }

    @Provide
    Arbitrary<String> values() {
        Arbitrary<String> scalars =
                Arbitraries.of(
                        "1",
                        "-0",
                        "1.10",
                        "9007199254740993",
                        "1E+400",
                        "NaN",
                        "-Infinity",
                        "true",
                        "null",
                        "\"<>&\"",
                        "\"\\u00e9\\\"predictions\\\"\"",
                        "\"é😀\"");
        return nested(nested(scalars));
    }

    private static Arbitrary<String> nested(Arbitrary<String> values) {
        Arbitrary<String> lists =
                values.list().ofMaxSize(3).map(list -> "[" + String.join(" , ", list) + "]");
        Arbitrary<String> objects =
                Combinators.combine(values, values)
                        .as((a, b) -> "{ \"predictions\":" + a + ",\"é\":" + b + "}");
        return Arbitraries.oneOf(values, lists, objects);
    }

    private static byte[] bytes(List<Integer> values) {
        byte[] bytes = new byte[values.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = values.get(i).byteValue();
        }
        return bytes;
    }
}
