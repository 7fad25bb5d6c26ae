// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults.environment;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.bench.faults.scenario.Scenario;
import io.leat.bench.harness.Await;
import io.leat.bench.harness.BenchFlinkClient;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The job of a scenario, from its first start to its last stop. */
public final class JobRun {

    /** The node that is the model. */
    public static final String MODEL = "m";

    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    private static final String REFUSAL = "another job runs this deployment: group";

    private final FaultEnvironment stage;
    private final Scenario.Job settings;
    private final String name;
    private final DeploymentFile deployment;
    private int parallelism;
    private @Nullable String id;
    private @Nullable String state;
    private @Nullable String shadow;
    private int feedbackSent;
    private @Nullable SpanReceiver receiver;

    public JobRun(FaultEnvironment stage, String name, Scenario.Job settings) {
        this.stage = stage;
        this.name = name;
        this.settings = settings;
        parallelism = settings.parallelism();
        deployment =
                new DeploymentFile(
                        stage.folder().resolve("conf").resolve(name + ".yaml"),
                        name,
                        settings.transport(),
                        stage.modelPort(settings.transport()),
                        settings.shadow(),
                        settings.logger(),
                        settings.feedback());
        deployment.write(settings.traffic());
        receiver = settings.traces() ? new SpanReceiver() : null;
    }

    /** Stops the receiver of its spans, if there is one. */
    public void stopReceiver() {
        if (receiver != null) {
            receiver.close();
        }
    }

    public String input() {
        return name + "-in";
    }

    public String output() {
        return name + "-out";
    }

    public String deadLetters() {
        return name + "-out-dead-letter";
    }

    /** The topic of its request log, if it has one; on the log's brokers. */
    public String log() {
        return name + "-log";
    }

    /** Whether it has a request log. */
    public boolean hasLog() {
        return settings.logger();
    }

    /** The topic of its feedback, if it reads one. */
    public String feedback() {
        return name + "-feedback";
    }

    /** Whether it reads feedback. */
    public boolean hasFeedback() {
        return settings.feedback();
    }

    /** Sends so many more rewards, each another one, for the router and the child it took. */
    public void sendFeedback(int count) throws ExecutionException, InterruptedException {
        ByteArraySerializer bytes = new ByteArraySerializer();
        Map<String, Object> client = Map.of("bootstrap.servers", stage.brokers().direct());
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(client, bytes, bytes)) {
            for (int i = 0; i < count; i++) {
                feedbackSent++;
                byte[] value = "{\"reward\": %d}".formatted(feedbackSent).getBytes(UTF_8);
                ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(feedback(), value);
                record.headers().add("leat-routing", "r=0".getBytes(UTF_8));
                producer.send(record).get();
            }
        }
    }

    /** How many rewards were sent. */
    public int feedbackSent() {
        return feedbackSent;
    }

    /** Its consumer group. */
    public String group() {
        return "%s.%s.bench".formatted(settings.traffic().keySet().iterator().next(), name);
    }

    /** The names of its predictors. */
    public Set<String> predictors() {
        return settings.traffic().keySet();
    }

    /** Gives each predictor another share of the records, in percent, while the job runs. */
    public void share(Map<String, Integer> traffic) {
        deployment.write(traffic);
    }

    /** Starts the shadow, a job of its own whose model is not there, and waits until it runs. */
    public void startShadow() {
        List<String> arguments = new ArrayList<>(arguments());
        arguments.addAll(List.of("--predictor", DeploymentFile.SHADOW));
        String started = run(arguments, null);
        shadow = started;
        Await.until("every task of the shadow running", TIMEOUT, () -> rest().allRunning(started));
    }

    /** Cancels the shadow, if it was started. */
    public void cancelShadow() {
        if (shadow != null) {
            rest().cancel(shadow);
            shadow = null;
        }
    }

    /** What the transactional ids of the job begin with. */
    public String transactionPrefix() {
        return "leat/" + group() + "/";
    }

    private BenchFlinkClient rest() {
        return stage.flink().rest();
    }

    public String id() {
        if (id == null) {
            throw new IllegalStateException("the job is not there");
        }
        return id;
    }

    public boolean isThere() {
        return id != null;
    }

    /** Starts it as one that has no state: it goes on where its group has committed. */
    public void startWithoutState(int subtasks) {
        state = null;
        start(subtasks);
    }

    /** Starts it, from where it was stopped if it was. */
    public void start(int subtasks) {
        parallelism = subtasks == 0 ? parallelism : subtasks;
        id = stage.topology().application() ? runApplication() : run(arguments(), state);
    }

    /** Starts it with one option more, from where it was stopped. */
    public void startWith(String flag, String value) {
        List<String> arguments = new ArrayList<>(arguments());
        arguments.addAll(List.of("--" + flag, value));
        id = run(arguments, state);
    }

    /**
     * Starts it from where it was stopped, and waits until it has failed for good.
     *
     * @param reason a regular expression of which some line of the failure has a match
     */
    public void startInVain(String reason) {
        String failed = run(arguments(), state);
        Await.until("the job failed", TIMEOUT, () -> rest().status(failed).equals("FAILED"));
        String failure = rest().failure(failed);
        if (!Pattern.compile(reason).matcher(failure).find()) {
            throw new IllegalStateException(
                    "the job failed with %s (expected: %s)".formatted(failure, reason));
        }
    }

    private String runApplication() {
        String job = UUID.randomUUID().toString().replace("-", "");
        List<String> options = new ArrayList<>(List.of("-Dparallelism.default=" + parallelism));
        settings.flink().forEach((key, value) -> options.add("-D" + key + "=" + value));
        if (state != null) {
            options.addAll(List.of("--fromSavepoint", state));
        }
        stage.flink().startApplication(stage.jobJar(), job, options, arguments());
        return job;
    }

    private String run(List<String> arguments, @Nullable String from) {
        // Each time: a JobManager that has taken over knows nothing of what was uploaded.
        String jar = rest().upload(stage.jobJar());
        return rest().run(jar, arguments, parallelism, settings.flink(), from);
    }

    /** Starts a second job of the same deployment, which must be refused with a reason. */
    public void startSecond() {
        String second;
        try {
            second = run(arguments(), null);
        } catch (UncheckedIOException e) {
            if (!e.toString().contains(REFUSAL)) {
                throw e;
            }
            return;
        }
        throw new IllegalStateException(
                "job %s (expected: refused, as job %s runs the deployment)".formatted(second, id));
    }

    /** Starts another job of the same deployment that stops this one, and is this one then. */
    public void takeOver() {
        String first = id();
        List<String> arguments = new ArrayList<>(arguments());
        arguments.add("--take-over");
        id = run(arguments, null);
        Await.until("the first job failed", TIMEOUT, () -> rest().status(first).equals("FAILED"));
    }

    /** Waits until every task runs. */
    public void awaitRunning() {
        Await.until("every task of the job running", TIMEOUT, () -> rest().allRunning(id()));
    }

    /** Stops it with a savepoint. */
    public void stop() {
        state = rest().stop(id());
        id = null;
    }

    /** Cancels it; it will go on from its last checkpoint. */
    public void cancel() {
        rest().cancel(id());
        // Not before: one more may have completed, whose predictions are committed.
        state = rest().lastCheckpoint(id());
        id = null;
    }

    private List<String> arguments() {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--deployment",
                                deployment.path().toString(),
                                "--broker",
                                stage.brokers().proxied(),
                                "--input-topic",
                                input(),
                                "--output-topic",
                                output()));
        Map<String, String> options = new java.util.TreeMap<>(settings.options());
        if (settings.tls()) {
            options.put("model-tls", "true");
            options.put("model-ca-cert-file", stage.authority().toString());
        }
        if (settings.feedback()) {
            options.put("feedback-topic", feedback());
        }
        if (settings.logger()) {
            options.put("logger-topic", log());
            if (stage.topology().logbrokers() > 0) {
                options.put("logger-broker", stage.logBrokers().direct());
            }
        }
        if (receiver != null) {
            options.put("otel-exporter-otlp-endpoint", receiver.endpoint());
        }
        options.putIfAbsent("checkpoint-interval", "1s");
        if (!stage.topology().application()) {
            // On a machine with too much to do brokers may be slow to answer; a pod waits by
            // itself.
            options.putIfAbsent("broker-wait", "2min");
        }
        options.forEach(
                (flag, value) -> {
                    arguments.add("--" + flag);
                    arguments.add(value);
                });
        return arguments;
    }
}
