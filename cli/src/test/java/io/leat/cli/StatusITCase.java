// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What {@code leat status} says of real jobs on a real cluster. */
@ExtendWith(BrokerExtension.class)
class StatusITCase {

    private static final String REASON =
            "HTTP status 503 for POST /v1/models/same:predict (expected: 2xx): not ready yet, or"
                    + " overloaded";

    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final Map<String, String> BEARS_FAILED_CHECKPOINTS =
            Map.of("execution.checkpointing.tolerable-failed-checkpoints", "40");
    private static final Map<String, String> RESTARTS =
            Map.of(
                    "restart-strategy.type",
                    "fixed-delay",
                    "restart-strategy.fixed-delay.attempts",
                    "1000000",
                    "restart-strategy.fixed-delay.delay",
                    "100ms");
    private static final Map<String, String> NEVER_RESTARTS =
            Map.of("restart-strategy.type", "none");

    @TempDir private Path folder;

    private StatusCluster flink;
    private StatusModel model;

    @BeforeEach
    void start() throws Exception {
        flink = StatusCluster.start(folder);
        model = StatusModel.answering(200);
    }

    @AfterEach
    void stop() throws Exception {
        flink.close();
        model.close();
    }

    private String yaml(String name) {
        return OwnDeployment.yaml(model.port(), name, name + "-out");
    }

    private Ran status(String... more) {
        String[] args = new String[3 + more.length];
        args[0] = "status";
        args[1] = "--flink";
        args[2] = flink.web().toString();
        System.arraycopy(more, 0, args, 3, more.length);
        return Ran.leat(args);
    }

    /** Waits until that is its answer. */
    private void await(int code, String firstLine) {
        Awaitility.await()
                .atMost(TIMEOUT)
                .untilAsserted(
                        () -> {
                            Ran ran = status();
                            assertThat(ran.err()).isEmpty();
                            assertThat(plain(ran.text()).lines().findFirst()).contains(firstLine);
                            assertThat(ran.exitCode()).isEqualTo(code);
                        });
    }

    /** Without what is another one in each run. */
    private String plain(String text) {
        return text.replaceAll("\\d\\d:\\d\\d:\\d\\d", "TIME")
                .replaceAll("job [0-9a-f]{32}", "job ID")
                .replaceAll("checkpoint    \\d+", "checkpoint    N")
                .replaceAll("\\(\\d+ s ago\\), \\d+ ms, [\\d.]+ KiB, \\S+", "(SOON) SIZE PLACE")
                .replaceAll("\\d+\\.\\d(/s| calls/s)", "N$1")
                .replaceAll("up to \\d+ ms", "up to N ms")
                .replaceAll("at most \\d+", "at most N")
                .replaceAll("\\d+ times\\)", "N times)")
                .replace(":" + model.port(), ":PORT")
                .replace(flink.web().toString(), "URL");
    }

    @Test
    void saysThatAJobIsHealthyAndWhatItDoes(Topics topics) throws Exception {
        topics.create("well", "well-out");
        topics.send("well", 0, 20);
        JobID job = flink.run(yaml("well"), topics.servers(), Map.of());
        topics.awaitCommitted("well-out", 19);

        await(
                0,
                "leat main.well.tests: healthy: everything read is answered; 1 dead letter in"
                        + " well-out-dead-letter");

        String version = EnvironmentInformation.getVersion();
        assertThat(plain(status("--job", "main.well.tests").text()).lines())
                .containsExactly(
                        "leat main.well.tests: healthy: everything read is answered; 1 dead letter"
                                + " in well-out-dead-letter",
                        "  flink         URL, Flink " + version + ", job ID",
                        "  state         RUNNING since TIME, 1 of 1 tasks run",
                        "  restarts      0",
                        "  checkpoint    N at TIME (SOON) SIZE PLACE",
                        "  topics        well -> well-out, dead letters to well-out-dead-letter,"
                                + " on "
                                + topics.servers(),
                        "  delivery      exactly-once, ordered, checkpoint every 500ms",
                        "  records       N/s in, N/s out, in flight 0 of 100",
                        "  lag           0 (0: 0, 1: 0, 2: 0)",
                        "  dead letters  1 since the tasks started: model-rejected 1",
                        "  node          same at 127.0.0.1:PORT: breaker closed, N calls/s, p50 up"
                                + " to N ms, p99 up to N ms of 20 calls since the tasks started",
                        "                0 under way of at most N, 0 waiting, 0 retries");
        assertThat(status("--job", "another").out())
                .containsExactly(
                        "no Leat job \"another\" at "
                                + flink.web()
                                + " (expected: one of main.well.tests)");
        assertThat(status("--job", "another").exitCode()).isEqualTo(1);
        flink.cancel(job);
    }

    @Test
    void saysWhichModelIsAwaySinceWhenAndWhatWaits(Topics topics) throws Exception {
        model.become(503);
        topics.create("away", "away-out");
        topics.send("away", 100, 130);
        Instant before = Instant.now();
        JobID job = flink.run(yaml("away"), topics.servers(), Map.of());

        await(
                1,
                "leat main.away.tests: same at 127.0.0.1:PORT answers 503 for POST"
                        + " /v1/models/same:predict since TIME: not ready yet, or overloaded; 30"
                        + " records wait; nothing is lost");

        assertThat(plain(status().text()))
                .contains("in flight 30 of 100")
                .contains("  lag           30 (")
                .contains("                unavailable since TIME: " + REASON);
        JsonNode answer = new ObjectMapper().readTree(status("-o", "json").text());
        JsonNode told = answer.path("jobs").path(0);
        JsonNode node = told.path("flow").path("nodes").path(0);
        assertThat(answer.path("healthy").asBoolean(true)).isFalse();
        assertThat(told.path("options").path("LEAT_DELIVERY").asText()).isEqualTo("exactly-once");
        assertThat(told.path("flow").path("lag").asLong()).isEqualTo(30);
        assertThat(node.path("breaker").asText()).isIn("open", "half-open");
        assertThat(node.path("unavailable").path("reason").asText()).isEqualTo(REASON);
        Instant since = Instant.parse(node.path("unavailable").path("since").asText());
        assertThat(since).isBetween(before, Instant.now());
        assertThat(told.path("sentence").asText())
                .isEqualTo(
                        "same at 127.0.0.1:%d answers 503 for POST /v1/models/same:predict since %s: not ready yet, or overloaded; 30 records wait; nothing is lost"
                                .formatted(model.port(), since));

        model.become(200);
        await(0, "leat main.away.tests: healthy: everything read is answered");
        flink.cancel(job);
    }

    @Test
    void saysHowOftenAJobRestartedAndWhy(Topics topics) throws Exception {
        topics.create("torn", "torn-out");
        topics.send("torn", 100, 110);
        JobID job = flink.run(yaml("torn"), topics.servers(), RESTARTS);
        await(0, "leat main.torn.tests: healthy: everything read is answered");

        flink.endTaskManager();
        Awaitility.await().atMost(TIMEOUT).until(() -> status().exitCode() == 1);
        assertThat(status().out().get(0))
                .containsAnyOf(
                        "the job restarts from its last checkpoint since ", "0 of 1 tasks run")
                .endsWith(": The TaskExecutor is shutting down. (FlinkExpectedException)");
        flink.startTaskManager();

        await(0, "leat main.torn.tests: healthy: everything read is answered");
        assertThat(plain(status().text()).lines().skip(3).limit(2))
                .containsExactly(
                        "  restarts      1",
                        "                TIME  The TaskExecutor is shutting down."
                                + " (FlinkExpectedException)");
        flink.cancel(job);
    }

    @Test
    void saysThatCheckpointsFailAndThatTheyCompleteAgain(Topics topics) throws Exception {
        topics.create("full", "full-out");
        topics.send("full", 100, 110);
        JobID job = flink.run(yaml("full"), topics.servers(), BEARS_FAILED_CHECKPOINTS);
        await(0, "leat main.full.tests: healthy: everything read is answered");

        Path aside = blockCheckpoints(job);

        Awaitility.await()
                .atMost(TIMEOUT)
                .until(() -> status().text().contains("checkpoints fail since"));
        Ran failing = status();
        assertThat(failing.exitCode()).isEqualTo(1);
        assertThat(failing.out().get(0))
                .matches(
                        "leat main\\.full\\.tests: checkpoints fail since \\d\\d:\\d\\d:\\d\\d"
                                + " \\(\\d+ times?\\): .+; nothing answered since the last one is"
                                + " committed until one completes");

        unblockCheckpoints(job, aside);
        await(0, "leat main.full.tests: healthy: everything read is answered");
        flink.cancel(job);
    }

    /** In place of the folder there is a file: nothing can be written below it. */
    private Path blockCheckpoints(JobID job) throws Exception {
        Path checkpoints = flink.checkpoints(job);
        Path aside = checkpoints.resolveSibling("aside");
        Files.move(checkpoints, aside);
        Files.createFile(checkpoints);
        return aside;
    }

    private void unblockCheckpoints(JobID job, Path aside) throws Exception {
        Files.delete(flink.checkpoints(job));
        Files.move(aside, flink.checkpoints(job));
    }

    /**
     * Flink makes the source's coordinator anew then, and goes on to show the old one's metrics.
     */
    @Test
    void saysThatAJobIsHealthyThatHasRestartedAsAWhole(Topics topics) throws Exception {
        topics.create("whole", "whole-out");
        topics.send("whole", 100, 110);
        JobID job = flink.run(yaml("whole"), topics.servers(), RESTARTS);
        await(0, "leat main.whole.tests: healthy: everything read is answered");

        Path aside = blockCheckpoints(job);
        Awaitility.await()
                .atMost(TIMEOUT)
                .until(() -> !status().text().contains("  restarts      0"));
        unblockCheckpoints(job, aside);
        topics.send("whole", 110, 120);

        await(0, "leat main.whole.tests: healthy: everything read is answered");
        topics.awaitCommitted("whole-out", 20);
        flink.cancel(job);
    }

    @Test
    void saysHowAJobEndedUntilAnotherRunsItsDeployment(Topics topics) throws Exception {
        topics.create("ends", "ends-out");
        topics.send("ends", 100, 110);
        JobID first = flink.run(yaml("ends"), topics.servers(), Map.of());
        topics.awaitCommitted("ends-out", 10);
        String savepoint = flink.stop(first);

        await(
                1,
                "leat main.ends.tests: the job has ended at TIME with savepoint "
                        + savepoint
                        + "; records wait in ends");

        JobID second =
                flink.run(
                        yaml("ends"),
                        topics.servers(),
                        Map.of("execution.state-recovery.path", savepoint));
        await(0, "leat main.ends.tests: healthy: everything read is answered");

        flink.cancel(second);
        await(1, "leat main.ends.tests: the job was cancelled at TIME; records wait in ends");
    }

    @Test
    void saysWhyAJobFailed(Topics topics) throws Exception {
        model.become(505);
        topics.create("failed", "failed-out");
        topics.send("failed", 100, 101);
        flink.run(yaml("failed"), topics.servers(), NEVER_RESTARTS);

        Awaitility.await()
                .atMost(TIMEOUT)
                .until(() -> status().text().contains("the job has failed"));
        Ran failed = status();

        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(plain(failed.out().get(0)))
                .startsWith("leat main.failed.tests: the job has failed at TIME: ")
                .contains("HTTP status 505 for POST /v1/models/same:predict (expected: 2xx)")
                .endsWith("; records wait in failed");
    }

    @Test
    void looksAgainAndAgainAndAddsALineWhereTheOutputIsNoTerminal(Topics topics) throws Exception {
        topics.create("watched", "watched-out");
        JobID job = flink.run(yaml("watched"), topics.servers(), Map.of());
        await(0, "leat main.watched.tests: healthy: everything read is answered");

        try (LeatProcess watch =
                LeatProcess.start("status", "--watch", "--flink", flink.web().toString())) {
            Awaitility.await().atMost(TIMEOUT).until(() -> watch.out().size() >= 2);
            assertThat(watch.out())
                    .allMatch(
                            line ->
                                    plain(line)
                                            .equals(
                                                    "TIME  leat main.watched.tests  RUNNING "
                                                            + " healthy: everything read is"
                                                            + " answered"));
            flink.cancel(job);
            Awaitility.await()
                    .atMost(TIMEOUT)
                    .until(() -> String.join("\n", watch.out()).contains("was cancelled at"));
            watch.terminate();
            watch.assertExits(LeatProcess.TERMINATED);
        }
    }

    @Test
    void redrawsATerminal(Topics topics) throws Exception {
        topics.create("drawn", "drawn-out");
        JobID job = flink.run(yaml("drawn"), topics.servers(), Map.of());
        await(0, "leat main.drawn.tests: healthy: everything read is answered");

        try (LeatProcess watch =
                LeatProcess.startWith(
                        List.of("-Dleat.terminal=true"),
                        "status",
                        "--watch",
                        "--flink",
                        flink.web().toString())) {
            String top = "\u001b[H\u001b[Jleat main.drawn.tests: healthy";
            Awaitility.await()
                    .atMost(TIMEOUT)
                    .until(
                            () ->
                                    watch.out().stream()
                                                    .filter(line -> line.startsWith(top))
                                                    .count()
                                            >= 2);
            watch.terminate();
            watch.assertExits(LeatProcess.TERMINATED);
        }
        flink.cancel(job);
    }
}
