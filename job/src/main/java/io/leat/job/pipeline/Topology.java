// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.pipeline;

import io.leat.job.plan.BatchPlan;
import io.leat.job.plan.ClusterTimes;
import io.leat.job.plan.GlobalParameters;
import io.leat.job.plan.InferenceJob;
import io.leat.job.plan.PredictorPlan;
import io.leat.job.tracing.SendSpans;
import io.leat.kafka.InferenceRequest;
import io.leat.kafka.InferenceResult;
import io.leat.kafka.ResultTopics;
import io.leat.kafka.admin.KafkaPreflight;
import io.leat.kafka.admin.LingeringTransactions;
import io.leat.kafka.claim.ClaimIdentity;
import io.leat.kafka.gate.InFlightLimits;
import io.leat.kafka.gate.StopOffsets;
import io.leat.kafka.position.SourceTopics;
import io.leat.kafka.sink.KafkaSinks;
import io.leat.kafka.sink.ResultSink;
import io.leat.kafka.source.GatedSource;
import io.leat.options.catalog.LeatOptions.Delivery;
import io.leat.options.settings.CheckpointRules;
import io.leat.options.settings.JobSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * The job's topology: source, gate, inference and sink in one chained task. The uids are part of
 * every savepoint and never change.
 */
public final class Topology {

    /**
     * The gate bounds what is in flight; the queue behind it must never be full, not even with all
     * that a larger parallelism has left in a savepoint, or checkpoints would stop.
     */
    private static final int SMALLEST_QUEUE = 16_384;

    private static final int LARGEST_QUEUE = 4_194_304;

    private Topology() {}

    /** Adds the job to an environment, with the models at the endpoints it names. */
    public static void build(
            StreamExecutionEnvironment env,
            InferenceJob job,
            KafkaPreflight.Found found,
            Properties client,
            StopOffsets until,
            ClaimIdentity identity) {
        build(env, job, found, client, until, identity, new ModelClientFactory());
    }

    /**
     * Adds the job to an environment.
     *
     * @param client Kafka client properties: bootstrap servers and security
     * @param until where reading ends
     * @param identity which job this is, to the claim on the group
     * @param models what is called
     */
    public static void build(
            StreamExecutionEnvironment env,
            InferenceJob job,
            KafkaPreflight.Found found,
            Properties client,
            StopOffsets until,
            ClaimIdentity identity,
            ModelClientFactory models) {
        configure(env, job.settings().flow());
        showOptions(env, job);
        JobSettings.Topics topics = job.settings().topics();
        GatedSource source =
                new GatedSource(
                        new SourceTopics(
                                client,
                                topics.input(),
                                topics.feedback(),
                                job.group(),
                                topics.onMissingRecords()),
                        lingering(job, found, client),
                        job.inFlight(),
                        job.predictors().stream().anyMatch(Topology::isBatched),
                        until,
                        identity);
        DataStream<InferenceRequest> requests =
                env.fromSource(source, WatermarkStrategy.noWatermarks(), "Requests")
                        .uid("leat-requests");
        DataStream<InferenceResult> settled =
                inference(sampled(requests, job), job, models)
                        .flatMap(
                                new InFlightReleaser(
                                        client,
                                        watched(job, found),
                                        sharing(job),
                                        topics.feedback() != null,
                                        job.hasLog()))
                        .name("Settle")
                        .uid("leat-settle");
        DataStream<InferenceResult> results = settled;
        if (!found.logs().isEmpty()) {
            logElsewhere(settled, job, found, client, identity);
            results =
                    settled.filter(new LogEventFilter(false))
                            .name("Without the request log")
                            .uid("leat-without-request-log");
        }
        traced(written(results, job), job)
                .sinkTo(sink(job, found, client).claimedBy(identity))
                .name("Predictions and dead letters")
                .uid("leat-results");
    }

    /** A sink of its own for what goes to other brokers than the results. */
    private static void logElsewhere(
            DataStream<InferenceResult> settled,
            InferenceJob job,
            KafkaPreflight.Found found,
            Properties client,
            ClaimIdentity identity) {
        JobSettings.Flow flow = job.settings().flow();
        Properties brokers = Objects.requireNonNull(job.logClients(), "of that log").properties();
        settled.filter(new LogEventFilter(true))
                .name("Request log events")
                .uid("leat-request-log-events")
                .sinkTo(
                        KafkaSinks.log(
                                        brokers,
                                        job.group(),
                                        found.logs(),
                                        job.settings().topics().partitioner(),
                                        transactionTimeout(flow))
                                .claimedBy(identity, client))
                .name("Request log")
                .uid("leat-request-log");
    }

    private static LingeringTransactions lingering(
            InferenceJob job, KafkaPreflight.Found found, Properties client) {
        boolean exactlyOnce = job.settings().flow().delivery() == Delivery.EXACTLY_ONCE;
        LingeringTransactions own = KafkaSinks.lingering(client, job.group(), found, exactlyOnce);
        return found.logs().isEmpty()
                ? own
                : own.and(
                        KafkaSinks.lingeringLog(
                                Objects.requireNonNull(job.logClients(), "of that log")
                                        .properties(),
                                job.group(),
                                found.logs(),
                                exactlyOnce));
    }

    private static @Nullable Duration transactionTimeout(JobSettings.Flow flow) {
        return flow.delivery() == Delivery.EXACTLY_ONCE ? flow.transactionTimeout() : null;
    }

    private static List<String> sharing(InferenceJob job) {
        return job.split() == null ? List.of() : job.split().predictors();
    }

    private static boolean isBatched(PredictorPlan predictor) {
        return !BatchPlan.of(predictor.graph(), predictor.settings().batches()).isEmpty();
    }

    /** For a shadow that answers all records too, so that its share may change between runs. */
    private static DataStream<InferenceRequest> sampled(
            DataStream<InferenceRequest> requests, InferenceJob job) {
        return job.sample() == null
                ? requests
                : requests.filter(new ShadowSample(job.sample())).name("Sample").uid("leat-sample");
    }

    /** Beside what the cluster's configuration states. */
    private static void showOptions(StreamExecutionEnvironment env, InferenceJob job) {
        ExecutionConfig config = env.getConfig();
        Map<String, String> shown = new HashMap<>(config.getGlobalJobParameters().toMap());
        Duration interval = ClusterTimes.of(env).inForce(job.settings().flow()).interval();
        shown.putAll(GlobalParameters.of(job, interval));
        config.setGlobalJobParameters(Configuration.fromMap(shown));
    }

    /**
     * Behind what counts predictions and gives their places back: they are answered, that is all.
     */
    private static DataStream<InferenceResult> written(
            DataStream<InferenceResult> settled, InferenceJob job) {
        Set<String> unwritten =
                job.predictors().stream()
                        .filter(predictor -> predictor.settings().topics().output() == null)
                        .map(PredictorPlan::name)
                        .collect(Collectors.toCollection(HashSet::new));
        return unwritten.isEmpty()
                ? settled
                : settled.filter(new WrittenResults(unwritten))
                        .name("Dead letters alone")
                        .uid("leat-dead-letters");
    }

    /** Next to the sink, which has taken a result when its span ends. */
    private static DataStream<InferenceResult> traced(
            DataStream<InferenceResult> written, InferenceJob job) {
        return job.settings().tracing() == null
                ? written
                : written.flatMap(new SendSpans(job)).name("Traces").uid("leat-traces");
    }

    private static Map<String, String> watched(InferenceJob job, KafkaPreflight.Found found) {
        Map<String, String> watched = new HashMap<>();
        for (ResultTopics topics : found.results()) {
            if (topics.log() != null) {
                watched.put(topics.log().topic(), "the request log waits, and predictions with it");
            }
        }
        for (PredictorPlan predictor : job.predictors()) {
            JobSettings.Topics topics = predictor.settings().topics();
            watched.put(topics.deadLetters(), "dead letters wait");
            if (topics.output() != null) {
                watched.put(topics.output(), "predictions wait");
            }
        }
        JobSettings.Topics read = job.settings().topics();
        watched.put(read.input(), "nothing is read");
        if (read.feedback() != null) {
            watched.put(read.feedback(), "no feedback is read");
        }
        return watched;
    }

    private static DataStream<InferenceResult> inference(
            DataStream<InferenceRequest> requests, InferenceJob job, ModelClientFactory models) {
        InFlightLimits limits = job.inFlight();
        long inFlight = (long) limits.pools() * limits.records();
        int queue = (int) Math.min(LARGEST_QUEUE, Math.max(SMALLEST_QUEUE, 64 * inFlight));
        InferenceAsyncFunction function = new InferenceAsyncFunction(job, models);
        long never = 0;
        return switch (job.settings().flow().order()) {
            case ORDERED ->
                    AsyncDataStream.orderedWait(
                                    requests, function, never, TimeUnit.MILLISECONDS, queue)
                            .name("Inference")
                            .uid("leat-inference");
            case UNORDERED ->
                    AsyncDataStream.unorderedWait(
                                    requests, function, never, TimeUnit.MILLISECONDS, queue)
                            .name("Inference")
                            .uid("leat-inference");
        };
    }

    private static ResultSink sink(
            InferenceJob job, KafkaPreflight.Found found, Properties client) {
        JobSettings.Flow flow = job.settings().flow();
        return KafkaSinks.sink(
                client,
                job.group(),
                found,
                job.settings().topics().partitioner(),
                transactionTimeout(flow));
    }

    /** Sets what the delivery guarantees require; all else is the cluster's configuration. */
    private static void configure(StreamExecutionEnvironment env, JobSettings.Flow flow) {
        Configuration config = new Configuration();
        config.set(PipelineOptions.GENERIC_TYPES, false);
        // Every function here leaves its input as it is, so no copy between operators is needed.
        config.set(PipelineOptions.OBJECT_REUSE, true);
        config.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ZERO);
        config.set(
                CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE,
                switch (flow.delivery()) {
                    case EXACTLY_ONCE -> CheckpointingMode.EXACTLY_ONCE;
                    case AT_LEAST_ONCE -> CheckpointingMode.AT_LEAST_ONCE;
                });
        config.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        CheckpointRules.Times times = ClusterTimes.of(env).inForce(flow);
        config.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, times.interval());
        if (flow.delivery() == Delivery.EXACTLY_ONCE && times.timeout() == null) {
            config.set(
                    CheckpointingOptions.CHECKPOINTING_TIMEOUT,
                    CheckpointRules.timeout(times, flow.transactionTimeout()));
        }
        env.configure(config);
    }
}
