// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.kafka.Destination;
import io.leat.kafka.ResultTopics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

/** The configuration of the results' producer. */
class KafkaSinksTest {

    private static final int LARGEST = 2_000_000;
    private static final int SMALLEST = 1_000_000;

    private static Properties producer(Map<String, String> client, boolean exactlyOnce) {
        Properties properties = new Properties();
        properties.putAll(client);
        return KafkaSinks.producer(properties, exactlyOnce, LARGEST, SMALLEST);
    }

    @Test
    void gathersRecordsLongerWhereNobodySeesThemBeforeTheCheckpoint() {
        assertThat(producer(Map.of(), true)).containsEntry("linger.ms", "10");
        assertThat(producer(Map.of(), false)).containsEntry("linger.ms", "1");
    }

    @Test
    void doesAsTheUserStates() {
        assertThat(
                        producer(
                                Map.of(
                                        "linger.ms", "20",
                                        "batch.size", "500000",
                                        "compression.type", "lz4",
                                        "delivery.timeout.ms", "60000"),
                                true))
                .containsEntry("linger.ms", "20")
                .containsEntry("batch.size", "500000")
                .containsEntry("compression.type", "lz4")
                .containsEntry("delivery.timeout.ms", "60000");
    }

    @Test
    void compressesWhereARequestLogIsWrittenUnlessTheUserStatesHow() {
        ResultTopics results =
                new ResultTopics("main", topic("predictions"), topic("predictions-dead-letter"));
        List<ResultTopics> logged = List.of(results.withLog(topic("log")));
        List<ResultTopics> logAlone = List.of(ResultTopics.ofLog("main", topic("log")));

        assertThat(producerOf(logged, Map.of())).containsEntry("compression.type", "lz4");
        assertThat(producerOf(logAlone, Map.of())).containsEntry("compression.type", "lz4");
        assertThat(producerOf(logged, Map.of("compression.type", "none")))
                .containsEntry("compression.type", "none");
        assertThat(producerOf(List.of(results), Map.of())).doesNotContainKey("compression.type");
    }

    private static Destination topic(String name) {
        return new Destination(name, LARGEST, false);
    }

    private static Properties producerOf(List<ResultTopics> topics, Map<String, String> client) {
        Properties properties = new Properties();
        properties.putAll(client);
        return new SinkSettings(
                        properties,
                        "group",
                        topics,
                        OutputPartitioner.MURMUR2,
                        Duration.ofMinutes(1),
                        false)
                .producer();
    }

    @Test
    void makesNoBatchLargerThanATopicTakes() {
        assertThat(producer(Map.of("batch.size", "5000000"), true))
                .containsEntry("batch.size", Integer.toString(SMALLEST));
        assertThat(KafkaSinks.producer(new Properties(), true, LARGEST, 10_000))
                .containsEntry("batch.size", "10000");
    }

    @Test
    void waitsForBrokersInsteadOfFailing() {
        assertThat(producer(Map.of(), true))
                .containsEntry("max.block.ms", Integer.toString(Integer.MAX_VALUE));
        assertThat(producer(Map.of("max.block.ms", "60000"), true))
                .containsEntry("max.block.ms", "60000");
    }

    @Test
    void buffersTheLargestRecordAsFarAsTheHeapHasRoom() {
        long megabyte = 1 << 20;

        assertThat(KafkaSinks.bufferBytes(LARGEST, 100 * megabyte)).isEqualTo(32 * megabyte);
        assertThat(KafkaSinks.bufferBytes((int) (64 * megabyte), 1000 * megabyte))
                .isEqualTo(64 * megabyte);
        assertThat(KafkaSinks.bufferBytes(Integer.MAX_VALUE, 1000 * megabyte))
                .isEqualTo(250 * megabyte);
        assertThat(producer(Map.of("buffer.memory", "1000000"), true))
                .containsEntry("buffer.memory", "1000000");
    }

    @Test
    void saysWhichNumberIsNone() {
        assertThatThrownBy(() -> producer(Map.of("batch.size", "many"), true))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll("batch.size", "many");
    }

    @Test
    void acknowledgesEverythingWhateverIsStated() {
        assertThat(producer(Map.of("acks", "1", "enable.idempotence", "false"), false))
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", "true");
    }
}
