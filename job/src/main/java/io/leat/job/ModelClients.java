package io.leat.job;

import io.leat.graph.Endpoint;
import io.leat.graph.Node;
import io.leat.model.Backoff;
import io.leat.model.ModelClient;
import io.leat.model.OutageLog;
import io.leat.model.RestModelClient;
import io.leat.model.RestModelClient.RestSettings;
import io.leat.model.RetryingClient;
import io.leat.options.JobSettings.Calls;
import io.leat.protocol.MessageCodec;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;

/** Builds the client of a job out of its layers. */
final class ModelClients {

    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private ModelClients() {}

    static ModelClient open(InferenceJob job, CallMetrics metrics) {
        Map<String, String> urls = new HashMap<>();
        addUrls(job.graph(), urls);
        Calls calls = job.settings().calls();
        ModelClient client =
                RestModelClient.open(
                        urls,
                        MessageCodec.of(job.protocol(), job.transport()),
                        new RestSettings(
                                calls.timeout(), calls.connectTimeout(), calls.maxReplyBytes()),
                        metrics.illegalHeaders());
        return new RetryingClient(
                client,
                new Backoff(
                        FIRST_WAIT, LONGEST_WAIT, () -> ThreadLocalRandom.current().nextDouble()),
                timer(),
                new OutageLog(urls, System::nanoTime),
                metrics.retries());
    }

    private static ScheduledThreadPoolExecutor timer() {
        return new ScheduledThreadPoolExecutor(
                1,
                work -> {
                    Thread thread = new Thread(work, "leat-retry");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    private static void addUrls(Node node, Map<String, String> urls) {
        Endpoint endpoint = node.endpoint();
        if (endpoint != null) {
            urls.put(node.name(), "http://" + host(endpoint.host()) + ":" + endpoint.httpPort());
        }
        node.children().forEach(child -> addUrls(child, urls));
    }

    /** A literal IPv6 address stands in brackets in a URL. */
    private static String host(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }
}
