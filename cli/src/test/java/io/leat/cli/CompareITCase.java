// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leat.testing.kafka.TestBroker;
import io.leat.wire.v2.InferTensorContents;
import io.leat.wire.v2.ModelInferResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code leat compare}: the answers of a shadow beside those of the predictor. */
class CompareITCase {

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();

    private final String primary = TestBroker.uniqueName("out");
    private final String shadow = primary + "-shadow";

    @BeforeEach
    void createTopics() {
        BROKER.createTopic(primary, 1);
        BROKER.createTopic(shadow, 1);
    }

    private static ProducerRecord<byte[], byte[]> answer(
            String topic, @Nullable String puid, byte[] value, String... headers) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, 0, null, value);
        if (puid != null) {
            record.headers().add("Seldon-Puid", utf8(puid));
        }
        for (int i = 0; i < headers.length; i += 2) {
            record.headers().add(headers[i], utf8(headers[i + 1]));
        }
        return record;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] message(float first) {
        return ModelInferResponse.newBuilder()
                .setModelName("m")
                .addOutputs(
                        ModelInferResponse.InferOutputTensor.newBuilder()
                                .setName("y")
                                .setDatatype("FP32")
                                .addShape(1)
                                .setContents(
                                        InferTensorContents.newBuilder().addFp32Contents(first)))
                .build()
                .toByteArray();
    }

    private void sendAnswers() {
        String grpc = "inference.ModelInferResponse";
        BROKER.produce(
                List.of(
                        answer(primary, "same", utf8("{\"a\":1}"), "leat-latency-ms", "3"),
                        answer(primary, "far", utf8("{\"a\":0.25}"), "leat-latency-ms", "5"),
                        answer(primary, "grpc", message(1.5f), "proto-name", grpc),
                        answer(primary, "mine", utf8("{\"a\":1}")),
                        answer(primary, null, utf8("{\"a\":1}")),
                        answer(shadow, "grpc", message(1.5000001f), "proto-name", grpc),
                        answer(shadow, "far", utf8("{\"a\":0.75}"), "leat-latency-ms", "9"),
                        answer(shadow, "same", utf8("{\"a\":1}"), "leat-latency-ms", "7"),
                        answer(shadow, "\u001b[2Jtheirs", utf8("1"))));
    }

    private Ran compare(String... more) {
        String[] args = new String[5 + more.length];
        System.arraycopy(
                new String[] {"compare", "--broker", BROKER.servers(), "--primary", primary},
                0,
                args,
                0,
                5);
        System.arraycopy(more, 0, args, 5, more.length);
        return Ran.leat(args);
    }

    @Test
    void saysHowManyAgreeAndHowFarTheOthersAreApart() {
        sendAnswers();

        Ran ran = compare();

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out())
                .containsExactly(
                        "primary       " + primary,
                        "shadow        " + shadow,
                        "pairs         3 records that both have answered",
                        "equal         1 (33.3 %)",
                        "close         1 (33.3 %), equal but for numbers within 0.000001",
                        "different     1 (33.3 %)",
                        "only primary  1 (the shadow does not sample them, or they are dead letters"
                                + " or not answered yet)",
                        "only shadow   1 (dead letters of the primary, answered by a predictor with another topic, or not yet)",
                        "left out      records without Seldon-Puid: 1 of the primary, 0 of the shadow",
                        "latency       primary: half within 3 ms, 99 % within 5 ms, the longest 5 ms",
                        "latency       shadow: half within 7 ms, 99 % within 9 ms, the longest 9 ms",
                        "",
                        "largest differences",
                        "  0.5 at /a  puid far  primary 0@1  shadow 0@1",
                        "  0.0000001 at /outputs/0/contents/fp32_contents/0  puid grpc  primary 0@2  shadow"
                                + " 0@0");
    }

    @Test
    void showsPayloadsOnlyWhereThatIsAsked() {
        sendAnswers();

        Ran ran = compare("--show-payloads", "--largest=1");

        assertThat(ran.text()).contains("primary  {\"a\":0.25}", "shadow   {\"a\":0.75}");
        assertThat(compare().text()).doesNotContain("0.25", "0.75");
    }

    @Test
    void countsForPrograms() throws Exception {
        sendAnswers();

        JsonNode answer = new ObjectMapper().readTree(compare("-o", "json").text());
        JsonNode shown =
                new ObjectMapper().readTree(compare("-o", "json", "--show-payloads").text());

        assertThat(answer.at("/primary").toString())
                .isEqualTo(
                        "{\"topic\":\"%s\",\"only\":1,\"withoutPuid\":1,\"latencyMs\":{\"count\":2,\"p50\":3,\"p99\":5,\"max\":5}}"
                                .formatted(primary));
        assertThat(answer.at("/shadow/only").asInt()).isEqualTo(1);
        assertThat(answer.at("/pairs").asInt()).isEqualTo(3);
        assertThat(answer.at("/equal").asInt()).isEqualTo(1);
        assertThat(answer.at("/withinTolerance").asInt()).isEqualTo(1);
        assertThat(answer.at("/different").asInt()).isEqualTo(1);
        assertThat(answer.at("/largestDifferences/0").toString())
                .isEqualTo(
                        "{\"puid\":\"far\",\"difference\":0.5,\"place\":\"/a\",\"primary\":{\"partition\":0,\"offset\":1},\"shadow\":{\"partition\":0,\"offset\":1}}");
        assertThat(shown.at("/largestDifferences/0/shadow/answer/a").asDouble()).isEqualTo(0.75);
    }

    @Test
    void comparesTopicsInWhichNothingIsYet() {
        Ran ran = compare();

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out())
                .contains(
                        "pairs         0 records that both have answered",
                        "latency       shadow: not known, as no answer of a pair has the header leat-latency-ms");
    }

    @Test
    void tellsOfATopicThatIsNotThere() {
        Ran ran = compare("--shadow", "absent");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err())
                .containsExactly(
                        "leat compare: topic absent on %s does not exist (expected: an existing topic; create it with kafka-topics.sh --create --topic absent, or correct the name)"
                                .formatted(BROKER.servers()));
    }

    @Test
    void refusesOneTopicForBoth() {
        Ran ran = compare("--shadow", primary);

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err())
                .startsWith(
                        "leat compare: --primary and --shadow are both %s (expected: two topics)"
                                .formatted(primary));
    }
}
