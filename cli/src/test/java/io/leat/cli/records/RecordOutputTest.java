// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import com.google.protobuf.Int64Value;
import com.google.protobuf.ListValue;
import com.google.protobuf.Message;
import com.google.protobuf.Value;
import io.leat.wire.seldon.DefaultData;
import io.leat.wire.seldon.Meta;
import io.leat.wire.seldon.SeldonMessage;
import io.leat.wire.seldon.Tensor;
import io.leat.wire.tensorflow.DataType;
import io.leat.wire.tensorflow.TensorProto;
import io.leat.wire.tensorflow.serving.ModelSpec;
import io.leat.wire.tensorflow.serving.PredictResponse;
import io.leat.wire.v2.InferTensorContents;
import io.leat.wire.v2.ModelInferRequest;
import io.leat.wire.v2.ModelInferRequest.InferInputTensor;
import io.leat.wire.v2.ModelInferResponse;
import io.leat.wire.v2.ModelInferResponse.InferOutputTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code leat watch} prints of a record. */
class RecordOutputTest {

    private final RecordHeaders headers = new RecordHeaders();

    private ConsumerRecord<byte[], byte[]> record(byte[] key, byte[] value) {
        return new ConsumerRecord<>(
                "out",
                3,
                17,
                1_772_375_400_123L,
                TimestampType.CREATE_TIME,
                -1,
                -1,
                key,
                value,
                headers,
                Optional.empty());
    }

    private String text(byte[] value) {
        return new RecordText().of(record("k".getBytes(UTF_8), value));
    }

    private String line(byte[] key, byte[] value) {
        String line = new RecordJson().of(record(key, value));
        assertThat(line).endsWith("}\n").hasLineCount(1);
        return line;
    }

    private JsonNode json(byte[] key, byte[] value) throws Exception {
        return new ObjectMapper().readTree(line(key, value));
    }

    private String decoded(String name, Message message) {
        headers.remove("proto-name").add("proto-name", name.getBytes(UTF_8));
        return text(message.toByteArray()).lines().reduce((first, last) -> last).orElseThrow();
    }

    @Test
    void statesWhereARecordIsWithKeyHeadersAndValue() {
        headers.add("trace", "1".getBytes(UTF_8)).add("trace", "ä".getBytes(UTF_8));
        headers.add("none", null).add("bytes", new byte[] {(byte) 0xff, 0});

        assertThat(
                        line(
                                "größe".getBytes(UTF_8),
                                "{\"a\": [1.50,\n 1e400, 12345678901234567890]}".getBytes(UTF_8)))
                .isEqualTo(
                        """
                        {"topic":"out","partition":3,"offset":17,"timestamp":"2026-03-01T14:30:00.123Z",\
                        "key":"größe","keyEncoding":"text",\
                        "headers":[{"name":"trace","value":"1"},{"name":"trace","value":"ä"},\
                        {"name":"none","value":null},\
                        {"name":"bytes","value":"/wA=","encoding":"base64"}],\
                        "value":{"a":[1.50,1e400,12345678901234567890]},"valueEncoding":"json"}
                        """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "5|json|5",
                "null|json|null",
                "\"x\"|json|\"x\"",
                "{}|json|{}",
                "{\"a\":1,\"a\":2}|json|{\"a\":1,\"a\":2}",
                "hello|text|\"hello\"",
                "{\"a\":|text|\"{\\\"a\\\":\"",
                "1,2|text|\"1,2\"",
                "{} {}|text|\"{} {}\"",
                "NaN|text|\"NaN\"",
                "``|text|\"\""
            })
    void saysWhatTheValueIs(String value, String encoding, String written) {
        assertThat(line(null, value.replace("``", "").getBytes(UTF_8)))
                .contains("\"key\":null,\"keyEncoding\":null")
                .endsWith("\"value\":%s,\"valueEncoding\":\"%s\"}\n".formatted(written, encoding));
    }

    @Test
    void tellsATombstoneFromTheJsonNull() throws Exception {
        JsonNode tombstone = json(null, null);

        assertThat(tombstone.get("value").isNull()).isTrue();
        assertThat(tombstone.get("valueEncoding").isNull()).isTrue();
        assertThat(text(null)).isEqualTo("3@17 key=k\n  (null)\n");
    }

    @Test
    void showsBytesThatAreNoTextInBase64() throws Exception {
        JsonNode json = json(new byte[] {(byte) 0x80}, new byte[] {(byte) 0xc3, 0x28});

        assertThat(json.get("value").asText()).isEqualTo("wyg=");
        assertThat(json.get("valueEncoding").asText()).isEqualTo("base64");
        assertThat(json.get("keyEncoding").asText()).isEqualTo("base64");
        assertThat(text(new byte[] {(byte) 0xc3, 0x28})).endsWith("\n  (base64) wyg=\n");
    }

    @Test
    void obeysNothingThatCommandsATerminal() {
        byte[] hostile = "\u001b[2J\u009b\u202e\u007fä😀".getBytes(UTF_8);
        headers.add("\u001b]0;x\u0007", hostile);

        assertThat(line(hostile, hostile))
                .contains("\"value\":\"\\u001B[2J\\u009b\\u202e\\u007Fä😀\"")
                .doesNotContain("\u001b", "\u009b", "\u202e", "\u007f");
        assertThat(text(hostile))
                .contains("  \\u001b[2J\\u009b\\u202e\\u007fä😀\n")
                .doesNotContain("\u001b", "\u009b", "\u202e", "\u007f", "\u0007");
    }

    @Test
    void indentsEachLineOfAValue() {
        assertThat(text("{\r\n\t\"a\": 1\n}\n".getBytes(UTF_8)))
                .isEqualTo("3@17 key=k\n  {\n      \"a\": 1\n  }\n");
    }

    @Test
    void decodesV2WithTypedAndWithRawContents() {
        ModelInferRequest request =
                ModelInferRequest.newBuilder()
                        .setModelName("iris")
                        .addInputs(
                                InferInputTensor.newBuilder()
                                        .setName("x")
                                        .setDatatype("FP32")
                                        .addShape(1)
                                        .addShape(2)
                                        .setContents(
                                                InferTensorContents.newBuilder()
                                                        .addFp32Contents(5.1f)
                                                        .addFp32Contents(-0.5f)))
                        .build();
        ByteBuffer raw = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        raw.putFloat(0.1f).putFloat(0.9f).flip();
        ModelInferResponse response =
                ModelInferResponse.newBuilder()
                        .setModelName("iris")
                        .addOutputs(
                                InferOutputTensor.newBuilder()
                                        .setName("probabilities")
                                        .setDatatype("FP32")
                                        .addShape(2))
                        .addOutputs(
                                InferOutputTensor.newBuilder()
                                        .setName("label")
                                        .setDatatype("BYTES")
                                        .addShape(1))
                        .addRawOutputContents(ByteString.copyFrom(raw))
                        .addRawOutputContents(ByteString.copyFromUtf8("\u0004\0\0\0rose"))
                        .build();

        assertThat(decoded("inference.ModelInferRequest", request))
                .isEqualTo(
                        "  {\"model_name\":\"iris\",\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[1,2],\"contents\":{\"fp32_contents\":[5.1,-0.5]}}]}");
        assertThat(decoded("inference.ModelInferResponse", response))
                .contains("\"raw_output_contents\":[[0.1,0.9],[\"rose\"]]");
    }

    @Test
    void decodesSeldonMessages() {
        SeldonMessage message =
                SeldonMessage.newBuilder()
                        .setMeta(
                                Meta.newBuilder()
                                        .setPuid("p1")
                                        .putRouting("ab", 1)
                                        .putTags(
                                                "x", Value.newBuilder().setBoolValue(true).build()))
                        .setData(
                                DefaultData.newBuilder()
                                        .addNames("a")
                                        .setNdarray(
                                                ListValue.newBuilder()
                                                        .addValues(
                                                                Value.newBuilder()
                                                                        .setNumberValue(3))
                                                        .addValues(
                                                                Value.newBuilder()
                                                                        .setStringValue("ä"))))
                        .build();
        SeldonMessage tensor =
                SeldonMessage.newBuilder()
                        .setData(
                                DefaultData.newBuilder()
                                        .setTensor(Tensor.newBuilder().addShape(1).addValues(0.25)))
                        .build();

        assertThat(decoded("seldon.protos.SeldonMessage", message))
                .isEqualTo(
                        "  {\"meta\":{\"puid\":\"p1\",\"tags\":{\"x\":true},\"routing\":{\"ab\":1}},\"data\":{\"names\":[\"a\"],\"ndarray\":[3,\"ä\"]}}");
        assertThat(decoded("seldon.protos.SeldonMessage", tensor))
                .isEqualTo("  {\"data\":{\"tensor\":{\"shape\":[1],\"values\":[0.25]}}}");
    }

    @Test
    void decodesTensorFlowPredictions() {
        ByteBuffer raw = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        raw.putInt(7).putInt(-1).flip();
        PredictResponse response =
                PredictResponse.newBuilder()
                        .setModelSpec(
                                ModelSpec.newBuilder().setName("m").setVersion(Int64Value.of(4)))
                        .putOutputs(
                                "y",
                                TensorProto.newBuilder()
                                        .setDtype(DataType.DT_INT32)
                                        .setTensorContent(ByteString.copyFrom(raw))
                                        .build())
                        .build();

        assertThat(decoded("tensorflow.serving.PredictResponse", response))
                .isEqualTo(
                        "  {\"outputs\":{\"y\":{\"dtype\":\"DT_INT32\",\"tensor_content\":[7,-1]}},\"model_spec\":{\"name\":\"m\",\"version\":4}}");
    }

    @Test
    void givesAProgramTheBytesAndWhatTheyMean() throws Exception {
        headers.add("proto-name", "seldon.protos.SeldonMessage".getBytes(UTF_8));
        SeldonMessage message = SeldonMessage.newBuilder().setStrData("a").build();

        JsonNode json = json(null, message.toByteArray());

        assertThat(json.get("valueEncoding").asText()).isEqualTo("base64");
        assertThat(json.get("value").binaryValue()).isEqualTo(message.toByteArray());
        assertThat(json.get("decoded").toString()).isEqualTo("{\"strData\":\"a\"}");
    }

    @ParameterizedTest
    @CsvSource({"some.Other", "seldon.protos.SeldonMessage"})
    void showsTheBytesOfMessagesItCannotRead(String name) throws Exception {
        headers.add("proto-name", name.getBytes(UTF_8));

        JsonNode json = json(null, new byte[] {0x0a, 0x7f});

        assertThat(json.get("value").asText()).isEqualTo("Cn8=");
        assertThat(json.has("decoded")).isFalse();
        assertThat(text(new byte[] {0x0a, 0x7f})).endsWith("\n  (base64) Cn8=\n");
    }
}
