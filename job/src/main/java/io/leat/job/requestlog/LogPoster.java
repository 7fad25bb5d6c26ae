// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.requestlog;

import io.leat.client.CallContext;
import io.leat.client.Deadline;
import io.leat.client.ModelClient;
import io.leat.client.Reply;
import io.leat.client.RetryBudget;
import io.leat.kafka.InferenceResult;
import io.leat.kafka.LogEventTemplate;
import io.leat.protocol.CallFailure;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import io.leat.protocol.UnitMethod;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends events of a request log to URLs, as CloudEvents in HTTP's binary mode, through the same
 * retries, limit and circuit breaker as calls of models. At least once: a record that is read again
 * has its events sent again, under the same ids. Thread-safe.
 */
public final class LogPoster implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogPoster.class);

    /** As long as v1 waits for room in its queue. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final String CLOUD_EVENTS = "ce_";
    private static final String CONTENT_TYPE = "content-type";

    private final ModelClient client;
    private final Map<String, String> nodes;
    private final boolean drops;
    private final InstantSource clock;
    private final LongAdder dropped;

    /**
     * Sends nothing yet.
     *
     * @param client calls URLs in the place of nodes; closed with this
     * @param nodes the names that stand for URLs, by these
     * @param drops whether events are left out that cannot be delivered within two seconds
     * @param dropped counts them, and those that a server refuses
     */
    public LogPoster(
            ModelClient client,
            Map<String, String> nodes,
            boolean drops,
            InstantSource clock,
            LongAdder dropped) {
        this.client = client;
        this.nodes = nodes;
        this.drops = drops;
        this.clock = clock;
        this.dropped = dropped;
    }

    /** Sends an event; completes when it is delivered, refused or left out. */
    CompletableFuture<Void> post(String url, InferenceResult event) {
        byte[] body = Objects.requireNonNullElse(event.value, new byte[0]);
        List<String> names = new ArrayList<>();
        List<byte[]> values = new ArrayList<>();
        String type = "";
        for (int i = 0; i < event.headerNames.length; i++) {
            String name = event.headerNames[i];
            byte[] value = Objects.requireNonNull(event.headerValues[i]);
            if (name.startsWith(CLOUD_EVENTS)) {
                names.add("ce-" + name.substring(CLOUD_EVENTS.length()));
                values.add(encoded(value));
            } else if (name.equals(CONTENT_TYPE)) {
                type = new String(value, StandardCharsets.UTF_8);
            }
        }
        NodeCall call =
                new NodeCall(
                        Objects.requireNonNull(nodes.get(url)),
                        UnitMethod.SEND_FEEDBACK,
                        new Payload(body, type));
        String id = new String(LogEventTemplate.id(event), StandardCharsets.UTF_8);
        CompletableFuture<Void> done = new CompletableFuture<>();
        send(
                call,
                new Headers(id, names.toArray(String[]::new), values.toArray(byte[][]::new)),
                done);
        return done;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Headers(String id, String[] names, byte[][] values) {}

    @SuppressWarnings("FutureReturnValueIgnored") // the callback hands everything on
    private void send(NodeCall call, Headers headers, CompletableFuture<Void> done) {
        Deadline deadline =
                drops
                        ? new Deadline(
                                clock.millis() + PATIENCE.toMillis(), "LEAT_LOG_ON_OUTAGE", clock)
                        : null;
        CallContext context =
                new CallContext(
                        headers.id(),
                        headers::id,
                        call.payload().body(),
                        headers.names(),
                        headers.values(),
                        new RetryBudget(),
                        deadline);
        client.call(call, context)
                .whenComplete(
                        (reply, thrown) -> {
                            if (reply == null) {
                                done.completeExceptionally(Objects.requireNonNull(thrown));
                            } else {
                                ended(call, headers, reply, done);
                            }
                        });
    }

    private void ended(NodeCall call, Headers headers, Reply reply, CompletableFuture<Void> done) {
        CallFailure failure = reply instanceof Reply.Refused refused ? refused.failure() : null;
        if (failure == null) {
            done.complete(null);
        } else if (!drops && isOutage(failure)) {
            send(call, headers, done); // its budget is spent, but not the patience with the log
        } else {
            leaveOut(headers.id(), failure);
            done.complete(null);
        }
    }

    private static boolean isOutage(CallFailure failure) {
        return switch (failure.code()) {
            case MODEL_FAILED, MODEL_UNAVAILABLE, EXPIRED -> true;
            case BAD_RECORD,
                    TOMBSTONE,
                    MODEL_REJECTED,
                    BAD_REPLY,
                    BAD_ROUTE,
                    OUTPUT_TOO_LARGE,
                    OUTPUT_REFUSED,
                    INTERNAL ->
                    false;
        };
    }

    private void leaveOut(String id, @Nullable CallFailure failure) {
        dropped.increment();
        LOG.debug("The event {} is left out of the request log: {}", id, failure);
    }

    /** As CloudEvents' HTTP binding has it: all but printable ASCII percent-encoded. */
    private static byte[] encoded(byte[] value) {
        StringBuilder text = new StringBuilder();
        for (byte b : value) {
            if (b > ' ' && b < 0x7f && b != '%' && b != '"') {
                text.append((char) b);
            } else {
                text.append("%%%02X".formatted(b & 0xff));
            }
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        client.close();
    }
}
