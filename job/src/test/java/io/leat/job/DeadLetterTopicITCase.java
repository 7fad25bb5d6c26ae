// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static io.leat.job.TestJob.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.job.plan.ConfigurationException;
import io.leat.testing.kafka.TestBroker;
import io.leat.testing.kafka.TopicReader;
import io.leat.testing.model.RestModelStub;
import io.leat.testing.model.RestModelStub.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The topic dead letters go to, and its part in the transactions of the output. */
class DeadLetterTopicITCase {

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private static final RunningJob.Start NO_CHECKPOINT_UNASKED =
            RunningJob.Start.PLAIN.quietFor(Duration.ofMinutes(9));

    /** Takes {@code good} and refuses all else. */
    private static RestModelStub picky() {
        return RestModelStub.answering(
                call -> call.text().equals("good") ? Answer.ok("good") : Answer.status(400));
    }

    @Test
    void isMadeAtStartWithThePartitionsOfTheOutput() throws Exception {
        try (RestModelStub model = picky()) {
            TestJob job = TestJob.of(BROKER, model, 3);
            assertThat(BROKER.admin().listTopics().names().get()).doesNotContain(job.deadLetters);

            RunningJob.start(CLUSTER, job);

            assertThat(
                            BROKER.admin()
                                    .describeTopics(Set.of(job.deadLetters))
                                    .topicNameValues()
                                    .get(job.deadLetters)
                                    .get()
                                    .partitions())
                    .hasSize(3);
        }
    }

    @Test
    void isAskedForWhereItMayNotBeMade() {
        try (RestModelStub model = picky()) {
            TestJob job = TestJob.of(BROKER, model, 1).with("create-dead-letter-topic", "false");

            assertThatThrownBy(() -> RunningJob.start(CLUSTER, job))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage(
                            "KAFKA_DEAD_LETTER_TOPIC: topic \"%1$s\" does not exist (expected: an existing topic; create it with kafka-topics.sh --create --topic %1$s, or correct the name)"
                                    .formatted(job.deadLetters));
        }
    }

    @Test
    void showsItsRecordsTogetherWithThePredictionsOfACheckpoint() throws Exception {
        try (RestModelStub model = picky()) {
            TestJob job =
                    TestJob.of(BROKER, model, 1)
                            .with("checkpoint-interval", "9min")
                            .with("transaction-timeout", "14min");
            job.send("good", "bad", "good", "bad");
            RunningJob running = RunningJob.start(CLUSTER, job, NO_CHECKPOINT_UNASKED);

            try (TopicReader output = BROKER.read(job.output);
                    TopicReader letters = BROKER.read(job.deadLetters);
                    TopicReader outputWritten = BROKER.readUncommitted(job.output);
                    TopicReader lettersWritten = BROKER.readUncommitted(job.deadLetters)) {
                running.await(outputWritten, 2);
                running.await(lettersWritten, 2);
                assertThat(output.toTheEnd()).isEmpty();
                assertThat(letters.toTheEnd()).isEmpty();

                running.checkpoint();

                assertThat(running.await(output, 2))
                        .extracting(record -> text(record.value()))
                        .isEqualTo(List.of("good", "good"));
                assertThat(running.await(letters, 2))
                        .extracting(record -> text(record.value()))
                        .isEqualTo(List.of("bad", "bad"));
            }
        }
    }

    @Test
    void showsAllAtOnceWhereRepeatsAreAllowed() throws Exception {
        try (RestModelStub model = picky()) {
            TestJob job =
                    TestJob.of(BROKER, model, 1)
                            .with("checkpoint-interval", "9min")
                            .with("delivery", "at-least-once");
            job.send("good", "bad");
            RunningJob running = RunningJob.start(CLUSTER, job, NO_CHECKPOINT_UNASKED);

            try (TopicReader output = BROKER.read(job.output);
                    TopicReader letters = BROKER.read(job.deadLetters)) {
                running.await(output, 1);
                running.await(letters, 1);
            }
            assertThat(running.completedCheckpoints()).isZero();
        }
    }
}
