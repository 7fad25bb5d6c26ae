package io.leat.client.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.client.LogLines;
import io.leat.client.ManualTime;
import io.leat.protocol.CallFailure;
import io.leat.protocol.DeadLetterCode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What somebody reads who looks into the log while a model is away. */
class OutageLogTest {

    private final ManualTime time = new ManualTime();
    private final OutageLog log = new OutageLog(Map.of("m", "http://model:9000"), time::nanos);
    private final LogLines lines = LogLines.of(OutageLog.class);

    @AfterEach
    void stopListening() {
        lines.close();
    }

    private void fails(String reason) {
        log.failed(CallFailure.of(DeadLetterCode.MODEL_UNAVAILABLE, reason, "m"));
    }

    @Test
    void saysOnceWhoIsAwaySinceWhenAndWhy() {
        fails("connection refused");
        fails("connection refused");

        assertThat(lines.seen())
                .containsExactly(
                        "node=m endpoint=http://model:9000 unavailableSeconds=0"
                                + " reason=\"connection refused\": records wait, the source pauses,"
                                + " nothing is lost");
    }

    @Test
    void saysItAgainNowAndThen() {
        fails("connection refused");
        time.advance(Duration.ofSeconds(29));
        fails("connection refused");
        assertThat(lines.seen()).hasSize(1);

        time.advance(Duration.ofSeconds(2));
        fails("connection refused");

        assertThat(lines.seen()).hasSize(2);
        assertThat(lines.seen().get(1)).contains("unavailableSeconds=31");
    }

    @Test
    void saysAnotherReasonSoonerButNotEachTimeOfTwoThatTakeTurns() {
        fails("connection refused");
        fails("no answer within 5000 ms");
        assertThat(lines.seen()).hasSize(1);

        time.advance(Duration.ofSeconds(6));
        fails("no answer within 5000 ms");
        fails("connection refused");

        assertThat(lines.seen()).hasSize(2);
        assertThat(lines.seen().get(1))
                .contains("unavailableSeconds=6", "reason=\"no answer within 5000 ms\"");
    }

    @Test
    void saysThatItIsOverAndBeginsAnewWithTheNext() {
        fails("connection refused");
        log.reached("m");
        log.reached("m");
        time.advance(Duration.ofSeconds(1));
        fails("connection refused");

        assertThat(lines.seen()).hasSize(3);
        assertThat(lines.seen().get(1))
                .isEqualTo("node=m endpoint=http://model:9000 answers again");
        assertThat(lines.seen().get(2)).contains("unavailableSeconds=0");
    }
}
