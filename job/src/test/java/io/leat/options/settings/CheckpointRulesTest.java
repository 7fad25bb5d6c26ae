// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.options.OptionType;
import io.leat.options.catalog.LeatOptions.Delivery;
import io.leat.options.settings.CheckpointRules.Times;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A transaction must outlive the checkpoint that commits it, and a failure in between. */
class CheckpointRulesTest {

    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration RESTART = Duration.ofSeconds(50);

    private static Times times(Duration interval, @Nullable Duration timeout, int borne) {
        return new Times("execution.checkpointing.interval", interval, timeout, borne, RESTART);
    }

    private static List<String> problems(Times times, Duration transaction) {
        return CheckpointRules.problems(times, Delivery.EXACTLY_ONCE, transaction, null);
    }

    @Test
    void refusesFlinksTimeoutWithOurTransactions() {
        Times times = times(INTERVAL, Duration.ofMinutes(10), 0);

        assertThat(problems(times, Duration.ofMinutes(10)))
                .containsExactly(
                        "LEAT_TRANSACTION_TIMEOUT is 600000ms and execution.checkpointing.interval is 10000ms (expected: a transaction timeout of at least 660000ms: that interval, one checkpoint of 600000ms (execution.checkpointing.timeout), and 50000ms until a failure is noticed (heartbeat.timeout); else the broker drops predictions that a checkpoint promised)");
    }

    @Test
    void refusesATransactionShorterThanTheIntervalThatNobodyHasStated() {
        assertThat(problems(times(INTERVAL, null, 0), Duration.ofSeconds(5)))
                .singleElement()
                .asString()
                .startsWith(
                        "LEAT_TRANSACTION_TIMEOUT is 5000ms and execution.checkpointing.interval is 10000ms (expected: a transaction timeout of at least 70000ms: that interval, one checkpoint of 10000ms at least,");
    }

    @Test
    void countsTheCheckpointsThatMayFail() {
        Duration timeout = Duration.ofMinutes(3);

        assertThat(problems(times(INTERVAL, timeout, 1), Duration.ofMinutes(7))).isEmpty();
        assertThat(problems(times(INTERVAL, timeout, 2), Duration.ofMinutes(7)))
                .singleElement()
                .asString()
                .contains("3 checkpoints, as 2 may fail, of 180000ms");
    }

    @Test
    void doesNotMindWhereThereAreNoTransactions() {
        assertThat(
                        CheckpointRules.problems(
                                times(INTERVAL, null, 0),
                                Delivery.AT_LEAST_ONCE,
                                Duration.ofSeconds(5),
                                null))
                .isEmpty();
    }

    @Test
    void saysWhatTheBrokerAllows() {
        Duration limit = Duration.ofMinutes(15);
        Times times = times(Duration.ofMinutes(16), null, 0);

        assertThat(
                        CheckpointRules.problems(
                                times, Delivery.EXACTLY_ONCE, Duration.ofMinutes(10), limit))
                .singleElement()
                .asString()
                .endsWith(
                        "; the broker allows at most 900000ms (transaction.max.timeout.ms), so shorten one of these times");
    }

    /** Whatever is accepted outlives an interval, the checkpoints and the time to notice. */
    @ParameterizedTest
    @CsvSource({
        // transaction, interval, borne, checkpoint
        "10min, 10s, 0, 540s",
        "10min, 10s, 3, 135s",
        "10min, 9min, 0, 10s",
        "7h, 10s, 0, 600s",
        "70s, 10s, 0, 10s"
    })
    void givesCheckpointsTheTimeThatTransactionsLeave(
            String transaction, String interval, int borne, String checkpoint) {
        Times times = times(duration(interval), null, borne);

        Duration timeout = CheckpointRules.timeout(times, duration(transaction));

        assertThat(timeout).isEqualTo(duration(checkpoint));
        assertThat(problems(times, duration(transaction))).isEmpty();
        assertThat(problems(times(duration(interval), timeout, borne), duration(transaction)))
                .isEmpty();
    }

    private static Duration duration(String text) {
        return OptionType.DURATION.read().apply(text);
    }
}
