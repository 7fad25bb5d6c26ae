// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka;

import io.leat.tracing.HeaderArrays;
import io.leat.tracing.TraceId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log why a record became a dead letter: of the first with each code at once, and after
 * that how many there are, now and then. One for all subtasks of a job in a process, which outlives
 * their restarts. Thread-safe.
 */
public final class DeadLetterLog {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterLog.class);
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final Map<String, DeadLetterLog> JOBS = new ConcurrentHashMap<>();

    private final LongSupplier nanoTime;
    private final Map<String, Long> counts = new TreeMap<>();
    private long said;

    DeadLetterLog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** The log of a job, by its id. */
    public static DeadLetterLog of(String job) {
        return JOBS.computeIfAbsent(job, id -> new DeadLetterLog(System::nanoTime));
    }

    /** A dead letter has been handed to the sink, or made there in the place of a prediction. */
    public void add(InferenceResult deadLetter) {
        InferenceRequest request = deadLetter.request;
        add(
                deadLetter.errorCode,
                () -> reason(deadLetter),
                request.topic,
                request.partition,
                request.offset);
    }

    /** What is read of a dead letter only if it is said. */
    interface Message {
        String text();
    }

    synchronized void add(String code, Message message, String topic, int partition, long offset) {
        long count = counts.merge(code, 1L, Long::sum);
        long now = nanoTime.getAsLong();
        if (count == 1) {
            LOG.warn(
                    "the record at {} {}@{} becomes a dead letter, the first with the code {}: {}",
                    topic,
                    partition,
                    offset,
                    code,
                    message.text());
            said = now;
        } else if (now - said >= INTERVAL.toNanos()) {
            LOG.warn("dead letters so far: {}", words());
            said = now;
        }
    }

    private String words() {
        return counts.entrySet().stream()
                .map(one -> one.getKey() + " " + one.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String reason(InferenceResult deadLetter) {
        String message = header(deadLetter, ErrorHeaders.MESSAGE);
        InferenceRequest request = deadLetter.request;
        String trace =
                TraceId.words(
                        deadLetter.trace,
                        new HeaderArrays(request.headerNames, request.headerValues));
        return deadLetter.predictor.isEmpty()
                ? message + trace
                : "%s [predictor=%s]%s".formatted(message, deadLetter.predictor, trace);
    }

    private static String header(InferenceResult result, String name) {
        for (int i = result.headerNames.length - 1; i >= 0; i--) {
            byte @Nullable [] value = result.headerValues[i];
            if (result.headerNames[i].equals(name) && value != null) {
                return new String(value, StandardCharsets.UTF_8);
            }
        }
        return "no reason is stated";
    }
}
