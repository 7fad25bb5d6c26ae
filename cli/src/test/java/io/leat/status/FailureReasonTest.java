// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.flink.util.SerializedThrowable;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class FailureReasonTest {

    @Test
    void isTheRootCausesFirstLine() {
        Throwable failure =
                new FlinkRuntimeException(
                        "Recovery is suppressed",
                        new IllegalStateException(new IOException("No space left\n\tat x.Y")));

        assertThat(FailureReason.of(failure)).isEqualTo("No space left (IOException)");
    }

    @Test
    void isTheSameOnceFlinkHasSentItOn() {
        Throwable failure =
                new SerializedThrowable(
                        new FlinkRuntimeException(new IOException("No space left")));

        assertThat(FailureReason.of(failure)).isEqualTo("No space left (IOException)");
    }

    @Test
    void isTheSameOfItsStackTrace() {
        StringWriter text = new StringWriter();
        new SerializedThrowable(
                        new FlinkRuntimeException(
                                "Recovery is suppressed",
                                new IllegalStateException(
                                        new IOException("No space: left\n\tat x.Y"))))
                .printStackTrace(new PrintWriter(text));

        assertThat(FailureReason.ofStackTrace(text.toString()))
                .isEqualTo("No space: left (IOException)");
        assertThat(FailureReason.ofStackTrace("java.lang.NullPointerException\n\tat x.Y"))
                .isEqualTo("NullPointerException");
        assertThat(FailureReason.ofStackTrace("")).isEmpty();
    }

    @Test
    void namesTheTopicThatIsMissing() {
        assertThat(
                        FailureReason.of(
                                new TimeoutException(
                                        "Topic my-out not present in metadata after 60000 ms.")))
                .isEqualTo("topic my-out does not exist");
    }

    @Test
    void saysInPlainWordsWhatKafkaAndFlinkWriteForProgrammers() {
        assertThat(
                        FailureReason.of(
                                new OffsetOutOfRangeException(
                                        "Fetch position FetchPosition{offset=2, offsetEpoch=Optional[0],"
                                                + " currentLeader=LeaderAndEpoch{epoch=0}} is out of range"
                                                + " for partition in-0",
                                        Map.of())))
                .isEqualTo("offset 2 of in-0 does not exist any more");
        assertThat(
                        FailureReason.of(
                                new FlinkRuntimeException(
                                        "Exceeded checkpoint tolerable failure threshold. The latest"
                                                + " checkpoint failed due to IO-problem detected., view"
                                                + " the Checkpoint History tab or the Job Manager log")))
                .isEqualTo("its checkpoints fail: IO-problem detected.");
        assertThat(
                        FailureReason.of(
                                new FlinkRuntimeException(
                                        "Exceeded checkpoint tolerable failure threshold.")))
                .isEqualTo("its checkpoints fail");
        assertThat(FailureReason.of(new FlinkRuntimeException("topic in was made again")))
                .isEqualTo("topic in was made again");
    }

    @Test
    void asksForAnotherJobWhereTheProducerIsFenced() {
        assertThat(FailureReason.of(new ProducerFencedException("newer epoch")))
                .startsWith("another producer has taken over");
    }

    @Test
    void isTheClassWhereThereIsNoMessage() {
        assertThat(FailureReason.of(new NullPointerException())).isEqualTo("NullPointerException");
    }
}
