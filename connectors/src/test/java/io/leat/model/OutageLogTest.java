package io.leat.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.protocol.ErrorCode;
import io.leat.protocol.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What somebody reads who looks into the log while a model is away. */
class OutageLogTest {

    private final ManualTime time = new ManualTime();
    private final OutageLog log = new OutageLog(Map.of("m", "http://model:9000"), time::nanos);
    private final Lines lines = new Lines();

    private static final class Lines extends AbstractAppender {

        private final List<String> seen = new ArrayList<>();

        Lines() {
            super("lines", null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            seen.add(event.getMessage().getFormattedMessage());
        }
    }

    private static Logger logger() {
        return (Logger) LogManager.getLogger(OutageLog.class);
    }

    @BeforeEach
    void listen() {
        lines.start();
        Configurator.setLevel(logger(), Level.INFO);
        logger().addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        LoggerContext.getContext(false).reconfigure();
    }

    private void fails(String reason) {
        log.failed(Failure.of(ErrorCode.MODEL_UNAVAILABLE, reason, "m"));
    }

    @Test
    void saysOnceWhoIsAwaySinceWhenAndWhy() {
        fails("connection refused");
        fails("connection refused");

        assertThat(lines.seen)
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
        assertThat(lines.seen).hasSize(1);

        time.advance(Duration.ofSeconds(2));
        fails("connection refused");

        assertThat(lines.seen).hasSize(2);
        assertThat(lines.seen.get(1)).contains("unavailableSeconds=31");
    }

    @Test
    void saysAnotherReasonSoonerButNotEachTimeOfTwoThatTakeTurns() {
        fails("connection refused");
        fails("no answer within 5000 ms");
        assertThat(lines.seen).hasSize(1);

        time.advance(Duration.ofSeconds(6));
        fails("no answer within 5000 ms");
        fails("connection refused");

        assertThat(lines.seen).hasSize(2);
        assertThat(lines.seen.get(1))
                .contains("unavailableSeconds=6", "reason=\"no answer within 5000 ms\"");
    }

    @Test
    void saysThatItIsOverAndBeginsAnewWithTheNext() {
        fails("connection refused");
        log.reached("m");
        log.reached("m");
        time.advance(Duration.ofSeconds(1));
        fails("connection refused");

        assertThat(lines.seen).hasSize(3);
        assertThat(lines.seen.get(1)).isEqualTo("node=m endpoint=http://model:9000 answers again");
        assertThat(lines.seen.get(2)).contains("unavailableSeconds=0");
    }
}
