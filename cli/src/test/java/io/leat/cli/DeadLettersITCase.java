// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leat.kafka.InferenceRequest;
import io.leat.protocol.CallFailure;
import io.leat.protocol.DeadLetterCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code leat dead-letters}: what it says of a dead-letter topic, and what it does not say. */
@ExtendWith(BrokerExtension.class)
class DeadLettersITCase {

    private static final AtomicInteger NEXT = new AtomicInteger();

    private final String source = "looked-at-" + NEXT.incrementAndGet();
    private final String dead = source + "-dead";
    private Topics topics;
    private Letters letters;

    @BeforeEach
    void givenDeadLetters(Topics shared) throws Exception {
        topics = shared;
        topics.create(source, dead);
        letters = new Letters(topics, dead, source);
        letters.send(0, 2, DeadLetterCode.MODEL_REJECTED);
        letters.send(
                List.of(
                        letters.of(
                                letters.request(2),
                                CallFailure.of(DeadLetterCode.TOMBSTONE, "it has no value", null),
                                Letters.FAILED.plus(Duration.ofHours(2)))));
    }

    private Ran deadLetters(String... more) {
        List<String> args = new ArrayList<>(List.of("dead-letters", "--broker", topics.servers()));
        args.addAll(List.of("--from", dead));
        args.addAll(List.of(more));
        return Ran.leat(args.toArray(String[]::new));
    }

    @Test
    void countsThem() throws Exception {
        letters.send(List.of(new ProducerRecord<>(dead, 0, null, Letters.utf8("who knows"))));
        Ran.leat(
                "redrive",
                "--broker=" + topics.servers(),
                "--from=" + dead,
                "--until-end",
                "--limit=1");

        Ran ran = deadLetters();

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.text())
                .isEqualTo(
                        """
                        %s: 3 dead letters, 1 of them redriven, 2026-03-01T14:30:00Z to 2026-03-01T16:30:00Z
                        and 1 record without the headers of a dead letter of Leat's

                        by code
                               2  model-rejected, redriven 1, 2026-03-01T14:30:00Z to 2026-03-01T14:30:00Z
                                  it was refused by classifier
                               1  tombstone, 2026-03-01T16:30:00Z to 2026-03-01T16:30:00Z
                                  it has no value

                        by node
                               1  -, 2026-03-01T16:30:00Z to 2026-03-01T16:30:00Z
                               2  classifier, redriven 1, 2026-03-01T14:30:00Z to 2026-03-01T14:30:00Z

                        by model
                               1  -, 2026-03-01T16:30:00Z to 2026-03-01T16:30:00Z
                               2  classifier, redriven 1, 2026-03-01T14:30:00Z to 2026-03-01T14:30:00Z

                        by hour
                               2  2026-03-01T14Z, redriven 1
                               1  2026-03-01T16Z"""
                                .formatted(dead));
    }

    @Test
    void countsThoseThatAreMeantByWhatIsMeant() {
        Ran ran = deadLetters("--where=code=model-rejected", "--where=offset=1", "--by=status");

        assertThat(ran.text())
                .endsWith(
                        """
                        by status
                               1  400, 2026-03-01T14:30:00Z to 2026-03-01T14:30:00Z""");
    }

    @Test
    void countsThemByPredictor() {
        assertThat(deadLetters("--by=predictor").text())
                .endsWith(
                        """
                        by predictor
                               3  main, 2026-03-01T14:30:00Z to 2026-03-01T16:30:00Z""");
    }

    @Test
    void listsThemWithoutPayloads() {
        assertThat(deadLetters("--list").out())
                .hasSize(6)
                .startsWith(
                        "2026-03-01T14:30:00Z  %s 0@0  model-rejected  node classifier  status 400  attempts 1  redrives 0  (0@0)"
                                .formatted(source),
                        "  it was refused by classifier")
                .noneMatch(line -> line.contains("instances") || line.contains("key-"));
    }

    @Test
    void showsPayloadsIfAskedTo() {
        assertThat(deadLetters("--list", "--show-payloads", "--where=offset=1").out())
                .endsWith("  key key-1", "  value {\"instances\":[[1]]}");
    }

    @Test
    void showsTerminalsNoCommands() throws Exception {
        InferenceRequest request = letters.request(9);
        request.key = Letters.utf8("a\u001b[2Jb\u202ec");
        request.value = Letters.utf8("x\r\nforged line\u009bc");
        CallFailure failure =
                new CallFailure(
                        DeadLetterCode.BAD_REPLY,
                        "\u001b]0;owned\u0007",
                        "no\u001bde",
                        null,
                        null,
                        0);
        letters.send(List.of(letters.of(request, failure, Letters.FAILED)));

        String text = deadLetters("--list", "--show-payloads", "--where=offset=9").text();
        String counts = deadLetters("--by=code,node").text();
        String json =
                deadLetters("-o=json", "--list", "--show-payloads", "--where=offset=9").text();

        assertThat(text)
                .contains("\\u001b]0;owned\\u0007", "a\\u001b[2Jb\\u202ec")
                .contains("x\\u000d\\u000aforged line\\u009bc");
        assertThat(counts).contains("no\\u001bde");
        assertThat(text + counts + json).matches("(?s)[\\n\\x20-\\x7e]*");
    }

    @Test
    void countsThemForPrograms() throws Exception {
        JsonNode answer = new ObjectMapper().readTree(deadLetters("-o", "json").text());

        assertThat(answer.get("topic").asText()).isEqualTo(dead);
        assertThat(answer.get("count").asInt()).isEqualTo(3);
        assertThat(answer.get("redriven").asInt()).isZero();
        assertThat(answer.at("/by/code/0").toString())
                .isEqualTo(
                        "{\"value\":\"model-rejected\",\"count\":2,\"redriven\":0,\"first\":\"2026-03-01T14:30:00Z\",\"last\":\"2026-03-01T14:30:00Z\",\"message\":\"it was refused by classifier\"}");
    }

    @Test
    void listsThemForPrograms() throws Exception {
        ObjectMapper mapper = new ObjectMapper();

        JsonNode rows = mapper.readTree(deadLetters("-o", "json", "--list").text());
        JsonNode shown =
                mapper.readTree(deadLetters("-o", "json", "--list", "--show-payloads").text());

        assertThat(rows).hasSize(3);
        assertThat(rows.get(0).get("sourceTopic").asText()).isEqualTo(source);
        assertThat(rows.get(0).get("predictor").asText()).isEqualTo("main");
        assertThat(rows.get(0).get("code").asText()).isEqualTo("model-rejected");
        assertThat(rows.get(0).has("payload")).isFalse();
        assertThat(new String(shown.at("/1/payload/key").binaryValue(), StandardCharsets.UTF_8))
                .isEqualTo("key-1");
    }

    /** Two that say the same, and one that says something else. */
    private void sendDetails() throws Exception {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (String detail :
                List.of("field required: inputs", "\u001b[31mno", "field required: inputs")) {
            records.add(
                    letters.of(
                            letters.request(20 + records.size()),
                            Letters.failure(DeadLetterCode.MODEL_REJECTED, "m").withDetail(detail),
                            Letters.FAILED.plusSeconds(records.size())));
        }
        letters.send(records);
    }

    @Test
    void showsWhatTheModelSaysAndGroupsByIt() throws Exception {
        sendDetails();

        String list = deadLetters("--list", "--where=node=m").text();
        String counts = deadLetters("--where=node=m", "--by=code").text();

        assertThat(list)
                .contains("  the model says: field required: inputs")
                .contains("  the model says: \\u001b[31mno");
        assertThat(List.of(list, counts))
                .allSatisfy(
                        text ->
                                assertThat(text)
                                        .endsWith(
                                                """

                                                by code and detail
                                                       2  model-rejected, first %1$s 0@20 (0@3), last %1$s 0@22 (0@5)
                                                          field required: inputs
                                                       1  model-rejected, first %1$s 0@21 (0@4), last %1$s 0@21 (0@4)
                                                          \\u001b[31mno"""
                                                        .formatted(source)));
    }

    @Test
    void groupsByWhatTheModelSaysForPrograms() throws Exception {
        sendDetails();

        JsonNode answer = new ObjectMapper().readTree(deadLetters("-o", "json").text());
        JsonNode rows =
                new ObjectMapper()
                        .readTree(
                                deadLetters("-o", "json", "--list", "--where=detail=required")
                                        .text());

        assertThat(answer.at("/reasons/0/code").asText()).isEqualTo("model-rejected");
        assertThat(answer.at("/reasons/0/detail").isNull()).isTrue();
        assertThat(answer.at("/reasons/1/detail").asText()).isEqualTo("field required: inputs");
        assertThat(answer.at("/reasons/1/count").asInt()).isEqualTo(2);
        assertThat(answer.at("/reasons/1/last").toString())
                .isEqualTo(
                        "{\"partition\":0,\"offset\":5,\"sourceTopic\":\"%s\",\"sourcePartition\":0,\"sourceOffset\":22,\"time\":\"2026-03-01T14:30:02Z\"}"
                                .formatted(source));
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).get("detail").asText()).isEqualTo("field required: inputs");
    }

    @Test
    void redrivesWithoutWhatTheModelSaid() throws Exception {
        sendDetails();

        Ran ran =
                Ran.leat(
                        "redrive",
                        "--broker=" + topics.servers(),
                        "--from=" + dead,
                        "--where=detail=field required",
                        "--until-end");

        assertThat(ran.exitCode()).isZero();
        assertThat(topics.committed(source))
                .hasSize(2)
                .allMatch(record -> record.headers().lastHeader("leat-error-detail") == null);
    }

    @Test
    void saysThatTheTopicIsEmpty() throws Exception {
        topics.create(dead + "-empty");

        Ran ran = Ran.leat("dead-letters", "--broker", topics.servers(), "--from", dead + "-empty");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).containsExactly(dead + "-empty: 0 dead letters, 0 of them redriven");
    }
}
