package io.leat.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A transaction must outlive the checkpoint that commits it, and a failure in between. */
class CheckpointRulesTest {

    private static List<String> problems(Duration timeout, int borne, Duration transaction) {
        return CheckpointRules.timeoutProblems(
                "execution.checkpointing.timeout",
                timeout,
                Duration.ofSeconds(10),
                borne,
                Duration.ofSeconds(50),
                transaction);
    }

    @Test
    void refusesFlinksTimeoutWithOurTransactions() {
        assertThat(problems(Duration.ofMinutes(10), 0, Duration.ofMinutes(10)))
                .containsExactly(
                        "LEAT_TRANSACTION_TIMEOUT is 600000ms and execution.checkpointing.timeout is 600000ms (expected: at least 660000ms: the checkpoint interval 10000ms, 1 checkpoints of 600000ms as 0 may fail, and 50000ms until a failure is noticed; else the broker drops predictions that a checkpoint promised)");
    }

    @Test
    void countsTheCheckpointsThatMayFail() {
        assertThat(problems(Duration.ofMinutes(3), 1, Duration.ofMinutes(7))).isEmpty();
        assertThat(problems(Duration.ofMinutes(3), 2, Duration.ofMinutes(7))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        // transaction, borne, checkpoint
        "10min, 0, 540s",
        "10min, 3, 135s",
        "7h, 0, 600s",
        "30s, 0, 6s"
    })
    void givesCheckpointsTheTimeThatTransactionsLeave(
            String transaction, int borne, String checkpoint) {
        Duration timeout =
                CheckpointRules.timeout(
                        Duration.ofSeconds(10),
                        borne,
                        Duration.ofSeconds(50),
                        OptionType.DURATION.read().apply(transaction));

        assertThat(timeout).isEqualTo(OptionType.DURATION.read().apply(checkpoint));
    }
}
