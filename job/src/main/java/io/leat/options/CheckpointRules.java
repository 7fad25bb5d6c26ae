package io.leat.options;

import io.leat.options.LeatOptions.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What an interval between checkpoints must keep to, whoever has stated it. */
public final class CheckpointRules {

    /** Flink takes a shorter one for "none", and predictions would stay invisible for ever. */
    private static final Duration SHORTEST = Duration.ofMillis(10);

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

    private static String text(Duration duration) {
        return duration.toMillis() + "ms";
    }
}
