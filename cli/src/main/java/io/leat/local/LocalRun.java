// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local;

import io.leat.job.JobLoader;
import io.leat.job.LeatJob;
import io.leat.job.pipeline.ModelClientFactory;
import io.leat.job.pipeline.Topology;
import io.leat.job.plan.ClusterMemory;
import io.leat.job.plan.ConfigurationException;
import io.leat.job.plan.InferenceJob;
import io.leat.job.plan.PredictorSelection;
import io.leat.kafka.admin.KafkaPreflight;
import io.leat.kafka.claim.ClaimIdentity;
import io.leat.kafka.gate.StopOffsets;
import io.leat.local.example.ExampleGraph;
import io.leat.local.example.ExampleRun;
import io.leat.local.hint.NextSteps;
import io.leat.local.hint.SuggestedCommands;
import io.leat.local.report.DeadLetterTally;
import io.leat.local.report.RunResults;
import io.leat.options.catalog.LeatOptions;
import io.leat.options.settings.JobSettings.Topics;
import io.leat.terminal.Printable;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.flink.runtime.clusterframework.ApplicationStatus;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** One run of a deployment on an embedded cluster, from reading it to its last checkpoint. */
public final class LocalRun implements AutoCloseable {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final LocalOptions options;
    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;
    private final PredictorSelection selection;
    private final StateFolder state;
    private final String owner;
    // Written by the main thread, read by the shutdown hook.
    private volatile @Nullable LocalEnvironment localEnvironment;
    private volatile @Nullable ModelReachability models;
    private volatile @Nullable LocalCluster cluster;
    private volatile @Nullable RunResults results;
    private volatile @Nullable Closeable announcement;
    private volatile boolean stopping;

    private LocalRun(
            LocalOptions options,
            Map<String, String> environment,
            PrintStream out,
            PrintStream err,
            PredictorSelection selection,
            StateFolder state)
            throws ConfigurationException {
        this.options = options;
        this.environment = environment;
        this.out = out;
        this.err = err;
        this.selection = selection;
        this.state = state;
        this.owner = state.owner();
    }

    /**
     * Reads the deployment and takes the state folder; nothing runs yet.
     *
     * @throws ConfigurationException if either cannot be
     */
    public static LocalRun prepare(
            LocalOptions options, Map<String, String> environment, PrintStream out, PrintStream err)
            throws ConfigurationException {
        LoopbackMiniCluster.load();
        PredictorSelection selection = select(options);
        // What is wrong with the options stays so when a port becomes free.
        LocalEnvironment.check(options, environment, selection);
        requireFree(options);
        Path folder =
                options.stateDir()
                        .orElseGet(() -> StateFolder.defaultFor(selection.group(), environment));
        return new LocalRun(options, environment, out, err, selection, StateFolder.hold(folder));
    }

    private static void requireFree(LocalOptions options) throws ConfigurationException {
        List<String> problems = new ArrayList<>();
        if (options.port() != 0 && !LoopbackPorts.isFree(options.port())) {
            problems.add(
                    "--port: %d is in use (expected: a free port; --port 0 takes any)"
                            .formatted(options.port()));
        }
        OptionalInt brokerPort = options.broker().port();
        if (brokerPort.isPresent() && !LoopbackPorts.isFree(brokerPort.getAsInt())) {
            problems.add(
                    "--broker-port: %d is in use (expected: a free port; without --broker-port any free one is taken)"
                            .formatted(brokerPort.getAsInt()));
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }

    private static PredictorSelection select(LocalOptions options) throws ConfigurationException {
        String predictor = options.predictor().orElse(null);
        if (options.draft().isPresent()) {
            return PredictorSelection.fromText(options.draft().get(), "--model", predictor);
        }
        return options.example().isPresent()
                ? PredictorSelection.fromText(
                        options.example().get().yaml(), "the bundled example", predictor)
                : PredictorSelection.fromFile(options.file().orElseThrow(), predictor);
    }

    /** Where everything is logged; the terminal shows warnings only. */
    public Path logFile() {
        return state.logFile();
    }

    /**
     * Runs until the job ends, or what was asked for is done.
     *
     * @throws ConfigurationException if broker, topics or options are not as they must be
     * @throws JobEndedException if the job has failed, or was cancelled, or has ended too early
     */
    public RunEnd run() throws Exception {
        try {
            return runToItsEnd();
        } catch (Exception e) {
            if (stopping) {
                return RunEnd.DONE; // what is being shut down may well be missed
            }
            throw e;
        }
    }

    private RunEnd runToItsEnd() throws Exception {
        LocalEnvironment local = LocalEnvironment.start(options, environment, selection, state);
        localEnvironment = local;
        InferenceJob job = local.job();
        JobLoader.warnings(selection, options.arguments(), environment)
                .forEach(warning -> say("warning: " + warning));
        describe(job, local);
        KafkaPreflight.Found found = LeatJob.look(job, local.client(), local.broker().advice());
        Topics topics = job.settings().topics();
        results =
                RunResults.start(
                        local.client(),
                        topics.input(),
                        topics.output(),
                        topics.deadLetters(),
                        this::event);
        LeatJob.claim(job, local.client(), identity(), this::say);
        models =
                ModelReachability.start(
                        job, model -> out.printf("model       %s%n", model), this::say);
        // The example sends its own records, and knows by itself when they are answered.
        Optional<UntilEnd> end =
                options.untilEnd() && options.example().isEmpty()
                        ? Optional.of(UntilEnd.of(local.client(), job))
                        : Optional.empty();
        LocalCluster running =
                start(local, found, end.map(UntilEnd::reading).orElse(StopOffsets.NEVER));
        cluster = running;
        announcement = LocalRuns.announce(running.webAddress(), environment);
        out.printf("ready       %s%n", running.webAddress());
        if (options.example().isPresent()) {
            ExampleGraph graph = options.example().get().graph();
            ExampleRun example = ExampleRun.of(graph, job, local.client(), out);
            example.send();
            example.show(running::isRunning);
        }
        if (end.isPresent()) {
            end.get().await(running);
        }
        return options.untilEnd() ? stopAtEnd(running) : runOn(running);
    }

    private void describe(InferenceJob job, LocalEnvironment local) {
        Topics topics = job.settings().topics();
        out.printf(
                "deployment  %s, %s over %s, from %s%n",
                job.group(),
                job.first().protocol().wire(),
                job.first().transport().wire(),
                selection.origin());
        if (job.sample() != null) {
            out.printf(
                    "shadow      answers %d %% of the records, by %s%n",
                    job.sample().percent(), job.sample().by());
        }
        out.printf("broker      %s%s%n", topics.clients().brokers(), local.broker().note());
        out.printf(
                "topics      %s -> %s, dead letters to %s%n",
                topics.input(),
                topics.output() == null ? "no output" : topics.output(),
                topics.deadLetters());
        out.printf("state       %s (log in leat.log)%n", state.root());
    }

    private ClaimIdentity identity() {
        return new ClaimIdentity(owner, true, Set.of());
    }

    private LocalCluster start(
            LocalEnvironment local, KafkaPreflight.Found found, StopOffsets until)
            throws Exception {
        InferenceJob job = local.job();
        Path checkpoints =
                state.checkpoints(found.clusterId(), job.group(), job.settings().topics().input());
        Optional<Path> resumeFrom = StateFolder.newest(checkpoints);
        resumeFrom.ifPresent(
                from -> out.printf("resuming    from %s%n", state.root().relativize(from)));
        int cores = Runtime.getRuntime().availableProcessors();
        int parallelism = options.parallelism().orElse(Math.min(found.inputPartitions(), cores));
        LocalCluster.Plan plan =
                new LocalCluster.Plan(
                        options.port(),
                        parallelism,
                        checkpoints,
                        resumeFrom,
                        logFile(),
                        options.untilEnd());
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(
                        LocalCluster.configuration(plan));
        LeatJob.checkTimes(env, job);
        ClusterMemory.ofThisProcess(parallelism, "--parallelism")
                .check(job.settings().flow(), job.names());
        Topology.build(
                env,
                job,
                found,
                local.client(),
                until,
                identity(),
                ModelClientFactory.withoutStartupCheck()); // see ModelReachability
        return LocalCluster.start(env, LeatJob.jobName(job), plan, this::event);
    }

    private void say(String sentence) {
        err.println("leat local: " + Printable.text(sentence));
    }

    /** Says what has happened while the job runs, and when. */
    private void event(String sentence) {
        err.printf(
                "%s    %s%n",
                LocalTime.now(ZoneId.systemDefault()).format(TIME), Printable.text(sentence));
    }

    private RunEnd stopAtEnd(LocalCluster running) throws Exception {
        running.requireRunning();
        if (!running.stop()) {
            throw new JobEndedException(
                    "the last checkpoint could not be made; what is answered since the one before"
                            + " will be answered again at the next start (log: "
                            + logFile()
                            + ")");
        }
        RunResults committed = results;
        DeadLetterTally letters = committed == null ? null : committed.deadLetters();
        OptionalLong answered = committed == null ? OptionalLong.empty() : committed.answered();
        if (committed != null && letters != null && committed.writesNone()) {
            out.printf(
                    "done        dead letters %s; everything else that was in the topic is answered,"
                            + " and no predictions are written%n",
                    letters.words());
            return end(letters);
        }
        if (letters == null || answered.isEmpty()) {
            out.println(
                    "done        everything that was in the topic is committed; how much of it are"
                            + " predictions and dead letters could not be read");
            return RunEnd.UNKNOWN;
        }
        out.printf(
                "done        answered %d, dead letters %s; everything that was in the topic is"
                        + " committed%n",
                answered.getAsLong(), letters.words());
        return end(letters);
    }

    private RunEnd end(DeadLetterTally letters) {
        if (letters.all() == 0) {
            return RunEnd.DONE;
        }
        out.println("            " + whereDeadLettersAre());
        return options.allowDeadLetters() ? RunEnd.DONE : RunEnd.DEAD_LETTERS;
    }

    /** The topic, and the command that lists what is in it. */
    private String whereDeadLettersAre() {
        LocalEnvironment local = localEnvironment;
        if (local == null) {
            return "";
        }
        String command = local.commands().listDeadLetters();
        String topic = local.job().settings().topics().deadLetters();
        if (!local.embedsBroker()) {
            return "the dead letters are in %s; to list them: %s".formatted(topic, command);
        }
        return "the dead letters are in %s of the embedded broker; to list them, start it again%s, then: %s"
                .formatted(topic, options.untilEnd() ? " without --until-end" : "", command);
    }

    /** Only where there are any. */
    private void summarizeDeadLetters() throws InterruptedException {
        RunResults committed = results;
        DeadLetterTally letters = committed == null ? null : committed.deadLetters();
        if (committed != null && letters == null) {
            out.println("summary     the dead letters of this run could not be counted");
        } else if (letters != null && letters.all() > 0) {
            out.printf("summary     dead letters %s%n", letters.words());
            out.println("            " + whereDeadLettersAre());
        }
    }

    private RunEnd runOn(LocalCluster running) throws Exception {
        LocalEnvironment local = localEnvironment;
        if (local != null) {
            NextSteps.print(
                    local.job(),
                    local.commands(),
                    running.webAddress(),
                    options.example().isPresent(),
                    initCommand(local.job()),
                    out);
        }
        ApplicationStatus end = running.ended().get().getApplicationStatus();
        if (stopping) {
            return RunEnd.DONE;
        }
        summarizeDeadLetters();
        if (end != ApplicationStatus.SUCCEEDED) {
            throw new JobEndedException(running.end());
        }
        out.println("ended       " + running.end());
        return RunEnd.DONE;
    }

    /** What prints the deployment of {@code --model} with the broker that runs, or null. */
    private @Nullable String initCommand(InferenceJob job) {
        if (options.draft().isEmpty()) {
            return null;
        }
        List<String> words = new ArrayList<>(List.of("init"));
        words.addAll(options.draftOptions());
        if (!options.arguments().states(LeatOptions.BROKER)) {
            words.addAll(
                    List.of(
                            "--" + LeatOptions.BROKER.flag(),
                            job.settings().topics().clients().brokers()));
        }
        return SuggestedCommands.of(words.toArray(String[]::new)) + " > deployment.yaml";
    }

    /** Stops the job with a last checkpoint, if it runs. */
    public void stop() throws InterruptedException {
        stopping = true;
        LocalCluster running = cluster;
        if (running != null && running.isRunning()) {
            out.println("stopping    with a last checkpoint");
            boolean stopped = running.stop();
            summarizeDeadLetters();
            out.println(
                    stopped
                            ? "stopped     the next start goes on from here"
                            : "stopped     without it; the next start goes on from the one before");
        }
    }

    @Override
    public void close() throws IOException {
        new Closeables()
                .add(announcement)
                .add(models)
                .add(results)
                .add(cluster)
                .add(this::freeGroup)
                .add(localEnvironment)
                .add(state)
                .close();
    }

    /** So that the deployment can be started elsewhere at once. */
    private void freeGroup() {
        LocalEnvironment local = localEnvironment;
        if (local != null && cluster != null && !local.embedsBroker()) {
            LeatJob.free(local.job(), local.client(), owner);
        }
    }
}
