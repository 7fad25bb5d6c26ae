// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static io.leat.job.TestJob.bytes;
import static io.leat.job.TestJob.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.kafka.DeadLetterLog;
import io.leat.testing.kafka.TestBroker;
import io.leat.testing.kafka.TopicReader;
import io.leat.testing.log.LogLines;
import io.leat.testing.model.RestModelStub;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that the brokers of the output or the dead-letter topic refuse, among others. */
class RefusedRecordITCase {

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private static final long FAR_AHEAD = System.currentTimeMillis() * 1000; // microseconds
    private static final RunningJob.Start SURVIVING = RunningJob.Start.PLAIN.surviving();

    private static RestModelStub echo() {
        return RestModelStub.answering(call -> RestModelStub.Answer.ok(call.text()));
    }

    /** Takes all but {@code bad}. */
    private static RestModelStub picky() {
        return RestModelStub.answering(
                call ->
                        call.text().startsWith("bad")
                                ? RestModelStub.Answer.status(400)
                                : RestModelStub.Answer.ok(call.text()));
    }

    private static ProducerRecord<byte[], byte[]> record(
            TestJob job, @Nullable Long time, @Nullable String key, String value) {
        return new ProducerRecord<>(
                job.input, 0, time, key == null ? null : bytes(key), bytes(value));
    }

    private static List<String> values(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream().map(one -> text(one.value())).toList();
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : text(header.value());
    }

    private static String code(ConsumerRecord<byte[], byte[]> letter) {
        return String.valueOf(header(letter, "leat-error-code"));
    }

    @Test
    void withoutKeyAreDeadLettersWhereTheOutputIsCompacted() throws Exception {
        try (LogLines log = LogLines.of(DeadLetterLog.class);
                RestModelStub model = echo()) {
            TestJob job = TestJob.of(BROKER, model, 1);
            BROKER.setTopicConfig(job.output, "cleanup.policy", "compact");
            BROKER.produce(
                    List.of(
                            record(job, null, "a", "1"),
                            record(job, null, null, "2"),
                            record(job, null, "b", "3")));

            RunningJob running = RunningJob.start(CLUSTER, job);

            try (TopicReader output = BROKER.read(job.output);
                    TopicReader letters = BROKER.read(job.deadLetters)) {
                assertThat(values(running.await(output, 2))).containsExactly("1", "3");
                ConsumerRecord<byte[], byte[]> letter = running.await(letters, 1).get(0);
                assertThat(text(letter.value())).isEqualTo("2");
                assertThat(code(letter)).isEqualTo("output-refused");
                assertThat(header(letter, "leat-error-message")).contains("output topic needs");
                assertThat(log.seen())
                        .singleElement()
                        .asString()
                        .contains("0@1 becomes a dead letter", "output-refused");
            }
        }
    }

    @Test
    void withoutKeyAreKeptInACompactedDeadLetterTopicUnderTheirCoordinates() throws Exception {
        try (RestModelStub model = picky()) {
            TestJob job = TestJob.of(BROKER, model, 1);
            BROKER.createTopic(job.deadLetters, 1, Map.of("cleanup.policy", "compact"));
            BROKER.produce(
                    List.of(record(job, null, null, "bad-1"), record(job, null, null, "bad-2")));

            RunningJob running = RunningJob.start(CLUSTER, job);

            try (TopicReader letters = BROKER.read(job.deadLetters)) {
                List<ConsumerRecord<byte[], byte[]>> found = running.await(letters, 2);
                assertThat(values(found)).containsExactly("bad-1", "bad-2");
                assertThat(found)
                        .extracting(letter -> text(letter.key()))
                        .containsExactly(job.input + "-0-0", job.input + "-0-1");
                assertThat(found)
                        .allMatch(letter -> header(letter, "leat-error-key-added") != null);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"message.timestamp.after.max.ms", "message.timestamp.before.max.ms"})
    void keepTheirTimeInAHeaderWhereTheTopicDoesNotTakeIt(String limit) throws Exception {
        boolean after = limit.contains("after");
        long time = after ? FAR_AHEAD : 86_400_000L;
        try (RestModelStub model = picky()) {
            TestJob job = TestJob.of(BROKER, model, 1);
            BROKER.createTopic(job.deadLetters, 1);
            BROKER.setTopicConfig(
                    job.input, "message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
            for (String topic : List.of(job.output, job.deadLetters)) {
                BROKER.setTopicConfig(topic, limit, "3600000");
            }
            long now = System.currentTimeMillis();
            BROKER.produce(
                    List.of(
                            record(job, now, null, "1"),
                            record(job, time, null, "2"),
                            record(job, time, null, "bad")));

            RunningJob running = RunningJob.start(CLUSTER, job);

            try (TopicReader output = BROKER.read(job.output);
                    TopicReader letters = BROKER.read(job.deadLetters)) {
                List<ConsumerRecord<byte[], byte[]>> found = running.await(output, 2);
                assertThat(values(found)).containsExactly("1", "2");
                assertThat(found.get(0).timestamp()).isEqualTo(now);
                assertThat(header(found.get(0), "leat-timestamp")).isNull();
                assertThat(found.get(1).timestamp()).isGreaterThanOrEqualTo(now);
                assertThat(found.get(1).timestampType()).isEqualTo(TimestampType.CREATE_TIME);
                assertThat(header(found.get(1), "leat-timestamp")).isEqualTo(Long.toString(time));
                ConsumerRecord<byte[], byte[]> letter = running.await(letters, 1).get(0);
                assertThat(letter.timestamp()).isGreaterThanOrEqualTo(now);
                assertThat(header(letter, "leat-error-source-timestamp"))
                        .isEqualTo(Long.toString(time));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"exactly-once", "at-least-once"})
    void areDeadLettersWhenTheLimitIsLoweredWhileTheJobRuns(String delivery) throws Exception {
        try (RestModelStub model = echo()) {
            TestJob job = TestJob.of(BROKER, model, 1).with("delivery", delivery);
            job.send("1");
            RunningJob running = RunningJob.start(CLUSTER, job, SURVIVING);
            try (TopicReader output = BROKER.read(job.output);
                    TopicReader letters = BROKER.read(job.deadLetters)) {
                running.await(output, 1);
                BROKER.setTopicConfig(job.output, "max.message.bytes", "1000");

                job.send("2", "x".repeat(5_000), "3");

                assertThat(running.await(letters, 1).get(0).value()).hasSize(5_000);
                assertThat(values(running.await(output, 3))).contains("1", "2", "3");
                assertThat(code(running.await(letters, 1).get(0))).isEqualTo("output-too-large");
            }
        }
    }

    @Test
    void areSmallerDeadLettersWhenTheLimitOfTheseIsLoweredWhileTheJobRuns() throws Exception {
        try (RestModelStub model = picky()) {
            TestJob job = TestJob.of(BROKER, model, 1);
            job.send("bad");
            RunningJob running = RunningJob.start(CLUSTER, job, SURVIVING);
            try (TopicReader letters = BROKER.read(job.deadLetters)) {
                running.await(letters, 1);
                BROKER.setTopicConfig(job.deadLetters, "max.message.bytes", "1000");

                job.send("bad" + "x".repeat(5_000));

                ConsumerRecord<byte[], byte[]> letter = running.await(letters, 2).get(1);
                assertThat(letter.value()).isNull();
                assertThat(header(letter, "leat-error-value-omitted")).startsWith("5003 bytes");
            }
        }
    }

    @Test
    void areTakenAboveTheProducersUsualBuffer() throws Exception {
        int megabytes = 1 << 20;
        try (RestModelStub model =
                RestModelStub.answering(
                        call -> RestModelStub.Answer.ok(new byte[33 * megabytes]))) {
            TestJob job = TestJob.of(BROKER, model, 1);
            BROKER.setTopicConfig(
                    job.output, "max.message.bytes", Integer.toString(64 * megabytes));
            job.send("1");

            RunningJob running = RunningJob.start(CLUSTER, job);

            try (TopicReader output = BROKER.read(job.output)) {
                assertThat(running.await(output, 1).get(0).value()).hasSize(33 * megabytes);
            }
        }
    }

    @Test
    void doNotOverflowWhereTheTopicTakesAnySize() throws Exception {
        try (RestModelStub model = echo()) {
            TestJob job = TestJob.of(BROKER, model, 1);
            BROKER.setTopicConfig(job.output, "max.message.bytes", "2147483647");
            job.send("1");

            RunningJob running = RunningJob.start(CLUSTER, job);

            try (TopicReader output = BROKER.read(job.output)) {
                assertThat(values(running.await(output, 1))).containsExactly("1");
            }
        }
    }

    /** However often: at-least-once delivery repeats what a restart has not seen committed. */
    private static void awaitEach(RunningJob running, TopicReader topic, List<String> expected) {
        Set<String> seen = new HashSet<>();
        RunningJob.until(
                () -> {
                    running.checkHealth();
                    seen.addAll(values(topic.toTheEnd()));
                    return seen.containsAll(expected);
                });
        assertThat(seen).containsExactlyInAnyOrderElementsOf(expected);
    }

    /** For reasons the job cannot know: the last of a batch, all of a batch, one by one. */
    @ParameterizedTest
    @ValueSource(strings = {"exactly-once", "at-least-once"})
    void areDeadLettersWhateverTheReason(String delivery) throws Exception {
        List<String> sent =
                IntStream.range(0, 300)
                        .mapToObj(i -> i % 100 == 42 ? "refused-" + i : "fine-" + i)
                        .toList();
        List<String> refused = sent.stream().filter(value -> value.startsWith("ref")).toList();
        try (LogLines log = LogLines.of(DeadLetterLog.class);
                RestModelStub model = echo()) {
            TestJob job = compacted(model).with("delivery", delivery);
            BROKER.produce(sent.stream().map(value -> record(job, null, "k", value)).toList());

            RunningJob running = RunningJob.start(CLUSTER, job, SURVIVING);

            try (TopicReader output = BROKER.read(job.output);
                    TopicReader letters = BROKER.read(job.deadLetters)) {
                List<ConsumerRecord<byte[], byte[]>> found = running.await(letters, 3);
                List<String> fine =
                        sent.stream().filter(value -> value.startsWith("fine")).toList();
                if (delivery.equals("exactly-once")) {
                    running.await(output, fine.size());
                    assertThat(values(found)).isEqualTo(refused);
                    assertThat(values(output.toTheEnd())).isEqualTo(fine);
                } else {
                    awaitEach(running, output, fine);
                    awaitEach(running, letters, refused);
                }
                assertThat(found)
                        .extracting(RefusedRecordITCase::code)
                        .containsOnly("output-refused");
                assertThat(log.seen())
                        .first()
                        .asString()
                        .startsWith(
                                "the record at %s 0@42 becomes a dead letter, the first with the code output-refused: the brokers refuse the record"
                                        .formatted(job.input));
            }
        }
    }

    @Test
    void areBareDeadLettersWhereEvenTheDeadLetterIsRefused() throws Exception {
        try (RestModelStub model = picky()) {
            TestJob job = compacted(model);
            BROKER.createTopic(job.deadLetters, 1, Map.of("cleanup.policy", "compact"));
            BROKER.produce(
                    List.of(
                            record(job, null, "k", "bad-refused-"),
                            record(job, null, "k", "fine")));

            RunningJob running = RunningJob.start(CLUSTER, job, SURVIVING);

            try (TopicReader output = BROKER.read(job.output);
                    TopicReader letters = BROKER.read(job.deadLetters)) {
                ConsumerRecord<byte[], byte[]> letter = running.await(letters, 1).get(0);
                assertThat(letter.value()).isNull();
                assertThat(code(letter)).isEqualTo("model-rejected");
                assertThat(header(letter, "leat-error-source-offset")).isEqualTo("0");
                assertThat(header(letter, "leat-error-value-omitted")).isNotNull();
                assertThat(values(running.await(output, 1))).containsExactly("fine");
            }
        }
    }

    private static TestJob compacted(RestModelStub model) {
        TestJob job = TestJob.of(BROKER, model, 1);
        BROKER.setTopicConfig(job.output, "cleanup.policy", "compact");
        return job.with("kafka-client.interceptor.classes", Spoiler.class.getName());
    }

    /**
     * In place of brokers with rules of their own: takes the key from certain records, behind the
     * job's back, and a compacted topic then refuses them.
     */
    public static final class Spoiler
            implements ProducerInterceptor<byte[], byte[]>, ConsumerInterceptor<byte[], byte[]> {

        @Override
        public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
            boolean letter = record.topic().endsWith("-dead-letter");
            byte[] value = record.value();
            String marked = letter ? "bad-refused-" : "refused-";
            return value != null && text(value).startsWith(marked)
                    ? new ProducerRecord<>(
                            record.topic(),
                            record.partition(),
                            record.timestamp(),
                            null,
                            value,
                            record.headers())
                    : record;
        }

        @Override
        public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
            return records;
        }

        @Override
        public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

        @Override
        public void onAcknowledgement(@Nullable RecordMetadata metadata, @Nullable Exception e) {}

        @Override
        public void close() {}

        @Override
        public void configure(Map<String, ?> configs) {}
    }

    @Test
    void goToPartitionsThatCameWhileTheJobRan() throws Exception {
        try (RestModelStub model = echo()) {
            TestJob job = TestJob.of(BROKER, model, 1).with("output-partitioner", "crc32");
            BROKER.produce(List.of(record(job, null, "key-1", "before")));
            RunningJob running = RunningJob.start(CLUSTER, job);
            try (TopicReader output = BROKER.read(job.output)) {
                running.await(output, 1);
            }
            BROKER.admin()
                    .createPartitions(Map.of(job.output, NewPartitions.increaseTo(3)))
                    .all()
                    .get();

            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(500))
                    .until(
                            () -> {
                                BROKER.produce(List.of(record(job, null, "key-1", "after")));
                                running.checkHealth();
                                try (TopicReader output = BROKER.read(job.output)) {
                                    return output.toTheEnd().stream()
                                            .anyMatch(one -> one.partition() == 2);
                                }
                            });
        }
    }
}
