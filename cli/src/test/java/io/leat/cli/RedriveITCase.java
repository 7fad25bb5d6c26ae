// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.leat.kafka.InferenceRequest;
import io.leat.protocol.DeadLetterCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code leat redrive}: what it sends back, what it leaves, and that nothing goes twice. */
@ExtendWith(BrokerExtension.class)
class RedriveITCase {

    private static final AtomicInteger NEXT = new AtomicInteger();

    private final String source = "redrive-" + NEXT.incrementAndGet();
    private final String dead = source + "-dead";
    private Topics topics;
    private Letters letters;

    @BeforeEach
    void givenTopics(Topics shared) throws Exception {
        topics = shared;
        topics.create(source, dead);
        letters = new Letters(topics, dead, source);
    }

    private Ran redrive(String... more) {
        List<String> args = new ArrayList<>(List.of("redrive", "--broker", topics.servers()));
        args.addAll(List.of("--from", dead, "--until-end"));
        args.addAll(List.of(more));
        return Ran.leat(args.toArray(String[]::new)).without(" so far");
    }

    private List<ConsumerRecord<String, String>> sentBack() {
        return topics.committed(source);
    }

    private List<String> keysSentBack() {
        return sentBack().stream().map(ConsumerRecord::key).toList();
    }

    private static List<String> headers(ConsumerRecord<String, String> record) {
        return Arrays.stream(record.headers().toArray())
                .map(
                        header ->
                                header.key()
                                        + "="
                                        + (header.value() == null
                                                ? "null"
                                                : new String(
                                                        header.value(), StandardCharsets.UTF_8)))
                .toList();
    }

    @Test
    void sendsTheRecordAsItWas() throws Exception {
        InferenceRequest request = letters.request(7);
        request.partition = 2;
        request.key = null;
        letters.send(
                List.of(
                        letters.of(
                                request,
                                Letters.failure(DeadLetterCode.MODEL_REJECTED, "classifier"),
                                Letters.FAILED)));

        Ran ran = redrive();

        assertThat(ran).isEqualTo(new Ran(0, List.of("redriven    1 to " + source), List.of()));
        assertThat(sentBack())
                .singleElement()
                .satisfies(
                        record -> {
                            assertThat(record.partition()).isEqualTo(2);
                            assertThat(record.key()).isNull();
                            assertThat(record.value()).isEqualTo("{\"instances\":[[7]]}");
                            assertThat(record.timestamp()).isEqualTo(Letters.MADE);
                            assertThat(headers(record))
                                    .containsExactly(
                                            "Trace=one",
                                            "empty=null",
                                            "Trace=two",
                                            "leat-redrives=1",
                                            "leat-redriven-from=%s-2-%d"
                                                    .formatted(source, request.offset));
                        });
    }

    @Test
    void saysInJsonWhatBecameOfThem() throws Exception {
        letters.send(0, 2, DeadLetterCode.MODEL_REJECTED);
        redrive("--limit", "1");

        Ran ran = redrive("-o", "json");

        assertThat(ran.exitCode()).isZero();
        assertThat(new ObjectMapper().readTree(ran.text()))
                .hasToString(
                        "{\"dryRun\":false,\"redriven\":{\"%s\":1},\"left\":[],\"passedOver\":[{\"reason\":\"already\",\"count\":1,\"first\":{\"partition\":0,\"offset\":0}}]}"
                                .formatted(source));
    }

    @Test
    void sendsEachOnceWhateverEarlierRunsChose() throws Exception {
        letters.send(0, 3, DeadLetterCode.MODEL_REJECTED);
        letters.send(3, 5, DeadLetterCode.MODEL_FAILED);

        Ran few = redrive("--where", "code=model-failed,bad-reply");
        Ran all = redrive();
        Ran none = redrive();

        assertThat(few.out())
                .containsExactly(
                        "redriven    2 to " + source,
                        "passed over 3 that --where, --since and --until leave out, the first at"
                                + " 0@0");
        assertThat(all.out())
                .containsExactly(
                        "redriven    3 to " + source,
                        "passed over 2 redriven before (--again sends them once more), the first at"
                                + " 0@3");
        assertThat(none.out()).first().isEqualTo("redriven    none");
        assertThat(List.of(few, all, none)).extracting(Ran::exitCode).containsOnly(0);
        assertThat(keysSentBack()).containsExactly("key-3", "key-4", "key-0", "key-1", "key-2");
    }

    @Test
    void sendsThemOnceMoreIfAskedTo() throws Exception {
        letters.send(0, 2, DeadLetterCode.MODEL_REJECTED);

        redrive();
        redrive("--again");

        assertThat(keysSentBack()).containsExactly("key-0", "key-1", "key-0", "key-1");
    }

    @Test
    void sendsWhatFailedInTime() throws Exception {
        for (int hour = 0; hour < 4; hour++) {
            letters.send(
                    List.of(
                            letters.of(
                                    letters.request(hour),
                                    Letters.failure(DeadLetterCode.MODEL_FAILED, "classifier"),
                                    Letters.FAILED.plus(Duration.ofHours(hour)))));
        }

        redrive("--since", "2026-03-01T16:30:00+01:00", "--until", "2026-03-01T17:30:00Z");

        assertThat(keysSentBack()).containsExactly("key-1", "key-2");
    }

    @Test
    void sendsNoMoreThanItsLimit() throws Exception {
        letters.send(0, 5, DeadLetterCode.MODEL_REJECTED);

        Ran first = redrive("--limit", "2");
        redrive("--limit", "2");

        assertThat(first.out()).containsExactly("redriven    2 to " + source);
        assertThat(keysSentBack()).containsExactly("key-0", "key-1", "key-2", "key-3");
    }

    @Test
    void sendsThemToAnotherTopic() throws Exception {
        String other = source + "-other";
        topics.create(other);
        letters.send(0, 2, DeadLetterCode.MODEL_REJECTED);

        Ran ran = redrive("--to", other);

        assertThat(ran.out()).containsExactly("redriven    2 to " + other);
        assertThat(topics.committed(other)).hasSize(2);
        assertThat(sentBack()).isEmpty();
    }

    @Test
    void leavesWhatWasSentTooOften() throws Exception {
        for (String sofar : List.of("1", "2", "3", "nonsense")) {
            InferenceRequest request = letters.request(sofar.length());
            request.headerNames = new String[] {"leat-redrives"};
            request.headerValues = new byte[][] {Letters.utf8(sofar)};
            letters.send(
                    List.of(
                            letters.of(
                                    request,
                                    Letters.failure(DeadLetterCode.MODEL_FAILED, "m"),
                                    Letters.FAILED)));
        }

        Ran ran = redrive("--max-redrives", "2");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out())
                .containsExactly(
                        "redriven    2 to " + source,
                        "left        2 redriven 2 times or more (--max-redrives), the first at"
                                + " 0@1");
        assertThat(sentBack())
                .extracting(record -> Topics.header(record, "leat-redrives"))
                .containsExactly("2", "1");
    }

    @Test
    void fetchesFromItsSourceWhatADeadLetterDoesNotHold() throws Exception {
        try (var producer = topics.producer(Map.of())) {
            InferenceRequest there = letters.request(0);
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(source, 0, Letters.MADE, there.key, there.value);
            record.headers().add("Trace", Letters.utf8("whole"));
            producer.send(record).get();
        }
        InferenceRequest later = letters.request(0);
        later.timestamp++;
        letters.send(
                List.of(
                        letters.withoutValue(letters.request(0)),
                        letters.withoutValue(letters.request(1)),
                        letters.withoutValue(later)));

        Ran ran = redrive();

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out())
                .containsExactly(
                        "redriven    1 to " + source,
                        "left        2 that do not hold the whole record, which its source holds no"
                                + " more, the first at 0@1");
        assertThat(sentBack())
                .hasSize(2)
                .last()
                .satisfies(
                        again -> {
                            assertThat(again.value()).isEqualTo("{\"instances\":[[0]]}");
                            assertThat(headers(again))
                                    .containsExactly("Trace=whole", "leat-redrives=1");
                        });
    }

    @Test
    void leavesWhatHasNoPlaceToGo() throws Exception {
        Letters lost = new Letters(topics, dead, source + "-gone");
        lost.send(0, 1, DeadLetterCode.MODEL_REJECTED);
        new Letters(topics, dead, "no \u001b topic").send(0, 1, DeadLetterCode.MODEL_REJECTED);
        letters.send(List.of(new ProducerRecord<>(dead, 0, null, Letters.utf8("who knows"))));

        Ran ran = redrive();

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out())
                .containsExactly(
                        "redriven    none",
                        "left        2 whose source topic does not exist (--to names another), the"
                                + " first at 0@0",
                        "left        1 without the headers of a dead letter of Leat's, the first at"
                                + " 0@2");
    }

    @Test
    void writesNothingInADryRun() throws Exception {
        letters.send(0, 2, DeadLetterCode.MODEL_REJECTED);

        Ran ran = redrive("--dry-run");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out())
                .containsExactly(
                        "would send  0@0 to %s: model-rejected, node classifier, from %s 0@0"
                                .formatted(source, source),
                        "would send  0@1 to %s: model-rejected, node classifier, from %s 0@1"
                                .formatted(source, source),
                        "would send  2 to " + source);
        assertThat(sentBack()).isEmpty();
        assertThat(topics.topicNames()).doesNotContain(dead + "-redriven");
        assertThat(redrive().out()).containsExactly("redriven    2 to " + source);
        assertThat(redrive("--dry-run").out()).first().isEqualTo("would send  none");
    }

    @Test
    void leavesWhatItsTopicDoesNotTake() throws Exception {
        String small = source + "-small";
        topics.create(small, Map.of("max.message.bytes", "300"));
        letters.send(0, 1, DeadLetterCode.MODEL_REJECTED);
        InferenceRequest large = letters.request(1);
        large.value = new byte[300];
        letters.send(
                List.of(
                        letters.of(
                                large,
                                Letters.failure(DeadLetterCode.BAD_RECORD, "m"),
                                Letters.FAILED)));

        Ran ran = redrive("--to", small);

        assertThat(ran.out())
                .containsExactly(
                        "redriven    1 to " + small,
                        "left        1 larger than the topic they would go to takes, the first at"
                                + " 0@1");
    }

    @Test
    void givesTheTimeOfNowWhereItsOwnWouldNotLast() throws Exception {
        String brief = source + "-brief";
        topics.create(brief, Map.of("retention.ms", "3600000"));
        letters.send(0, 1, DeadLetterCode.MODEL_REJECTED);
        Instant before = Instant.now();

        redrive("--to", brief);

        assertSentAsOf(brief, before, Letters.MADE);
    }

    @Test
    void givesTheTimeOfNowWhereItsOwnIsFurtherAheadThanTheTopicTakes() throws Exception {
        String strict = source + "-strict";
        topics.create(strict, Map.of("message.timestamp.after.max.ms", "600000"));
        InferenceRequest ahead = letters.request(0);
        ahead.timestamp = Instant.now().plus(Duration.ofMinutes(30)).toEpochMilli();
        letters.send(
                List.of(
                        letters.of(
                                ahead,
                                Letters.failure(DeadLetterCode.MODEL_REJECTED, "m"),
                                Letters.FAILED)));
        Instant before = Instant.now();

        Ran ran = redrive("--to", strict);

        assertThat(ran.exitCode()).isZero();
        assertSentAsOf(strict, before, ahead.timestamp);
    }

    private void assertSentAsOf(String topic, Instant before, long own) {
        assertThat(topics.committed(topic))
                .singleElement()
                .satisfies(
                        record -> {
                            assertThat(Instant.ofEpochMilli(record.timestamp()))
                                    .isBetween(before.minusMillis(1), Instant.now());
                            assertThat(Topics.header(record, "leat-timestamp"))
                                    .isEqualTo(Long.toString(own));
                        });
    }

    @Test
    void startsAnewWithATopicMadeAnew() throws Exception {
        letters.send(0, 2, DeadLetterCode.MODEL_REJECTED);
        redrive();
        topics.deleteTopic(dead);
        topics.create(dead);
        letters.send(10, 12, DeadLetterCode.MODEL_REJECTED);

        assertThat(redrive().out()).containsExactly("redriven    2 to " + source);
        assertThat(keysSentBack()).containsExactly("key-0", "key-1", "key-10", "key-11");
    }

    @Test
    void refusesALedgerThatForgets() throws Exception {
        topics.create(dead + "-redriven", Map.of("cleanup.policy", "delete"));
        letters.send(0, 1, DeadLetterCode.MODEL_REJECTED);

        Ran ran = redrive();

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err())
                .containsExactly(
                        "leat redrive: topic %s-redriven has cleanup.policy delete (expected: compact, as the topic records permanently what was redriven)"
                                .formatted(dead));
        assertThat(sentBack()).isEmpty();
    }

    @Test
    void asksTheDeploymentForWhatIsNotStated(@TempDir Path folder) throws Exception {
        String output = source + "-out";
        topics.create(output + "-dead-letter");
        new Letters(topics, output + "-dead-letter", source)
                .send(0, 2, DeadLetterCode.MODEL_REJECTED);
        String file =
                OwnDeployment.file(
                        folder,
                        OwnDeployment.yaml(1, source, output)
                                .replace("127.0.0.1:1\"", topics.servers() + "\""));

        assertThat(Ran.leat("redrive", "-f", file, "--until-end").out())
                .containsExactly("redriven    2 to " + source);
    }

    @Test
    void sendsWhatComesUntilItIsStopped() throws Exception {
        letters.send(0, 2, DeadLetterCode.MODEL_REJECTED);

        try (LeatProcess leat =
                LeatProcess.start("redrive", "--broker", topics.servers(), "--from", dead)) {
            leat.awaitOut("redriven    2 so far");
            letters.send(2, 3, DeadLetterCode.MODEL_REJECTED);
            leat.awaitOut("redriven    3 so far");
            leat.terminate();
            leat.assertExits(LeatProcess.TERMINATED);

            assertThat(leat.out()).last().isEqualTo("redriven    3 to " + source);
            assertThat(leat.err()).isEmpty();
        }
    }

    @Test
    void endsWhenAnotherTakesOver() throws Exception {
        letters.send(0, 1, DeadLetterCode.MODEL_REJECTED);

        try (LeatProcess older =
                LeatProcess.start("redrive", "--broker", topics.servers(), "--from", dead)) {
            older.awaitOut("redriven    1 so far");
            redrive();
            letters.send(1, 2, DeadLetterCode.MODEL_REJECTED);
            older.assertExits(1);

            assertThat(older.err())
                    .containsExactly(
                            "leat redrive: another redrive of %s has begun and takes over (expected: one at a time; what this one sent is committed and marked, or not sent)"
                                    .formatted(dead));
            assertThat(older.out()).last().isEqualTo("redriven    1 to " + source);
        }

        assertThat(redrive().out()).first().isEqualTo("redriven    1 to " + source);
        assertThat(keysSentBack()).containsExactly("key-0", "key-1");
    }

    @Test
    void endsWhatAKilledRunHasLeftOpen() throws Exception {
        letters.send(0, 2, DeadLetterCode.MODEL_REJECTED);
        redrive("--limit", "1");
        try (var killed = topics.transactional("leat-redrive/" + dead)) {
            killed.initTransactions();
            killed.beginTransaction();
            killed.send(
                            new ProducerRecord<>(
                                    source,
                                    0,
                                    Letters.utf8("key-1"),
                                    Letters.utf8("sent and not committed")))
                    .get();

            assertThat(redrive().out()).first().isEqualTo("redriven    1 to " + source);

            assertThatThrownBy(killed::commitTransaction).isInstanceOf(KafkaException.class);
        }

        assertThat(sentBack())
                .extracting(ConsumerRecord::value)
                .containsExactly("{\"instances\":[[0]]}", "{\"instances\":[[1]]}");
    }

    @Test
    void sendsEachOnceThoughItIsKilledAgainAndAgain() throws Exception {
        int count = 6000;
        letters.send(0, count, DeadLetterCode.MODEL_REJECTED);
        int sofar = 0;
        for (int kills = 0; kills < 2; kills++) {
            try (LeatProcess killed =
                    LeatProcess.start(
                            "redrive",
                            "--broker",
                            topics.servers(),
                            "--from",
                            dead,
                            "--kafka-client",
                            "max.poll.records=5")) {
                topics.awaitCommitted(source, sofar + 1);
                killed.kill();
            }
            sofar = sentBack().size();
        }
        assertThat(sofar).isLessThan(count);

        redrive();

        assertThat(keysSentBack())
                .hasSize(count)
                .doesNotHaveDuplicates()
                .startsWith("key-0", "key-1")
                .endsWith("key-" + (count - 1));
        assertThat(redrive().out()).first().isEqualTo("redriven    none");
    }
}
