// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local;

import io.leat.job.JobLoader;
import io.leat.job.plan.ConfigurationException;
import io.leat.job.plan.InferenceJob;
import io.leat.job.plan.PredictorPlan;
import io.leat.job.plan.PredictorSelection;
import io.leat.kafka.claim.ClaimIdentity;
import io.leat.local.cluster.JobEndedException;
import io.leat.local.cluster.LocalCluster;
import io.leat.local.cluster.LoopbackMiniCluster;
import io.leat.local.cluster.RunningJob;
import io.leat.local.example.ExampleGraph;
import io.leat.local.example.ExampleRun;
import io.leat.local.hint.NextSteps;
import io.leat.local.hint.SuggestedCommands;
import io.leat.local.report.DeadLetterTally;
import io.leat.local.report.JobResults;
import io.leat.options.catalog.LeatOptions;
import io.leat.options.settings.JobSettings.Topics;
import io.leat.terminal.Printable;
import io.leat.terminal.WaitNotice;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One run of a deployment's jobs on an embedded cluster, from reading it to their last checkpoints.
 */
public final class LocalRun implements AutoCloseable {

    private final LocalOptions options;
    private final Map<String, String> environment;
    private final RunConsole console;
    private final List<PredictorSelection> selections;
    private final StateFolder state;
    private final String owner;
    // Written by the main thread, read by the shutdown hook.
    private volatile @Nullable LocalEnvironment localEnvironment;
    private volatile List<LocalJob> jobs = List.of();
    private volatile @Nullable LocalCluster cluster;
    private volatile @Nullable JobResults results;
    private volatile @Nullable Closeable announcement;
    private volatile boolean hasStarted;
    private volatile boolean stopping;

    private LocalRun(
            LocalOptions options,
            Map<String, String> environment,
            RunConsole console,
            List<PredictorSelection> selections,
            StateFolder state)
            throws ConfigurationException {
        this.options = options;
        this.environment = environment;
        this.console = console;
        this.selections = selections;
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
        PredictorSelection selection =
                JobLoader.chosen(select(options), options.arguments(), environment);
        // What is wrong with the options stays so when a port becomes free.
        LocalEnvironment.check(options, environment, selections);
        Path folder =
                options.stateDir()
                        .orElseGet(
                                () ->
                                        StateFolder.defaultFor(
                                                selections.get(0).group(), environment));
        // First: another run of this deployment has the ports too.
        StateFolder state = StateFolder.hold(folder);
        try {
            requireFree(options);
            return new LocalRun(options, environment, out, err, selections, state);
        } catch (ConfigurationException e) {
            state.release();
            throw e;
        }
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

    private static List<PredictorSelection> select(LocalOptions options)
            throws ConfigurationException {
        String predictor = options.predictor().orElse(null);
        if (options.draft().isPresent()) {
            return PredictorSelection.allOfText(options.draft().get(), "--model", predictor);
        }
        return options.example().isPresent()
                ? PredictorSelection.allOfText(
                        options.example().get().yaml(), "the bundled example", predictor)
                : PredictorSelection.allOfFile(options.file().orElseThrow(), predictor);
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
        LocalEnvironment local =
                LocalEnvironment.start(options, environment, selection, state, this::starting);
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
                        read(topics),
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
        hasStarted = true;
        announcement =
                LocalRuns.announce(
                        new LocalRuns.Running(running.webAddress(), job.group()), environment);
        out.printf("ready       %s%n", running.webAddress());
        if (options.example().isPresent()) {
            runExample(options.example().get().graph());
        }
        for (LocalJob job : jobs) {
            job.awaitEnd();
        }
        return options.untilEnd() ? stopAtEnd() : runOn(running);
    }

    @SuppressWarnings("try") // a notice is of use by its end alone
    private KafkaPreflight.Found look(InferenceJob job, LocalEnvironment local)
            throws ConfigurationException {
        String sentence =
                "waiting     for the broker at %s, for up to %d s"
                        .formatted(
                                job.settings().topics().clients().brokers(),
                                KafkaPreflight.PATIENCE.toSeconds());
        try (WaitNotice waiting = WaitNotice.of(sentence, out::println)) {
            return LeatJob.look(job, local.client(), local.broker().advice());
        }
    }

    private void describe(InferenceJob job, LocalEnvironment local) {
        Topics topics = job.settings().topics();
        out.printf(
                "deployment  %s, %s over %s, from %s%n",
                job.group(),
                job.first().protocol().wire(),
                job.first().transport().wire(),
                selection.origin());
        if (job.split() != null) {
            out.printf(
                    "traffic     %s %% of the records, by %s%s%n",
                    job.split().words(),
                    job.split().by(),
                    job.weights() == null
                            ? ""
                            : "; a change of weights in " + selection.origin() + " counts at once");
        }
        if (job.sample() != null) {
            out.printf(
                    "shadow      answers %d %% of the records, by %s%n",
                    job.sample().percent(), job.sample().by());
        }
        out.printf("broker      %s%s%n", topics.clients().brokers(), local.broker().note());
        out.printf(
                "topics      %s -> %s%s, dead letters to %s%n",
                topics.input(),
                topics.output() == null ? "no output" : topics.output(),
                topics.feedback() == null ? "" : ", feedback from " + topics.feedback(),
                topics.deadLetters());
        out.printf("state       %s (log in leat.log)%n", state.root());
    }

    private static Set<String> read(Topics topics) {
        return topics.feedback() == null
                ? Set.of(topics.input())
                : Set.of(topics.input(), topics.feedback());
    }

    private ClaimIdentity identity() {
        return new ClaimIdentity(owner, true, Set.of());
    }

    private LocalCluster start() throws Exception {
        List<RunningJob.Plan> plans = new ArrayList<>();
        for (LocalJob job : jobs) {
            plans.add(plan(job));
        }
        int slots = plans.stream().mapToInt(RunningJob.Plan::parallelism).sum();
        LocalCluster started = LocalCluster.start(options.port(), slots);
        cluster = started;
        for (int i = 0; i < plans.size(); i++) {
            jobs.get(i).submit(started, plans.get(i), identity(), slots);
        }
        return started;
    }

    private RunningJob.Plan plan(LocalJob job) throws IOException {
        Path checkpoints =
                state.checkpoints(
                        job.clusterId(), job.job().group(), job.job().settings().topics().input());
        Optional<Path> resumeFrom = StateFolder.newest(checkpoints);
        resumeFrom.ifPresent(
                from -> console.fact("resuming", "from " + state.root().relativize(from)));
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
        starting("Flink and the job");
        LocalCluster running = LocalCluster.start(env, LeatJob.jobName(job), plan, this::event);
        cluster = running;
        running.awaitRunning();
        return running;
    }

    private void starting(String what) {
        out.println("starting    " + what);
    }

    /** What is heard of what is shut down is no news. */
    private void say(String sentence) {
        if (!stopping) {
            err.println("leat local: " + Printable.text(sentence));
        }
    }

    /** Says what has happened while the job runs, and when. */
    private void event(String sentence) {
        if (!stopping) {
            err.printf(
                    "%s    %s%n",
                    LocalTime.now(ZoneId.systemDefault()).format(TIME), Printable.text(sentence));
        }
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
        JobResults committed = results;
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
        printShares(committed);
        return end(letters);
    }

    private void printShares(@Nullable JobResults committed) {
        String shares = committed == null ? "" : committed.shares();
        if (!shares.isEmpty()) {
            out.println("            " + shares);
        }
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
        JobResults committed = results;
        DeadLetterTally letters = committed == null ? null : committed.deadLetters();
        if (committed != null && letters == null) {
            out.println("summary     the dead letters of this run could not be counted");
        } else if (committed != null && !committed.shares().isEmpty()) {
            var unused = committed.answered();
            out.println("summary     " + committed.shares());
        } else if (letters != null && letters.all() > 0) {
            out.printf("summary     dead letters %s%n", letters.words());
            out.println("            " + whereDeadLettersAre());
        }
        return worst;
    }

    private RunEnd runOn(LocalCluster running) throws Exception {
        LocalJob first = jobs.get(0);
        NextSteps.print(
                first.job(),
                first.commands(),
                running.webAddress(),
                options.example().isPresent(),
                initCommand(first.job()),
                comparisons(first),
                console.out());
        if (jobs.size() > 1) {
            jobs.forEach(job -> job.sayWhenEnded(() -> stopping));
        }
        for (LocalJob job : jobs) {
            job.running().ended().get();
        }
        if (stopping) {
            return RunEnd.DONE;
        }
        for (LocalJob job : jobs) {
            job.summarizeDeadLetters(false);
        }
        for (LocalJob job : jobs) {
            job.requireStopped();
        }
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

    /** The commands that compare what shadows answer with what the first job does. */
    private List<String> comparisons(LocalJob first) {
        List<String> commands = new ArrayList<>();
        String primary = first.job().settings().topics().output();
        for (LocalJob job : jobs) {
            String shadow = job.job().settings().topics().output();
            if (job.job().sample() != null && primary != null && shadow != null) {
                commands.add(first.commands().compare(primary, shadow));
            }
        }
        return commands;
    }

    /** Stops the jobs with a last checkpoint each, if they run. */
    public void stop() throws InterruptedException {
        stopping = true;
        LocalCluster running = cluster;
        if (running == null || !hasStarted) {
            out.println("stopped     before the job ran; the next start begins where this one did");
        } else if (running.isRunning()) {
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
        Closeables open = new Closeables().add(announcement);
        jobs.forEach(open::add);
        open.add(cluster);
        jobs.forEach(job -> open.add(() -> job.freeGroup(owner)));
        open.add(localEnvironment).add(state).close();
    }
}
