// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.status;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What flows through a job's tasks, over all of them.
 *
 * @param in records a second, over the last minute
 * @param out the same of predictions and dead letters
 * @param inFlightLimit 0 where the job does not state it
 * @param lags by partition; below zero where the brokers do not say it
 * @param deadLetters by code, since the tasks started; without those of which there are none
 * @param feedback null where no feedback is read
 * @param claim whether the job holds the claim on its group; null where it is not known
 */
public record FlowReport(
        double in,
        double out,
        long inFlight,
        long inFlightLimit,
        SortedMap<Integer, Long> lags,
        SortedMap<String, Long> deadLetters,
        Lost lost,
        @Nullable FeedbackFlow feedback,
        @Nullable Boolean claim,
        List<NodeReport> nodes) {

    public FlowReport {
        lags = new TreeMap<>(lags);
        deadLetters = new TreeMap<>(deadLetters);
        nodes = List.copyOf(nodes);
    }

    /**
     * What is gone or may be, since the tasks started.
     *
     * @param transactionsLost whose predictions are missing
     * @param transactionsUnclear of which the brokers do not say whether they were committed
     * @param recordsSkipped offsets that were deleted before they were read
     */
    public record Lost(long transactionsLost, long transactionsUnclear, long recordsSkipped) {}

    /**
     * What flows of feedback, which is among the records above too.
     *
     * @param received begun since the tasks started
     * @param delivered of these, what every node has taken
     * @param lags by partition; below zero where the brokers do not say it
     */
    public record FeedbackFlow(long received, long delivered, SortedMap<Integer, Long> lags) {

        public FeedbackFlow {
            lags = new TreeMap<>(lags);
        }

        /** Offsets that are not delivered, over all partitions; nothing where one is not known. */
        public OptionalLong lag() {
            return sum(lags);
        }
    }

    /** A node of the graph and its model. */
    public record NodeReport(
            String name,
            @Nullable String address,
            Breaker breaker,
            double callsPerSecond,
            long callLimit,
            long underWay,
            long waiting,
            long retries,
            @Nullable Latency latency,
            @Nullable Outage outage) {

        /** Why its model is unavailable, without the address, which stands beside it. */
        public String outageReason() {
            return outage == null
                    ? ""
                    : address == null
                            ? outage.reason()
                            : outage.reason().replace(": " + address, "");
        }
    }

    /** Of the subtask whose breaker is furthest from closed. */
    public enum Breaker {
        CLOSED(0, "closed"),
        HALF_OPEN(1, "half-open"),
        OPEN(2, "open");

        private final int number;
        private final String text;

        Breaker(int number, String text) {
            this.number = number;
            this.text = text;
        }

        /** As the metric has it. */
        static Breaker of(int number) {
            return Arrays.stream(values())
                    .filter(state -> state.number == number)
                    .findFirst()
                    .orElse(OPEN);
        }

        /** As it is printed. */
        public String text() {
            return text;
        }
    }

    /**
     * An endpoint that answers no call.
     *
     * @param since when it was the first subtask's
     */
    public record Outage(Instant since, String reason) {}

    /** Offsets that are not answered, over all partitions; nothing where one is not known. */
    public OptionalLong lag() {
        return sum(lags);
    }

    private static OptionalLong sum(SortedMap<Integer, Long> lags) {
        return lags.isEmpty() || lags.values().stream().anyMatch(lag -> lag < 0)
                ? OptionalLong.empty()
                : OptionalLong.of(lags.values().stream().mapToLong(Long::longValue).sum());
    }

    /** Records that are not answered: all of the topics, or at least those in flight. */
    public long waiting() {
        long feedbackLag = feedback == null ? 0 : feedback.lag().orElse(0);
        return Math.max(lag().orElse(0) + feedbackLag, inFlight);
    }

    /** Dead letters of every code. */
    public long allDeadLetters() {
        return deadLetters.values().stream().mapToLong(Long::longValue).sum();
    }
}
