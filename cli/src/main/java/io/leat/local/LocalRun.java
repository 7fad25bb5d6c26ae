package io.leat.local;

import io.leat.graph.Endpoint;
import io.leat.job.InferenceJob;
import io.leat.job.JobArguments;
import io.leat.job.JobLoader;
import io.leat.job.LeatJob;
import io.leat.job.MistakeException;
import io.leat.job.Selection;
import io.leat.kafka.ReadUntil;
import io.leat.local.example.ExampleRun;
import io.leat.local.example.FashionExample;
import io.leat.local.serving.EmbeddedModelServer;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * One run of a deployment on an embedded cluster, with whatever else is missing embedded too:
 * broker, topics, and for the example the model and the records.
 */
public final class LocalRun implements AutoCloseable {

    private static final int EMBEDDED_PARTITIONS = 4;

    private final LocalOptions options;
    private final Map<String, String> environment;
    private final PrintStream out;
    private final Selection selection;
    private final StateFolder state;
    private @Nullable EmbeddedBroker broker;
    private @Nullable EmbeddedModelServer model;
    private @Nullable LocalCluster cluster;

    private LocalRun(
            LocalOptions options,
            Map<String, String> environment,
            PrintStream out,
            Selection selection,
            StateFolder state) {
        this.options = options;
        this.environment = environment;
        this.out = out;
        this.selection = selection;
        this.state = state;
    }

    /**
     * Reads the deployment and takes the state folder; nothing runs yet.
     *
     * @throws MistakeException if either cannot be
     */
    public static LocalRun prepare(
            LocalOptions options, Map<String, String> environment, PrintStream out)
            throws MistakeException {
        if (options.port() != 0 && !Ports.isFree(options.port())) {
            throw new MistakeException(
                    "--port: %d is in use (expected: a free port; --port 0 takes any)"
                            .formatted(options.port()));
        }
        Selection selection =
                options.file().isPresent()
                        ? Selection.fromFile(options.file().get(), options.predictor().orElse(null))
                        : Selection.fromText(
                                FashionExample.deployment(), "the bundled example", null);
        Path folder =
                options.stateDir()
                        .orElseGet(() -> StateFolder.defaultFor(selection.group(), environment));
        return new LocalRun(options, environment, out, selection, StateFolder.hold(folder));
    }

    /** Where everything is logged; the terminal shows warnings only. */
    public Path logFile() {
        return state.logFile();
    }

    /**
     * Runs until the job ends, or what was asked for is done.
     *
     * @return the exit code
     * @throws MistakeException if broker, topics or options are not as they must be
     */
    public int run() throws Exception {
        InferenceJob job = load();
        Properties client = LeatJob.clientProperties(job);
        ExampleRun example =
                isExample() ? ExampleRun.of(job.settings().topics(), client, out) : null;
        if (example != null && options.untilEnd()) {
            example.send();
        }
        Optional<UntilEnd> end =
                options.untilEnd() ? Optional.of(UntilEnd.of(client, job)) : Optional.empty();
        cluster = start(job, client, end.map(UntilEnd::reading).orElse(ReadUntil.NEVER));
        out.printf("ready       %s%n", cluster.webAddress());
        if (example != null && !options.untilEnd()) {
            example.send();
        }
        if (example != null) {
            example.show(cluster::isRunning);
        }
        return end.isPresent() ? runToEnd(end.get()) : runOn();
    }

    private boolean isExample() {
        return options.file().isEmpty();
    }

    private InferenceJob load() throws Exception {
        Map<String, String> flags = new HashMap<>(options.jobFlags());
        flags.putIfAbsent("checkpoint-interval", "1s");
        boolean embedded = !flags.containsKey("broker") && !environment.containsKey("KAFKA_BROKER");
        if (embedded) {
            EmbeddedBroker started = EmbeddedBroker.start(state.broker());
            broker = started;
            flags.put("broker", started.address());
            flags.putIfAbsent(
                    "transaction-timeout", EmbeddedBroker.LONGEST_TRANSACTION.toHours() + "h");
        }
        InferenceJob job = JobLoader.load(selection, new JobArguments(flags), environment);
        describe(job, embedded);
        if (embedded) {
            LocalTopics.createMissing(
                    LeatJob.clientProperties(job), job.settings().topics(), EMBEDDED_PARTITIONS);
        }
        if (isExample()) {
            EmbeddedModelServer server = ExampleRun.model();
            model = server;
            return job.servedAt(new Endpoint("127.0.0.1", server.port(), server.port()));
        }
        return job;
    }

    private void describe(InferenceJob job, boolean embedded) {
        var topics = job.settings().topics();
        out.printf(
                "deployment  %s, %s over %s, from %s%n",
                job.group(), job.protocol().wire(), job.transport().wire(), selection.origin());
        out.printf("broker      %s%s%n", topics.broker(), embedded ? " (embedded)" : "");
        out.printf(
                "topics      %s -> %s, dead letters to %s%n",
                topics.input(), topics.output(), topics.deadLetters());
        out.printf("state       %s (log in leat.log)%n", state.root());
    }

    private LocalCluster start(InferenceJob job, Properties client, ReadUntil until)
            throws Exception {
        LocalTopics.Facts facts = LocalTopics.look(client, job.settings().topics().input());
        Path checkpoints = state.checkpoints(facts.clusterId(), job.settings().topics().input());
        Optional<Path> resumeFrom = StateFolder.newest(checkpoints);
        resumeFrom.ifPresent(
                from -> out.printf("resuming    from %s%n", state.root().relativize(from)));
        int parallelism =
                options.parallelism()
                        .orElse(
                                Math.min(
                                        facts.partitions(),
                                        Runtime.getRuntime().availableProcessors()));
        LocalCluster.Plan plan =
                new LocalCluster.Plan(options.port(), parallelism, checkpoints, resumeFrom);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(
                        LocalCluster.configuration(plan));
        LeatJob.prepare(env, job, until);
        return LocalCluster.start(env, LeatJob.jobName(job), plan);
    }

    private int runToEnd(UntilEnd end) throws Exception {
        LocalCluster running = running();
        end.await(running);
        boolean stopped = running.stop();
        out.printf(
                "done        %s%n", stopped ? "everything in the topic is committed" : "stopped");
        return stopped ? 0 : 1;
    }

    private int runOn() throws Exception {
        LocalCluster running = running();
        var result = running.ended().get();
        if (result.getSerializedThrowable().isPresent()) {
            throw new MistakeException(running.failure() + " (log: " + logFile() + ")");
        }
        return 0;
    }

    private LocalCluster running() {
        if (cluster == null) {
            throw new IllegalStateException("not started");
        }
        return cluster;
    }

    /** Stops the job with a last checkpoint, if it runs. Called by the shutdown hook. */
    public void stop() throws InterruptedException {
        LocalCluster running = cluster;
        if (running != null) {
            running.stop();
        }
    }

    @Override
    public void close() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
        if (model != null) {
            model.close();
        }
        if (broker != null) {
            broker.close();
        }
        state.close();
    }
}
