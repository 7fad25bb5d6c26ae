// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local;

import io.leat.job.LeatJob;
import io.leat.job.pipeline.ModelClientFactory;
import io.leat.job.pipeline.Topology;
import io.leat.job.plan.ClusterMemory;
import io.leat.job.plan.ConfigurationException;
import io.leat.job.plan.InferenceJob;
import io.leat.job.plan.PredictorPlan;
import io.leat.kafka.admin.KafkaPreflight;
import io.leat.kafka.claim.ClaimIdentity;
import io.leat.kafka.gate.StopOffsets;
import io.leat.local.cluster.JobEndedException;
import io.leat.local.cluster.LocalCluster;
import io.leat.local.cluster.RunningJob;
import io.leat.local.hint.SuggestedCommands;
import io.leat.local.report.DeadLetterTally;
import io.leat.local.report.JobResults;
import io.leat.options.settings.JobSettings.Topics;
import io.leat.terminal.WaitNotice;
import java.io.IOException;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Properties;
import org.apache.flink.runtime.clusterframework.ApplicationStatus;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * One job of a local run, and what is said of it. Its methods are called in their order by the main
 * thread, but for {@link #stop} and {@link #close}, which the shutdown hook may call at any time.
 */
final class LocalJob implements AutoCloseable {

    private final InferenceJob job;
    private final String origin;
    private final SuggestedCommands commands;
    private final boolean embedsBroker;
    private final RunConsole console;
    // Written by the main thread, read by the shutdown hook.
    private volatile KafkaPreflight.@Nullable Found found;
    private volatile @Nullable JobResults results;
    private volatile @Nullable ModelReachability models;
    private volatile @Nullable UntilEnd end;
    private volatile @Nullable RunningJob running;

    /**
     * A job that does not run yet.
     *
     * @param origin what it was read from
     * @param commands for its topics
     * @param embedsBroker whether the broker is ours, and ends with the run
     */
    LocalJob(
            InferenceJob job,
            String origin,
            SuggestedCommands commands,
            boolean embedsBroker,
            RunConsole console) {
        this.job = job;
        this.origin = origin;
        this.commands = commands;
        this.embedsBroker = embedsBroker;
        this.console = console;
    }

    InferenceJob job() {
        return job;
    }

    SuggestedCommands commands() {
        return commands;
    }

    Properties client() {
        return LeatJob.clientProperties(job);
    }

    /**
     * Says what is run.
     *
     * @param broker null where it has been said
     */
    void describe(@Nullable LocalBroker broker) {
        Topics topics = job.settings().topics();
        console.fact(
                "deployment",
                "%s, %s over %s, from %s"
                        .formatted(
                                job.group(),
                                job.first().protocol().wire(),
                                job.first().transport().wire(),
                                origin));
        if (job.split() != null) {
            console.fact(
                    "traffic",
                    "%s %% of the records, by %s%s"
                            .formatted(
                                    job.split().words(),
                                    job.split().by(),
                                    job.weights() == null
                                            ? ""
                                            : "; a change of weights in "
                                                    + origin
                                                    + " counts at once"));
        }
        if (job.sample() != null) {
            console.fact(
                    "shadow",
                    "answers %d %% of the records, by %s"
                            .formatted(job.sample().percent(), job.sample().by()));
        }
        if (broker != null) {
            console.fact("broker", topics.clients().brokers() + broker.note());
        }
        for (PredictorPlan predictor : job.predictors()) {
            Topics own = predictor.settings().topics();
            console.fact(
                    "topics",
                    "%s -> %s%s, dead letters to %s%s"
                            .formatted(
                                    own.input(),
                                    own.output() == null ? "no output" : own.output(),
                                    own.feedback() == null
                                            ? ""
                                            : ", feedback from " + own.feedback(),
                                    own.deadLetters(),
                                    job.split() == null ? "" : ": predictor " + predictor.name()));
        }
    }

    /**
     * Looks at the broker.
     *
     * @throws ConfigurationException if broker and topics are not as the job needs them
     */
    @SuppressWarnings("try") // a notice is of use by its end alone
    void look(LocalBroker broker) throws ConfigurationException {
        String what =
                "for the broker at %s, for up to %d s"
                        .formatted(
                                job.settings().topics().clients().brokers(),
                                KafkaPreflight.TIMEOUT.toSeconds());
        try (WaitNotice waiting =
                WaitNotice.of(what, sentence -> console.fact("waiting", sentence))) {
            found = LeatJob.look(job, client(), broker.advice());
        }
    }

    /** How many subtasks can have work. */
    int inputPartitions() {
        return found().inputPartitions();
    }

    /** The Kafka cluster's own id. */
    String clusterId() {
        return found().clusterId();
    }

    private KafkaPreflight.Found found() {
        return Objects.requireNonNull(found, "looked at");
    }

    /**
     * Takes the consumer group, and begins to count results and to look at the models.
     *
     * @param untilEnd whether the job shall end where its topic ends now
     * @throws ConfigurationException if another job has the group
     */
    void begin(ClaimIdentity identity, boolean untilEnd) throws ConfigurationException {
        results = JobResults.start(client(), job, console::event);
        LeatJob.claim(job, client(), identity, console::say);
        models = ModelReachability.start(job, model -> console.fact("model", model), console::say);
        end = untilEnd ? UntilEnd.of(client(), job) : null;
    }

    /** Runs the job, and returns when every task of it runs. */
    @SuppressWarnings("try") // a notice is of use by its end alone
    void submit(LocalCluster cluster, RunningJob.Plan plan, ClaimIdentity identity, int slots)
            throws Exception {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(plan.configuration());
        LeatJob.checkTimes(env, job);
        ClusterMemory.ofThisProcess(slots, "--parallelism").check(job.inFlight(), job.names());
        UntilEnd until = end;
        Topology.build(
                env,
                job,
                found(),
                client(),
                until == null ? StopOffsets.NEVER : until.reading(),
                identity,
                ModelClientFactory.withoutStartupCheck()); // see ModelReachability
        RunningJob submitted = cluster.submit(env, LeatJob.jobName(job), plan, console::event);
        running = submitted;
        try (WaitNotice waiting =
                WaitNotice.of(
                        "for Flink to start the job's tasks",
                        sentence -> console.fact("waiting", sentence))) {
            submitted.awaitRunning();
        }
    }

    /** The job on its cluster, once {@link #submit} has returned. */
    RunningJob running() {
        return Objects.requireNonNull(running, "submitted");
    }

    /** Waits until what was in the topic is answered, if it was begun so. */
    void awaitEnd() throws Exception {
        UntilEnd until = end;
        if (until != null) {
            until.await(running());
        }
    }

    /**
     * Ends the job with a last checkpoint and says what it has done.
     *
     * @throws JobEndedException if the checkpoint cannot be made
     */
    RunEnd stopAtEnd(boolean allowDeadLetters) throws Exception {
        running().requireRunning();
        if (!running().stop()) {
            throw new JobEndedException(
                    "the last checkpoint could not be made; what is answered since the one before"
                            + " will be answered again at the next start (log: "
                            + running().log()
                            + ")");
        }
        JobResults committed = Objects.requireNonNull(results, "begun");
        DeadLetterTally letters = committed.deadLetters();
        OptionalLong answered = committed.answered();
        if (letters != null && committed.writesNone()) {
            console.fact(
                    "done",
                    "dead letters %s; everything else that was in the topic is answered, and no predictions are written"
                            .formatted(letters.words()));
        } else if (letters == null || answered.isEmpty()) {
            console.fact(
                    "done",
                    "everything that was in the topic is committed; how much of it are predictions"
                            + " and dead letters could not be read");
            return RunEnd.UNKNOWN;
        } else {
            console.fact(
                    "done",
                    "answered %d, dead letters %s; everything that was in the topic is committed"
                            .formatted(answered.getAsLong(), letters.words()));
            if (!committed.shares().isEmpty()) {
                console.more(committed.shares());
            }
        }
        if (letters.all() == 0) {
            return RunEnd.DONE;
        }
        sayWhereDeadLettersAre(" without --until-end");
        return allowDeadLetters ? RunEnd.DONE : RunEnd.DEAD_LETTERS;
    }

    /**
     * Says the topics, and the commands that list what is in them.
     *
     * @param startedAgain how the run's command differs then
     */
    private void sayWhereDeadLettersAre(String startedAgain) {
        job.predictors().stream()
                .map(predictor -> predictor.settings().topics().deadLetters())
                .distinct()
                .map(topic -> whereDeadLettersAre(topic, startedAgain))
                .forEach(console::more);
    }

    private String whereDeadLettersAre(String topic, String startedAgain) {
        String command = commands.listDeadLetters(topic);
        return embedsBroker
                ? "the dead letters are in %s of the embedded broker; to list them, start it again%s, then: %s"
                        .formatted(topic, startedAgain, command)
                : "the dead letters are in %s; to list them: %s".formatted(topic, command);
    }

    /** The shares of several predictors, and the dead letters where there are any. */
    void summarize(boolean untilEnd) throws InterruptedException {
        JobResults committed = results;
        DeadLetterTally letters = committed == null ? null : committed.deadLetters();
        if (committed != null && letters == null) {
            console.fact("summary", "the dead letters of this run could not be counted");
        } else if (committed != null && letters != null) {
            var unused = committed.answered(); // for the shares
            String shares = committed.shares();
            if (!shares.isEmpty()) {
                console.fact("summary", shares);
            } else if (letters.all() > 0) {
                console.fact("summary", "dead letters " + letters.words());
            }
            if (letters.all() > 0) {
                sayWhereDeadLettersAre(untilEnd ? " without --until-end" : "");
            }
        }
    }

    /** Says when and why the job ends while others go on. */
    @SuppressWarnings("FutureReturnValueIgnored") // what is thrown is a defect, and says nothing
    void sayWhenEnded() {
        RunningJob job = running();
        job.ended().thenAccept(result -> console.event(job.reason(result)));
    }

    /**
     * Waits for the end of the job and says it.
     *
     * @throws JobEndedException if it was not stopped with a savepoint
     */
    void requireStopped() throws Exception {
        JobResult result = running().ended().get();
        if (result.getApplicationStatus() != ApplicationStatus.SUCCEEDED) {
            throw new JobEndedException(running().reason(result));
        }
        console.fact("ended", running().reason(result));
    }

    /** Ends the job with a last checkpoint, if it runs, and says so. */
    void stop(boolean untilEnd) throws InterruptedException {
        RunningJob job = running;
        if (job != null && job.isRunning()) {
            console.fact("stopping", "with a last checkpoint");
            boolean stopped = job.stop();
            summarize(untilEnd);
            console.fact(
                    "stopped",
                    stopped
                            ? "the next start goes on from here"
                            : "without it; the next start goes on from the one before");
        }
    }

    /** Stops what looks at models and results; to be closed before the cluster. */
    @Override
    public void close() throws IOException {
        new Closeables().add(models).add(results).close();
    }

    /** So that the job can be started elsewhere at once; to be called behind the cluster's end. */
    void freeGroup(String owner) {
        if (running != null && !embedsBroker) {
            LeatJob.free(job, client(), owner);
        }
    }
}
