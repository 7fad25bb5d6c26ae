package io.leat.job;

import io.leat.graph.Endpoint;
import io.leat.graph.Node;
import io.leat.model.Backoff;
import io.leat.model.BatchSettings;
import io.leat.model.BatchingClient;
import io.leat.model.BreakerSettings;
import io.leat.model.CallLimits;
import io.leat.model.EndpointQueue;
import io.leat.model.GrpcModelClient;
import io.leat.model.LimitSettings;
import io.leat.model.ModelAccess;
import io.leat.model.ModelClient;
import io.leat.model.OutageLog;
import io.leat.model.RestModelClient;
import io.leat.model.RetryPolicy;
import io.leat.model.RetryingClient;
import io.leat.model.RetryingClient.Surroundings;
import io.leat.model.ThreadTimer;
import io.leat.model.Timer;
import io.leat.options.JobSettings;
import io.leat.options.JobSettings.Calls;
import io.leat.options.JobSettings.Endpoints;
import io.leat.options.JobSettings.Retries;
import io.leat.protocol.BatchCodec;
import io.leat.protocol.MessageCodec;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/** Builds the client of a job out of its layers. */
final class ModelClients {

    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private ModelClients() {}

    /**
     * Opens the client of one subtask.
     *
     * @param full whether no more records are read because of those in flight; asked on any thread
     */
    static ModelClient open(InferenceJob job, CallMetrics metrics, BooleanSupplier full) {
        Map<String, String> addresses = new HashMap<>();
        addAddresses(job.graph(), job, addresses);
        // First, as it is the one that may not come to be: a thread started before would stay.
        ModelClient single = single(job, addresses, metrics);
        Timer timer = new ThreadTimer("leat-retry");
        Map<String, EndpointQueue> endpoints = new HashMap<>();
        for (String node : addresses.keySet()) {
            EndpointQueue endpoint = endpoint(job.settings(), timer, full);
            metrics.show(node, endpoint);
            endpoints.put(node, endpoint);
        }
        RetryingClient retrying =
                new RetryingClient(
                        single,
                        policy(job.settings().retries()),
                        endpoints,
                        new Surroundings(
                                addresses,
                                timer,
                                System::nanoTime,
                                new OutageLog(addresses, System::nanoTime)));
        return batching(job, retrying, endpoints, timer, metrics);
    }

    /** Outermost, so that limit and breaker count calls as the model sees them. */
    private static ModelClient batching(
            InferenceJob job,
            RetryingClient delegate,
            Map<String, EndpointQueue> endpoints,
            Timer timer,
            CallMetrics metrics) {
        Map<String, BatchSettings> batches = BatchPlan.of(job.graph(), job.settings().batches());
        if (batches.isEmpty()) {
            return delegate;
        }
        BatchCodec codec = BatchCodec.of(job.protocol(), job.transport());
        BatchingClient batching =
                new BatchingClient(delegate, codec, batches, endpoints, timer, System::nanoTime);
        batching.stats().forEach(metrics::show);
        return batching;
    }

    private static EndpointQueue endpoint(JobSettings settings, Timer timer, BooleanSupplier full) {
        Endpoints endpoints = settings.endpoints();
        return new EndpointQueue(
                new BreakerSettings(
                        endpoints.breakerRecords(),
                        endpoints.breakerFailureRate(),
                        endpoints.breakerWait()),
                new LimitSettings(
                        endpoints.concurrency(),
                        endpoints.concurrencyMin(),
                        endpoints.concurrencyMax(),
                        settings.calls().timeout()),
                timer,
                System::nanoTime,
                full);
    }

    private static RetryPolicy policy(Retries retries) {
        return new RetryPolicy(
                retries.attempts(),
                retries.time(),
                retries.alone(),
                retries.exhausted(),
                retries.modelErrors(),
                new Backoff(
                        FIRST_WAIT, LONGEST_WAIT, () -> ThreadLocalRandom.current().nextDouble()));
    }

    private static ModelClient single(
            InferenceJob job, Map<String, String> addresses, CallMetrics metrics) {
        MessageCodec codec = MessageCodec.of(job.protocol(), job.transport());
        Calls calls = job.settings().calls();
        CallLimits limits =
                new CallLimits(calls.timeout(), calls.connectTimeout(), calls.maxReplyBytes());
        ModelAccess access = ModelAccess.of(calls.security());
        LongAdder illegal = metrics.illegalHeaders();
        return switch (job.transport()) {
            case REST -> RestModelClient.open(addresses, codec, limits, access, illegal);
            case GRPC -> GrpcModelClient.open(addresses, codec, limits, access, illegal);
        };
    }

    private static void addAddresses(Node node, InferenceJob job, Map<String, String> addresses) {
        Endpoint endpoint = node.endpoint();
        if (endpoint != null) {
            String address = endpoint.address(job.transport());
            boolean tls = job.settings().calls().security().isTls(node.name());
            addresses.put(
                    node.name(),
                    switch (job.transport()) {
                        case REST -> (tls ? "https://" : "http://") + address;
                        case GRPC -> address;
                    });
        }
        node.children().forEach(child -> addAddresses(child, job, addresses));
    }
}
