// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local;

import io.leat.job.JobLoader;
import io.leat.job.plan.ConfigurationException;
import io.leat.job.plan.InferenceJob;
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
import io.leat.options.catalog.LeatOptions;
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
    private volatile @Nullable Closeable announcement;
    private volatile boolean hasStarted;
    private volatile boolean stopping;

    private LocalRun(
            LocalOptions options,
            Map<String, String> environment,
            PrintStream out,
            PrintStream err,
            List<PredictorSelection> selections,
            StateFolder state)
            throws ConfigurationException {
        this.options = options;
        this.environment = environment;
        this.console = new RunConsole(out, err, "", () -> stopping);
        this.selections = selections;
        this.state = state;
        this.owner = state.owner();
    }

    /**
     * Reads the deployment and takes the state folder; nothing runs yet.
     *
     * @throws ConfigurationException if either cannot be
     */
    @SuppressWarnings("try") // a notice is of use by its end alone
    public static LocalRun prepare(
            LocalOptions options, Map<String, String> environment, PrintStream out, PrintStream err)
            throws ConfigurationException {
        try (WaitNotice waiting =
                WaitNotice.of(
                        "reading the deployment",
                        sentence -> out.printf("%-12s%s%n", "starting", sentence))) {
            return prepared(options, environment, out, err);
        }
    }

    private static LocalRun prepared(
            LocalOptions options, Map<String, String> environment, PrintStream out, PrintStream err)
            throws ConfigurationException {
        LoopbackMiniCluster.load();
        List<PredictorSelection> selections = new ArrayList<>(select(options));
        selections.set(0, JobLoader.chosen(selections.get(0), options.arguments(), environment));
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
                LocalEnvironment.start(options, environment, selections, state, console);
        localEnvironment = local;
        jobs = local.jobs();
        warnings().forEach(warning -> console.say("warning: " + warning));
        describe(local.broker());
        for (LocalJob job : jobs) {
            job.look(local.broker());
        }
        // The example sends its own records, and knows by itself when they are answered.
        boolean toTheEnd = options.untilEnd() && options.example().isEmpty();
        for (LocalJob job : jobs) {
            job.begin(identity(), toTheEnd);
        }
        LocalCluster running = start();
        hasStarted = true;
        announcement =
                LocalRuns.announce(
                        new LocalRuns.Running(running.webAddress(), jobs.get(0).job().group()),
                        environment);
        console.fact("ready", running.webAddress().toString());
        if (options.example().isPresent()) {
            runExample(options.example().get().graph());
        }
        for (LocalJob job : jobs) {
            job.awaitEnd();
        }
        return options.untilEnd() ? stopAtEnd() : runOn(running);
    }

    /** Each once, though several jobs are of one document. */
    private Set<String> warnings() {
        Set<String> warnings = new LinkedHashSet<>();
        for (PredictorSelection selection : selections) {
            warnings.addAll(JobLoader.warnings(selection, options.arguments(), environment));
        }
        return warnings;
    }

    private void runExample(ExampleGraph graph) throws ExecutionException, InterruptedException {
        ExampleRun example =
                ExampleRun.of(
                        graph,
                        jobs.stream().map(LocalJob::job).toList(),
                        jobs.get(0).client(),
                        console.out());
        example.send();
        example.show(() -> jobs.stream().allMatch(job -> job.running().isRunning()));
    }

    private void describe(LocalBroker broker) {
        for (LocalJob job : jobs) {
            job.describe(job == jobs.get(0) ? broker : null);
        }
        console.fact("state", "%s (log in leat.log)".formatted(state.root()));
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
        console.fact("starting", jobs.size() == 1 ? "Flink and the job" : "Flink and the jobs");
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
        int parallelism = options.parallelism().orElse(Math.min(job.inputPartitions(), cores));
        return new RunningJob.Plan(
                parallelism, checkpoints, resumeFrom, logFile(), options.untilEnd());
    }

    private RunEnd stopAtEnd() throws Exception {
        RunEnd worst = RunEnd.DONE;
        for (LocalJob job : jobs) {
            RunEnd end = job.stopAtEnd(options.allowDeadLetters());
            worst = end.compareTo(worst) > 0 ? end : worst;
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
            jobs.forEach(job -> job.sayWhenEnded());
        }
        for (LocalJob job : jobs) {
            job.running().ended().get();
        }
        if (stopping) {
            return RunEnd.DONE;
        }
        for (LocalJob job : jobs) {
            job.summarize(false);
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
        if (!hasStarted) {
            console.fact("stopped", "before the job ran; the next start begins where this one did");
            return;
        }
        for (LocalJob job : jobs) {
            job.stop(options.untilEnd());
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
