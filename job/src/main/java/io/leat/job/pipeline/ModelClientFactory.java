// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.pipeline;

import io.leat.client.CallLimits;
import io.leat.client.ModelClient;
import io.leat.client.Scheduler;
import io.leat.client.StateClient;
import io.leat.client.ThreadScheduler;
import io.leat.client.batch.BatchSettings;
import io.leat.client.batch.BatchingClient;
import io.leat.client.grpc.GrpcModelClient;
import io.leat.client.rest.RestModelClient;
import io.leat.client.retry.Backoff;
import io.leat.client.retry.EndpointLimiter;
import io.leat.client.retry.RetryingClient;
import io.leat.client.retry.RetryingClient.RetryDependencies;
import io.leat.client.tls.ClientCredentials;
import io.leat.client.tls.ModelSecurity;
import io.leat.client.tracing.CallSpans;
import io.leat.client.tracing.TracedClient;
import io.leat.codec.Codecs;
import io.leat.graph.Endpoint;
import io.leat.graph.Node;
import io.leat.job.metrics.CallMetrics;
import io.leat.job.plan.BatchPlan;
import io.leat.job.plan.InferenceJob;
import io.leat.job.plan.PredictorPlan;
import io.leat.job.requestlog.LogPoster;
import io.leat.job.requestlog.LogUrlCodec;
import io.leat.options.requestlog.RequestLogSettings;
import io.leat.options.settings.JobSettings;
import io.leat.protocol.BatchCodec;
import java.io.Serializable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Builds the client a subtask calls a predictor's models with, out of its layers: batches, retries,
 * and one call over the predictor's transport. Part of the job graph; a test may put a client in
 * front.
 */
public class ModelClientFactory implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final boolean looksAtStart;

    /** Of a job that looks at its models when it starts. */
    public ModelClientFactory() {
        this(true);
    }

    private ModelClientFactory(boolean looksAtStart) {
        this.looksAtStart = looksAtStart;
    }

    /** Of a job whose models are looked at, and spoken of, by the program that starts it. */
    public static ModelClientFactory withoutStartupCheck() {
        return new ModelClientFactory(false);
    }

    /** Looks at the models; null where that is another's task. The caller closes it. */
    final @Nullable StartupCheck beginStartupCheck(InferenceJob job) {
        return looksAtStart ? StartupCheck.begin(job) : null;
    }

    /**
     * Opens the client of one subtask, which closes it.
     *
     * @param metrics of the subtask's operator
     * @param full whether no more records are read because of those in flight
     */
    public ModelClient open(PredictorPlan predictor, CallMetrics metrics, BooleanSupplier full) {
        Map<String, String> addresses = addresses(predictor);
        // First, as it is the one that may not come to be: a thread started before would stay.
        ModelClient single =
                single(
                        predictor,
                        addresses,
                        predictor.settings().limits(),
                        metrics.illegalHeaders());
        Scheduler timer = new ThreadScheduler("leat-retry");
        Map<String, EndpointLimiter> endpoints = new HashMap<>();
        for (String node : addresses.keySet()) {
            EndpointLimiter endpoint = endpoint(predictor.settings(), timer, full);
            metrics.show(predictor.label(node), endpoint);
            endpoints.put(node, endpoint);
        }
        RetryingClient retrying =
                new RetryingClient(
                        traced(predictor, addresses, single),
                        predictor.settings().retries(),
                        endpoints,
                        new RetryDependencies(addresses, backoff(), timer, System::nanoTime));
        return batching(predictor, retrying, endpoints, timer, metrics);
    }

    /** Innermost, so that each attempt has a span of its own. */
    private static ModelClient traced(
            PredictorPlan predictor, Map<String, String> addresses, ModelClient single) {
        return predictor.settings().tracing() == null
                ? single
                : new TracedClient(
                        single,
                        new CallSpans(
                                predictor.name(),
                                predictor.codec(),
                                predictor.transport(),
                                addresses));
    }

    /**
     * Opens what sends the events of a predictor's request log to URLs.
     *
     * @param full as of {@link #open}
     * @return null where there is no such log
     */
    static @Nullable LogPoster openLog(
            PredictorPlan predictor, CallMetrics metrics, BooleanSupplier full) {
        RequestLogSettings log = predictor.log() == null ? null : predictor.log().settings();
        if (log == null || log.kafka() != null) {
            return null;
        }
        List<String> targets = new ArrayList<>();
        for (String node : log.nodes().keySet()) {
            targets.add(Objects.requireNonNull(log.urlOf(node), node));
        }
        Map<String, String> urls = LogUrlCodec.nodes(targets);
        Map<String, String> bases = new HashMap<>();
        urls.forEach((name, url) -> bases.put(name, LogUrlCodec.base(url)));
        RestModelClient single =
                RestModelClient.open(
                        bases,
                        new LogUrlCodec(predictor.protocol(), urls),
                        predictor.settings().limits(),
                        ClientCredentials.of(ModelSecurity.NONE),
                        metrics.illegalHeaders());
        Scheduler timer = new ThreadScheduler("leat-log-retry");
        Map<String, EndpointLimiter> endpoints = new HashMap<>();
        for (String name : urls.keySet()) {
            EndpointLimiter endpoint = endpoint(predictor.settings(), timer, full);
            metrics.show(predictor.label("request log at " + name), endpoint);
            endpoints.put(name, endpoint);
        }
        RetryingClient retrying =
                new RetryingClient(
                        single,
                        predictor.settings().retries().ofDeliveries(),
                        endpoints,
                        new RetryDependencies(bases, backoff(), timer, System::nanoTime));
        Map<String, String> nodes = new HashMap<>();
        urls.forEach((name, url) -> nodes.put(url, name));
        return new LogPoster(
                retrying,
                nodes,
                log.dropsInOutage(),
                InstantSource.system(),
                metrics.droppedEvents());
    }

    /** Outermost, so that limit and breaker count calls as the model sees them. */
    private static ModelClient batching(
            PredictorPlan predictor,
            RetryingClient delegate,
            Map<String, EndpointLimiter> endpoints,
            Scheduler timer,
            CallMetrics metrics) {
        Map<String, BatchSettings> batches =
                BatchPlan.of(predictor.graph(), predictor.settings().batches());
        if (batches.isEmpty()) {
            return delegate;
        }
        BatchCodec codec = Codecs.batch(predictor.protocol(), predictor.transport());
        BatchingClient batching =
                new BatchingClient(delegate, codec, batches, endpoints, timer, System::nanoTime);
        batching.stats().forEach((node, stats) -> metrics.show(predictor.label(node), stats));
        return batching;
    }

    private static EndpointLimiter endpoint(
            JobSettings settings, Scheduler timer, BooleanSupplier full) {
        return new EndpointLimiter(
                settings.breaker(), settings.concurrency(), timer, System::nanoTime, full);
    }

    private static Backoff backoff() {
        return new Backoff(
                FIRST_WAIT, LONGEST_WAIT, () -> ThreadLocalRandom.current().nextDouble());
    }

    /**
     * Opens a client that asks the models of a predictor how they are, as its calls would find
     * them: with its TLS and credentials, over connections of its own. Connects to nothing yet.
     *
     * @param longest an answer may take, connecting included, where the predictor's own limits are
     *     not shorter
     * @param longestConnect a connection may take, likewise
     * @throws io.leat.secrets.SecretException if certificates or credentials cannot be had here
     */
    public static StateClient openStateClient(
            PredictorPlan predictor, Duration longest, Duration longestConnect) {
        CallLimits stated = predictor.settings().limits();
        CallLimits limits =
                new CallLimits(
                        least(stated.callTimeout(), longest),
                        least(stated.connectTimeout(), longestConnect),
                        stated.maxReplyBytes(),
                        CallLimits.DETAIL_BYTES);
        return single(predictor, addresses(predictor), limits, new LongAdder());
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** What makes one attempt for each call. */
    private static StateClient single(
            PredictorPlan predictor,
            Map<String, String> addresses,
            CallLimits limits,
            LongAdder illegal) {
        ClientCredentials credentials = ClientCredentials.of(predictor.settings().security());
        return switch (predictor.transport()) {
            case REST ->
                    RestModelClient.open(
                            addresses, predictor.codec(), limits, credentials, illegal);
            case GRPC ->
                    GrpcModelClient.open(
                            addresses, predictor.codec(), limits, credentials, illegal);
        };
    }

    /** By node, as the transport's client takes them. */
    private static Map<String, String> addresses(PredictorPlan predictor) {
        Map<String, String> addresses = new HashMap<>();
        addAddresses(predictor.graph(), predictor, addresses);
        return addresses;
    }

    private static void addAddresses(
            Node node, PredictorPlan predictor, Map<String, String> addresses) {
        Endpoint endpoint = node.endpoint();
        if (endpoint != null) {
            String address = endpoint.address(predictor.transport());
            boolean tls = predictor.settings().security().isTls(node.name());
            addresses.put(
                    node.name(),
                    switch (predictor.transport()) {
                        case REST -> (tls ? "https://" : "http://") + address;
                        case GRPC -> address;
                    });
        }
        node.children().forEach(child -> addAddresses(child, predictor, addresses));
    }
}
