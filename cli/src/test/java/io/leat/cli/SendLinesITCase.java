// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code leat send --lines}: many records in one start. */
@ExtendWith(BrokerExtension.class)
class SendLinesITCase {

    @TempDir private Path folder;

    private static Ran send(Topics topics, String topic, String input, String... more) {
        List<String> args = new ArrayList<>(List.of("send", "-b", topics.servers(), "-t", topic));
        args.addAll(Arrays.asList(more));
        return Ran.leatWithInput(input, args.toArray(String[]::new));
    }

    private static List<String> keysAndValues(Topics topics, String topic) {
        return topics.committed(topic).stream()
                .map(record -> record.key() + "|" + record.value())
                .toList();
    }

    @Test
    void sendsEachLineAndSaysWhatItWroteWhere(Topics topics) {
        topics.create("lines");
        String input =
                IntStream.range(0, 300)
                        .mapToObj(n -> "k%d\t{\"n\": %d}".formatted(n % 10, n))
                        .collect(Collectors.joining("\r\n", "\n", ""));

        Ran ran = send(topics, "lines", input, "-K", "\\t", "-H", "trace=1", "-H", "b: ä");

        assertThat(ran.err()).isEmpty();
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out().get(ran.out().size() - 1))
                .isEqualTo("sent 300 records to lines; empty lines left out: 1");
        Map<Integer, Long> counts =
                topics.committed("lines").stream()
                        .collect(
                                Collectors.groupingBy(
                                        ConsumerRecord::partition, Collectors.counting()));
        assertThat(ran.out().subList(0, ran.out().size() - 1))
                .containsExactlyElementsOf(
                        counts.keySet().stream()
                                .sorted()
                                .map(
                                        each ->
                                                "lines %d@0-%d, %d records"
                                                        .formatted(
                                                                each,
                                                                counts.get(each) - 1,
                                                                counts.get(each)))
                                .toList());
        assertThat(topics.committed("lines"))
                .allSatisfy(
                        record -> {
                            assertThat(record.value()).endsWith("}");
                            assertThat(Topics.header(record, "trace")).isEqualTo("1");
                            assertThat(Topics.header(record, "b")).isEqualTo("ä");
                        })
                .filteredOn(record -> "k3".equals(record.key()))
                .extracting(record -> record.value())
                .startsWith("{\"n\": 3}", "{\"n\": 13}", "{\"n\": 23}")
                .hasSize(30);
    }

    @Test
    void readsAFileAndAnswersAProgram(Topics topics) throws Exception {
        topics.create("file");
        Path file = Files.writeString(folder.resolve("größe.txt"), "a\nb\n\nNULL\nc");

        Ran ran =
                Ran.leat(
                        "send",
                        "-b",
                        topics.servers(),
                        "-t",
                        "file",
                        "-l",
                        "-k",
                        "key",
                        "-o",
                        "json",
                        "--null-value",
                        "NULL",
                        file.toString());

        JsonNode answer = new ObjectMapper().readTree(ran.text());
        assertThat(answer.path("topic").asText()).isEqualTo("file");
        assertThat(answer.path("records").asInt()).isEqualTo(4);
        assertThat(answer.path("emptyLines").asInt()).isEqualTo(1);
        JsonNode partition = answer.path("partitions").path(0);
        assertThat(partition.path("firstOffset").asLong()).isZero();
        assertThat(partition.path("lastOffset").asLong()).isEqualTo(3);
        assertThat(partition.path("records").asLong()).isEqualTo(4);
        assertThat(keysAndValues(topics, "file"))
                .containsExactly("key|a", "key|b", "key|null", "key|c");
    }

    @Test
    void namesTheLineThatHasNoKeyAndHowManyBeforeItWereWritten(Topics topics) {
        topics.create("keyless");

        Ran ran = send(topics, "keyless", "a:1\n\nb:2\nnonsense\nc:3\n", "--lines", "-K", ":");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err())
                .containsExactly(
                        "leat send: line 4: no \":\" in it (expected: KEY:VALUE); 2 records before"
                                + " it written, none after it");
        assertThat(ran.out()).contains("sent 2 records to keyless; empty lines left out: 1");
        assertThat(keysAndValues(topics, "keyless")).containsExactlyInAnyOrder("a|1", "b|2");
    }

    @Test
    void namesTheLineThatIsTooLargeForTheTopic(Topics topics) {
        topics.create("small", Map.of("max.message.bytes", "2000000"));
        String good = "x".repeat(1_900_000);

        Ran ran = send(topics, "small", good + "\n" + "y".repeat(2_100_000) + "\n", "-l");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err())
                .containsExactly(
                        "leat send: line 2: a record larger than topic small on %s takes (expected: at most its max.message.bytes, with key and headers); 1 record before it written, none after it"
                                .formatted(topics.servers()));
        assertThat(keysAndValues(topics, "small")).containsExactly("null|" + good);
    }

    @Test
    void sendsNothingOfAnEmptyInput(Topics topics) {
        topics.create("empty");

        assertThat(send(topics, "empty", "", "--lines"))
                .isEqualTo(new Ran(0, List.of("sent 0 records to empty"), List.of()));
    }

    @Test
    void readsTheBytesThatAreThere(Topics topics) {
        topics.create("bytes");
        byte[] latin = "gr\u00f6\u00dfe".getBytes(ISO_8859_1);

        Ran sent = Ran.leatWithInput(latin, "send", "-b", topics.servers(), "-t", "bytes", "-l");
        Ran watched =
                Ran.leat(
                        "watch",
                        "-b",
                        topics.servers(),
                        "-t",
                        "bytes",
                        "--from-beginning",
                        "--until-end",
                        "-o",
                        "json");

        assertThat(sent.exitCode()).isZero();
        assertThat(watched.out())
                .singleElement()
                .asString()
                .contains(
                        "\"topic\":\"bytes\"",
                        "\"value\":\"Z3L232U=\",\"valueEncoding\":\"base64\"");
        assertThat(new String(latin, UTF_8)).contains("\ufffd");
    }

    @Test
    void writesAndSaysAtItsEndWhatItHasRead(Topics topics) throws Exception {
        topics.create("stopped");
        try (LeatProcess send =
                LeatProcess.start("send", "-b", topics.servers(), "-t", "stopped", "--lines")) {
            send.type("a\nb\nhalf a li");
            topics.awaitCommitted("stopped", 2);
            send.terminate();
            send.assertExits(LeatProcess.TERMINATED);

            assertThat(send.out()).contains("sent 2 records to stopped");
            assertThat(send.err()).isEmpty();
        }
    }

    /** The locale of cron: what is typed and printed is UTF-8 all the same. */
    @Test
    void printsUtf8InTheLocaleCAndLogsOnStandardErrorIfAsked(Topics topics) throws Exception {
        topics.create("locale");
        send(topics, "locale", "größe\n", "-l", "-k", "ä");

        try (LeatProcess watch =
                LeatProcess.startWith(
                        List.of("-Dfile.encoding=US-ASCII", "-Dsun.jnu.encoding=ANSI_X3.4-1968"),
                        "watch",
                        "-b",
                        topics.servers(),
                        "-t",
                        "locale",
                        "--from-beginning",
                        "--until-end",
                        "--verbose")) {
            watch.assertExits(0);
            assertThat(watch.err()).anyMatch(line -> line.contains("Kafka version: "));
            assertThat(watch.out()).anyMatch(line -> line.endsWith("key=ä")).contains("  größe");
        }
    }
}
