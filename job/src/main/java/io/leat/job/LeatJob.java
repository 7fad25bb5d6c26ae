// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import io.leat.client.tls.ModelAccessCheck;
import io.leat.job.pipeline.Topology;
import io.leat.job.plan.CheckpointStorageCheck;
import io.leat.job.plan.ClusterMemory;
import io.leat.job.plan.ClusterTimes;
import io.leat.job.plan.ConfigurationException;
import io.leat.job.plan.InferenceJob;
import io.leat.job.plan.JobArguments;
import io.leat.job.plan.JobIdentity;
import io.leat.job.plan.PredictorPlan;
import io.leat.job.plan.PredictorSelection;
import io.leat.kafka.admin.BrokerErrors;
import io.leat.kafka.admin.KafkaPreflight;
import io.leat.kafka.admin.PreflightException;
import io.leat.kafka.claim.ClaimIdentity;
import io.leat.kafka.claim.ClaimPreflight;
import io.leat.kafka.gate.StopOffsets;
import io.leat.kafka.security.IdentityCheck;
import io.leat.kafka.security.KafkaClients;
import io.leat.options.settings.CheckpointRules;
import io.leat.options.settings.JobSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The entry point of {@code flink run} and of an application cluster. */
@PublicEvolving
public final class LeatJob {

    private static final int USAGE = 2;

    private static final Duration APPLICATION_WAIT = Duration.ofMinutes(10);

    /** Flink's name for the target of a job that its JobManager's process starts. */
    private static final String EMBEDDED = "embedded";

    private LeatJob() {}

    public static void main(String[] args) throws Exception {
        try {
            StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
            JobArguments arguments = JobArguments.parse(args);
            PredictorSelection selection =
                    JobLoader.chosen(
                            PredictorSelection.of(arguments, System.getenv()),
                            arguments,
                            System.getenv());
            JobLoader.warnings(selection, arguments, System.getenv()).forEach(LeatJob::warn);
            InferenceJob job = JobLoader.load(selection, arguments, System.getenv(), Map.of());
            CheckpointStorageCheck.warning(env.getConfiguration()).ifPresent(LeatJob::warn);
            prepare(env, job, StopOffsets.NEVER);
            env.execute(jobName(job));
        } catch (ConfigurationException e) {
            report(e);
        }
    }

    /** The name the cluster shows. */
    public static String jobName(InferenceJob job) {
        return "leat " + job.group();
    }

    /**
     * Looks at the broker and adds the job to an environment.
     *
     * @throws ConfigurationException if cluster, broker or topics are not as the job needs them
     */
    public static void prepare(StreamExecutionEnvironment env, InferenceJob job, StopOffsets until)
            throws ConfigurationException {
        checkTimes(env, job);
        ClusterMemory memory = ClusterMemory.of(env);
        if (memory != null) {
            memory.check(job.inFlight(), job.names());
        }
        Properties client = clientProperties(job);
        Duration wait = job.settings().topics().brokerWait();
        KafkaPreflight.Found found =
                new BrokerWait(
                                wait == null ? usualWait(env.getConfiguration()) : wait,
                                System::nanoTime)
                        .look(() -> lookOnce(job, client));
        ClaimIdentity identity = JobIdentity.of(env);
        claim(job, client, identity, LeatJob::warn);
        Topology.build(env, job, found, client, until, identity);
    }

    /**
     * A JobManager that starts its own job is restarted by Kubernetes when this gives up, ever more
     * seldom, while transactions time out. Anyone else waits at a terminal.
     */
    static Duration usualWait(ReadableConfig config) {
        return config.getOptional(DeploymentOptions.TARGET)
                .filter(EMBEDDED::equals)
                .map(target -> APPLICATION_WAIT)
                .orElse(Duration.ZERO);
    }

    /**
     * Makes sure that no other job runs this deployment, or asks it to stop if the job takes over.
     * Waits where that takes a moment.
     *
     * @param say told in a sentence what is waited for
     * @throws ConfigurationException if another one does
     */
    public static void claim(
            InferenceJob job, Properties client, ClaimIdentity identity, Consumer<String> say)
            throws ConfigurationException {
        try {
            ClaimPreflight.check(
                    client,
                    new ClaimPreflight.StartRequest(
                            job.group(),
                            job.settings().topics().input(),
                            identity,
                            job.settings().topics().takeOver()),
                    say);
        } catch (PreflightException e) {
            throw new ConfigurationException(job.names().in(e.problems()));
        }
    }

    /**
     * Lets another job run this deployment at once, where it is known that the job of this owner
     * has ended. Waits a few seconds at most; where the brokers do not answer, the claim is left to
     * lapse.
     */
    public static void free(InferenceJob job, Properties client, String owner) {
        ClaimPreflight.free(client, job.group(), job.settings().topics().input(), owner);
    }

    /**
     * Looks at what decides how long a transaction must live, as it is in force: options, Flink's
     * configuration and defaults together.
     *
     * @throws ConfigurationException if the broker would end transactions that a checkpoint
     *     promised
     */
    public static void checkTimes(StreamExecutionEnvironment env, InferenceJob job)
            throws ConfigurationException {
        JobSettings.Flow flow = job.settings().flow();
        CheckpointRules.Times times = ClusterTimes.of(env).inForce(flow);
        Duration transaction = flow.transactionTimeout();
        if (!CheckpointRules.problems(times, flow.delivery(), transaction, null).isEmpty()) {
            Duration limit = KafkaPreflight.longestTransaction(clientProperties(job));
            throw new ConfigurationException(
                    job.names()
                            .in(
                                    CheckpointRules.problems(
                                            times, flow.delivery(), transaction, limit)));
        }
    }

    /** What every Kafka client of the job is made with; references in place of secrets. */
    public static Properties clientProperties(InferenceJob job) {
        return job.settings().topics().clients().properties();
    }

    /**
     * Looks at the broker, and makes the dead-letter topic if it is missing.
     *
     * @throws ConfigurationException if broker and topics are not as the job needs them
     */
    public static KafkaPreflight.Found look(InferenceJob job, Properties client)
            throws ConfigurationException {
        return look(job, client, "");
    }

    /**
     * The same.
     *
     * @param advice what to do where no broker answers; empty for nothing more than is said anyhow
     */
    public static KafkaPreflight.Found look(InferenceJob job, Properties client, String advice)
            throws ConfigurationException {
        try {
            return lookOnce(job, client);
        } catch (PreflightException e) {
            List<String> problems = new ArrayList<>(e.problems());
            boolean none = problems.stream().anyMatch(BrokerErrors::saysNoBrokerAnswers);
            if (none && !advice.isEmpty()) {
                problems.add(advice);
            }
            throw new ConfigurationException(problems);
        }
    }

    static KafkaPreflight.Found lookOnce(InferenceJob job, Properties client)
            throws ConfigurationException, PreflightException {
        JobSettings.Topics topics = job.settings().topics();
        List<String> problems =
                new ArrayList<>(
                        new IdentityCheck(Instant.now()).problems(topics.clients().security()));
        KafkaClients log = job.logClients();
        if (log != null && !log.security().equals(topics.clients().security())) {
            new IdentityCheck(Instant.now())
                    .problems(log.security()).stream()
                            .map(problem -> problem.replace("KAFKA_SSL_", "LOGGER_KAFKA_SSL_"))
                            .forEach(problems::add);
        }
        if (problems.isEmpty()) {
            // As it is on this machine; each TaskManager reads its own.
            for (PredictorPlan predictor : job.predictors()) {
                problems.addAll(
                        new ModelAccessCheck(Instant.now())
                                .problems(predictor.settings().security()));
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(job.names().in(problems));
        }
        try {
            return BrokerLook.look(job, client);
        } catch (PreflightException e) {
            throw e.worded(job.names()::in);
        }
    }

    private static void warn(String warning) {
        System.err.println("leat: warning: " + warning);
    }

    /**
     * Says what is wrong, one line each. The process of {@code flink run} ends here, without the
     * stack trace Flink's client would print; any other is a cluster's and not ours to end.
     */
    private static void report(ConfigurationException e) throws ConfigurationException {
        e.problems().forEach(problem -> System.err.println("leat: " + problem));
        boolean ownProcess =
                StackWalker.getInstance()
                        .walk(
                                frames ->
                                        frames.anyMatch(
                                                frame ->
                                                        frame.getClassName()
                                                                .endsWith(".cli.CliFrontend")));
        if (ownProcess) {
            System.exit(USAGE);
        }
        throw e;
    }
}
