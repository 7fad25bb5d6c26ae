// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.kafka.gate.InFlightLimits;
import io.leat.options.StatedNames;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a TaskManager's memory bears, and what is refused at start. */
class ClusterMemoryTest {

    private static final Configuration SHIPPED =
            GlobalConfiguration.loadConfiguration("../flink-conf");

    private static InFlightLimits limits(int records, long megabytes) {
        return InFlightLimits.of(records, megabytes << 20);
    }

    private static ClusterMemory shippedWith(String... settings) {
        Configuration config = new Configuration(SHIPPED);
        for (int i = 0; i < settings.length; i += 2) {
            config.setString(settings[i], settings[i + 1]);
        }
        return Objects.requireNonNull(ClusterMemory.of(config));
    }

    /** The distribution's own size, and the least that {@code render} gives a pod of one slot. */
    @ParameterizedTest
    @CsvSource({"1728m, 1", "1728m, 2", "1728m, 4", "1280m, 1", "2048m, 1"})
    void isEnoughAsShipped(String size, String slots) {
        ClusterMemory memory =
                shippedWith(
                        "taskmanager.memory.process.size",
                        size,
                        "taskmanager.numberOfTaskSlots",
                        slots);
        assertThatCode(() -> memory.check(limits(100, 64), StatedNames.NONE))
                .doesNotThrowAnyException();
    }

    @Test
    void saysWhatTheHeapHasAndWhatItWouldNeed() {
        ClusterMemory memory =
                shippedWith(
                        "taskmanager.memory.process.size",
                        "1280m",
                        "taskmanager.numberOfTaskSlots",
                        "2");

        assertThatThrownBy(() -> memory.check(limits(100, 256), StatedNames.NONE))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(
                        "the heap has ",
                        "LEAT_MAX_IN_FLIGHT_BYTES is 256mb for each of 2 slots, together 512mb",
                        "raise taskmanager.memory.process.size");
    }

    @Test
    void saysWhatDirectMemoryHasAndWhatItWouldNeed() {
        ClusterMemory memory =
                shippedWith(
                        "taskmanager.memory.process.size",
                        "4096m",
                        "taskmanager.memory.task.off-heap.size",
                        "16mb",
                        "taskmanager.numberOfTaskSlots",
                        "8");

        assertThatThrownBy(() -> memory.check(limits(100, 64), StatedNames.NONE))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(
                        "direct memory has 144mb",
                        "hold up to 200mb",
                        "raise taskmanager.memory.task.off-heap.size");
    }

    @Test
    void countsTheRecordsOfEachPredictorWhereTheseHavePlacesOfTheirOwn() {
        ClusterMemory memory =
                shippedWith(
                        "taskmanager.memory.process.size",
                        "1280m",
                        "taskmanager.memory.task.off-heap.size",
                        "16mb",
                        "taskmanager.numberOfTaskSlots",
                        "2");

        assertThatCode(() -> memory.check(limits(200, 160), StatedNames.NONE))
                .doesNotThrowAnyException();
        assertThatThrownBy(
                        () -> memory.check(new InFlightLimits(200, 160 << 20, 2), StatedNames.NONE))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(
                        "LEAT_MAX_IN_FLIGHT_BYTES is 160mb for each of 2 predictors in each of 2 slots, together 640mb",
                        "LEAT_MAX_IN_FLIGHT is 200 and LEAT_MAX_IN_FLIGHT_BYTES 160mb for each of 2 predictors in each of 2 slots, of which sockets hold up to 200mb");
    }

    @Test
    void looksAtNothingWhereFlinkStatesNoSizes() {
        assertThat(ClusterMemory.of(Configuration.fromMap(Map.of()))).isNull();
    }
}
