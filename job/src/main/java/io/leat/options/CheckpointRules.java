package io.leat.options;

import io.leat.options.LeatOptions.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What an interval between checkpoints must keep to, whoever has stated it. */
public final class CheckpointRules {

    /** Flink takes a shorter one for "none", and predictions would stay invisible for ever. */
    private static final Duration SHORTEST = Duration.ofMillis(10);

    /** Flink's own default. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private CheckpointRules() {}

    /**
     * Looks at an interval.
     *
     * @param key where it is stated, for the message
     * @param transactionTimeout of no account where delivery uses no transactions
     */
    public static List<String> problems(
            String key, Duration interval, Delivery delivery, Duration transactionTimeout) {
        List<String> problems = new ArrayList<>();
        if (interval.compareTo(SHORTEST) < 0) {
            problems.add(
                    "%s is %s (expected: at least %s, Flink's shortest)"
                            .formatted(key, text(interval), text(SHORTEST)));
        }
        // A transaction that ends before its checkpoint takes its predictions with it.
        if (delivery == Delivery.EXACTLY_ONCE && transactionTimeout.compareTo(interval) <= 0) {
            problems.add(
                    "LEAT_TRANSACTION_TIMEOUT is %s and %s is %s (expected: the transaction outlives the checkpoint interval)"
                            .formatted(text(transactionTimeout), key, text(interval)));
        }
        return problems;
    }

    /**
     * How long a checkpoint may take where nobody has said it: as long as a transaction bears.
     *
     * @param borne how many checkpoints in a row may fail
     * @param restart how long it takes to notice a failure
     */
    public static Duration timeout(
            Duration interval, int borne, Duration restart, Duration transactionTimeout) {
        Duration left = transactionTimeout.minus(interval).minus(restart).dividedBy(borne + 1L);
        Duration least = transactionTimeout.dividedBy(5);
        Duration most = left.compareTo(least) < 0 ? least : left;
        return most.compareTo(LONGEST) > 0 ? LONGEST : most;
    }

    /**
     * Looks at how long a checkpoint may take. A transaction is written to for an interval, is
     * committed once a checkpoint is done, and after a failure only once the job is back.
     *
     * @param key where it is stated, for the message
     * @param borne how many checkpoints in a row may fail
     * @param restart how long it takes to notice a failure
     */
    public static List<String> timeoutProblems(
            String key,
            Duration timeout,
            Duration interval,
            int borne,
            Duration restart,
            Duration transactionTimeout) {
        Duration life = interval.plus(timeout.multipliedBy(borne + 1L)).plus(restart);
        return transactionTimeout.compareTo(life) >= 0
                ? List.of()
                : List.of(
                        "LEAT_TRANSACTION_TIMEOUT is %s and %s is %s (expected: at least %s: the checkpoint interval %s, %d checkpoints of %s as %d may fail, and %s until a failure is noticed; else the broker drops predictions that a checkpoint promised)"
                                .formatted(
                                        text(transactionTimeout),
                                        key,
                                        text(timeout),
                                        text(life),
                                        text(interval),
                                        borne + 1,
                                        text(timeout),
                                        borne,
                                        text(restart)));
    }

    private static String text(Duration duration) {
        return duration.toMillis() + "ms";
    }
}
