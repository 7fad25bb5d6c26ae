// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options.settings;

import io.leat.options.OptionReader;
import io.leat.options.catalog.LeatOptions;
import io.leat.options.catalog.LeatOptions.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rule of how long a transaction must live. It is written to for an interval between
 * checkpoints, is committed once a checkpoint is done, and after a failure only once the job is
 * back; the broker drops the predictions of one that has ended before.
 */
public final class CheckpointRules {

    /** Flink takes a shorter interval for "none", and predictions would stay invisible for ever. */
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(10);

    /** A checkpoint that may take no longer than this fails at the first slow disk. */
    private static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(10);

    /** Flink's own default. */
    private static final Duration MAX_TIMEOUT = Duration.ofMinutes(10);

    private CheckpointRules() {}

    /**
     * The times that are in force, wherever they are stated.
     *
     * @param intervalKey where the interval is stated, for messages
     * @param interval between checkpoints
     * @param timeout of one checkpoint, or null where none is stated and {@link #timeout} gives it
     * @param borne how many checkpoints in a row may fail
     * @param restart how long it takes to notice a failure
     */
    public record Times(
            String intervalKey,
            Duration interval,
            @Nullable Duration timeout,
            int borne,
            Duration restart) {

        /** What a transaction needs if each checkpoint may take so long. */
        private Duration life(Duration timeout) {
            return interval.plus(timeout.multipliedBy(borne + 1L)).plus(restart);
        }
    }

    /**
     * How long a checkpoint may take where it is not stated: as long as a transaction bears. Only
     * for times that {@link #problems} has nothing against.
     */
    public static Duration timeout(Times times, Duration transactionTimeout) {
        Duration left =
                transactionTimeout
                        .minus(times.interval)
                        .minus(times.restart)
                        .dividedBy(times.borne + 1L);
        Duration most = left.compareTo(SHORTEST_TIMEOUT) < 0 ? SHORTEST_TIMEOUT : left;
        return most.compareTo(MAX_TIMEOUT) > 0 ? MAX_TIMEOUT : most;
    }

    /**
     * Looks at the times of a job that is about to start.
     *
     * @param transactionTimeout of no account where delivery uses no transactions
     * @param brokerLimit the broker's {@code transaction.max.timeout.ms}, or null where it is not
     *     known
     */
    public static List<String> problems(
            Times times,
            Delivery delivery,
            Duration transactionTimeout,
            @Nullable Duration brokerLimit) {
        List<String> problems = new ArrayList<>(tooShort(times.intervalKey, times.interval));
        if (delivery == Delivery.EXACTLY_ONCE) {
            Duration each = times.timeout == null ? SHORTEST_TIMEOUT : times.timeout;
            Duration life = times.life(each);
            if (transactionTimeout.compareTo(life) < 0) {
                problems.add(
                        ends(times, each, life, transactionTimeout) + limit(life, brokerLimit));
            }
        }
        return problems;
    }

    private static String ends(
            Times times, Duration each, Duration life, Duration transactionTimeout) {
        return "LEAT_TRANSACTION_TIMEOUT is %s and %s is %s (expected: a transaction timeout of at least %s: that interval, %s of %s%s, and %s until a failure is noticed (heartbeat.timeout); else the broker drops predictions that a checkpoint promised)"
                .formatted(
                        text(transactionTimeout),
                        times.intervalKey,
                        text(times.interval),
                        text(life),
                        times.borne == 0
                                ? "one checkpoint"
                                : "%d checkpoints, as %d may fail,"
                                        .formatted(times.borne + 1, times.borne),
                        text(each),
                        times.timeout == null ? " at least" : " (execution.checkpointing.timeout)",
                        text(times.restart));
    }

    private static String limit(Duration life, @Nullable Duration brokerLimit) {
        if (brokerLimit == null) {
            return "";
        }
        String limit = "; the broker allows at most %s (transaction.max.timeout.ms)";
        return limit.formatted(text(brokerLimit))
                + (life.compareTo(brokerLimit) > 0 ? ", so shorten one of these times" : "");
    }

    /** Looks at an interval that an option states, where the other times are not known yet. */
    static void intervalProblems(
            OptionReader reader,
            Duration interval,
            Delivery delivery,
            @Nullable Duration transactionTimeout) {
        String stated = reader.says(LeatOptions.CHECKPOINT_INTERVAL, text(interval));
        if (interval.compareTo(SHORTEST_INTERVAL) < 0) {
            reader.problem(
                    "%s (expected: at least %s, Flink's shortest)"
                            .formatted(stated, text(SHORTEST_INTERVAL)),
                    LeatOptions.CHECKPOINT_INTERVAL);
        }
        if (delivery == Delivery.EXACTLY_ONCE
                && transactionTimeout != null
                && transactionTimeout.compareTo(interval) <= 0) {
            reader.problem(
                    "%s and %s (expected: the transaction outlives the checkpoint interval)"
                            .formatted(
                                    reader.says(
                                            LeatOptions.TRANSACTION_TIMEOUT,
                                            text(transactionTimeout)),
                                    stated),
                    LeatOptions.TRANSACTION_TIMEOUT,
                    LeatOptions.CHECKPOINT_INTERVAL);
        }
    }

    private static List<String> tooShort(String key, Duration interval) {
        return interval.compareTo(SHORTEST_INTERVAL) >= 0
                ? List.of()
                : List.of(
                        "%s is %s (expected: at least %s, Flink's shortest)"
                                .formatted(key, text(interval), text(SHORTEST_INTERVAL)));
    }

    private static String text(Duration duration) {
        return duration.toMillis() + "ms";
    }
}
