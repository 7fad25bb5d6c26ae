// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.job.plan.ConfigurationException;
import io.leat.job.plan.InferenceJob;
import io.leat.kafka.admin.KafkaPreflight;
import io.leat.kafka.gate.StopOffsets;
import io.leat.testing.kafka.TestBroker;
import io.leat.testing.net.FreePorts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a job finds out about its broker and its cluster before it starts. */
class StartITCase {

    private static final int NOWHERE = 1;

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();

    private static TestJob job() {
        return TestJob.at(BROKER, NOWHERE, 1);
    }

    private static StreamExecutionEnvironment environment() {
        return environment(new Configuration());
    }

    private static StreamExecutionEnvironment environment(Configuration config) {
        return StreamExecutionEnvironment.getExecutionEnvironment(config);
    }

    private static void assertRefused(TestJob job, String... problems) {
        assertRefused(environment(), job, problems);
    }

    private static void assertRefused(
            StreamExecutionEnvironment env, TestJob job, String... problems) {
        assertThatThrownBy(() -> LeatJob.prepare(env, job.load(), StopOffsets.NEVER))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        mistake -> {
                            assertThat(mistake.problems()).isEqualTo(List.of(problems));
                            assertThat(mistake.getStackTrace()).isEmpty();
                        });
    }

    @Test
    void namesEveryTopicThatIsMissing() {
        String missing =
                "%s: topic \"%2$s\" does not exist (expected: an existing topic; create it with kafka-topics.sh --create --topic %2$s, or correct the name)";

        assertRefused(
                job().with("input-topic", "no-in")
                        .with("output-topic", "no-out")
                        .with("create-dead-letter-topic", "false"),
                missing.formatted("--input-topic", "no-in"),
                missing.formatted("--output-topic", "no-out"),
                missing.formatted("KAFKA_DEAD_LETTER_TOPIC", "no-out-dead-letter"));
    }

    @Test
    void makesNoDeadLetterTopicWhereSomethingElseIsMissing() throws Exception {
        TestJob job = job().with("input-topic", "no-in");

        assertThatThrownBy(() -> LeatJob.prepare(environment(), job.load(), StopOffsets.NEVER))
                .isInstanceOf(ConfigurationException.class);

        assertThat(BROKER.admin().listTopics().names().get()).doesNotContain(job.deadLetters);
    }

    @Test
    void saysThatNoBrokerAnswers() {
        String closed = "127.0.0.1:" + FreePorts.free();
        long begin = System.nanoTime();

        assertRefused(
                job().with("broker", closed),
                "--broker: no broker answers at %s within 10 s: connection refused (expected: a running broker there; check address, port, listener and security protocol)"
                        .formatted(closed));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void waitsForBrokersThatComeWithinTheTimeStated() throws Exception {
        TestJob job = job();
        AtomicInteger looks = new AtomicInteger();
        InferenceJob away =
                job.with("broker", "127.0.0.1:" + FreePorts.free())
                        .with("broker-wait", "1h")
                        .load();
        InferenceJob there = job().load();
        KafkaPreflight.Found found = LeatJob.look(there, LeatJob.clientProperties(there));

        BrokerWait wait = new BrokerWait(away.settings().topics().brokerWait(), System::nanoTime);

        assertThat(
                        wait.look(
                                () ->
                                        looks.incrementAndGet() == 1
                                                ? LeatJob.lookOnce(
                                                        away, LeatJob.clientProperties(away))
                                                : found))
                .isEqualTo(found);
        assertThat(looks).hasValue(2);
    }

    @Test
    void waitsInAnApplicationClusterAndNowhereElse() {
        Configuration application = new Configuration();
        application.set(DeploymentOptions.TARGET, "embedded");
        Configuration session = new Configuration();
        session.set(DeploymentOptions.TARGET, "remote");

        assertThat(LeatJob.usualWait(application)).isEqualTo(Duration.ofMinutes(10));
        assertThat(LeatJob.usualWait(session)).isZero();
        assertThat(LeatJob.usualWait(new Configuration())).isZero();
    }

    @Test
    void saysThatABrokersNameIsUnknown() {
        assertRefused(
                job().with("broker", "broker.invalid:9092"),
                "--broker: no broker answers at broker.invalid:9092: unknown host (expected: the name or address of a running broker)");
    }

    @Test
    void refusesTransactionsLongerThanTheBrokerAllows() {
        assertRefused(
                job().with("transaction-timeout", "16min"),
                "--transaction-timeout is 960000 ms (expected: at most the broker's transaction.max.timeout.ms, 900000 ms)");
    }

    @Test
    void doesNotMindThemWhereThereAreNoTransactions() throws Exception {
        TestJob job = job().with("transaction-timeout", "16min").with("delivery", "at-least-once");

        LeatJob.prepare(environment(), job.load(), StopOffsets.NEVER);
    }

    @Test
    void refusesAClusterWhoseCheckpointsOutlastTheTransactions() {
        Configuration cluster = new Configuration();
        cluster.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMinutes(10));

        assertRefused(
                environment(cluster),
                job().without("checkpoint-interval"),
                "LEAT_TRANSACTION_TIMEOUT is 600000ms and execution.checkpointing.interval is 600000ms (expected: a transaction timeout of at least 660000ms: that interval, one checkpoint of 10000ms at least, and 50000ms until a failure is noticed (heartbeat.timeout); else the broker drops predictions that a checkpoint promised); the broker allows at most 900000ms (transaction.max.timeout.ms)");
    }

    @Test
    void refusesAClusterWhoseCheckpointsMayTakeLongerThanTheTransactions() {
        Configuration cluster = new Configuration();
        cluster.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, Duration.ofMinutes(10));

        assertRefused(
                environment(cluster),
                job().with("checkpoint-interval", "10s"),
                "LEAT_TRANSACTION_TIMEOUT is 600000ms and --checkpoint-interval is 10000ms (expected: a transaction timeout of at least 660000ms: that interval, one checkpoint of 600000ms (execution.checkpointing.timeout), and 50000ms until a failure is noticed (heartbeat.timeout); else the broker drops predictions that a checkpoint promised); the broker allows at most 900000ms (transaction.max.timeout.ms)");
    }

    @Test
    void refusesTransactionsShorterThanTheIntervalThatIsUsedWhereNoneIsStated() {
        assertRefused(
                job().without("checkpoint-interval").with("transaction-timeout", "5s"),
                "--transaction-timeout is 5000ms and execution.checkpointing.interval (Leat's default) is 10000ms (expected: a transaction timeout of at least 70000ms: that interval, one checkpoint of 10000ms at least, and 50000ms until a failure is noticed (heartbeat.timeout); else the broker drops predictions that a checkpoint promised); the broker allows at most 900000ms (transaction.max.timeout.ms)");
    }

    @Test
    void givesCheckpointsWhatALongIntervalLeavesOfTheTransaction() throws Exception {
        Configuration cluster = new Configuration();
        cluster.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMinutes(9));
        StreamExecutionEnvironment env = environment(cluster);

        LeatJob.prepare(env, job().without("checkpoint-interval").load(), StopOffsets.NEVER);

        // 9 min, these 10 s and 50 s until a failure is noticed are the transaction's 10 min.
        assertThat(env.getCheckpointConfig().getCheckpointTimeout()).isEqualTo(10_000);
    }

    @Test
    void givesCheckpointsNoMoreTimeThanTransactionsLeave() throws Exception {
        StreamExecutionEnvironment env = environment();

        LeatJob.prepare(env, job().with("checkpoint-interval", "10s").load(), StopOffsets.NEVER);

        assertThat(
                        env.getStreamGraph()
                                .getJobGraph()
                                .getCheckpointingSettings()
                                .getCheckpointCoordinatorConfiguration()
                                .getCheckpointTimeout())
                .isEqualTo(540_000);
    }

    @Test
    void checkpointsAsTheClusterIsConfiguredElseEveryTenSeconds() throws Exception {
        Configuration cluster = new Configuration();
        cluster.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(3));

        assertThat(interval(environment(cluster), job().without("checkpoint-interval")))
                .isEqualTo(3_000);
        assertThat(interval(environment(cluster), job().with("checkpoint-interval", "2s")))
                .isEqualTo(2_000);
        assertThat(interval(environment(), job().without("checkpoint-interval"))).isEqualTo(10_000);
    }

    private static long interval(StreamExecutionEnvironment env, TestJob job) throws Exception {
        LeatJob.prepare(env, job.load(), StopOffsets.NEVER);
        return env.getStreamGraph()
                .getJobGraph()
                .getCheckpointingSettings()
                .getCheckpointCoordinatorConfiguration()
                .getCheckpointInterval();
    }

    @Test
    void forbidsKryo() throws Exception {
        StreamExecutionEnvironment env = environment();

        LeatJob.prepare(env, job().load(), StopOffsets.NEVER);

        assertThat(env.getConfig().getSerializerConfig().hasGenericTypesDisabled()).isTrue();
    }

    @Test
    void putsEverythingIntoOneTask() throws Exception {
        StreamExecutionEnvironment env = environment();
        env.setParallelism(2);

        LeatJob.prepare(env, job().load(), StopOffsets.NEVER);

        assertThat(env.getStreamGraph().getJobGraph().getVerticesAsArray()).hasSize(1);
    }
}
