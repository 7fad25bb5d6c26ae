// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.plan;

import io.leat.kafka.gate.InFlightLimits;
import io.leat.options.StatedNames;
import io.leat.options.settings.MemoryRules;
import io.leat.options.settings.MemoryRules.Room;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * The memory of a process that runs subtasks, as far as records in flight can use it.
 *
 * @param slots subtasks that may run in it at a time
 * @param slotsSetting which setting says so
 */
public record ClusterMemory(Room heap, Room direct, int slots, String slotsSetting) {

    /** One of these is stated where a TaskManager is a process of its own. */
    private static final List<ConfigOption<?>> SIZES =
            List.of(
                    TaskManagerOptions.TOTAL_PROCESS_MEMORY,
                    TaskManagerOptions.TOTAL_FLINK_MEMORY,
                    TaskManagerOptions.TASK_HEAP_MEMORY);

    /**
     * A TaskManager's as Flink's configuration has it; null where it says nothing, or too little.
     */
    public static @Nullable ClusterMemory of(StreamExecutionEnvironment env) {
        return env.getConfiguration() instanceof Configuration config ? of(config) : null;
    }

    static @Nullable ClusterMemory of(Configuration config) {
        if (SIZES.stream().noneMatch(size -> config.getOptional(size).isPresent())) {
            return null;
        }
        TaskExecutorProcessSpec spec;
        try {
            spec = TaskExecutorProcessUtils.processSpecFromConfig(config);
        } catch (IllegalConfigurationException e) {
            return null; // Flink says so itself, where it starts the process
        }
        return new ClusterMemory(
                new Room(
                        spec.getJvmHeapMemorySize().getBytes(),
                        TaskManagerOptions.TOTAL_PROCESS_MEMORY.key()),
                new Room(
                        spec.getTaskOffHeapSize().getBytes()
                                + spec.getFlinkMemory().getFrameworkOffHeap().getBytes(),
                        TaskManagerOptions.TASK_OFF_HEAP_MEMORY.key()),
                config.get(TaskManagerOptions.NUM_TASK_SLOTS),
                TaskManagerOptions.NUM_TASK_SLOTS.key());
    }

    /**
     * This process's own, where subtasks run in it.
     *
     * @param slotsSetting which setting says how many
     */
    public static ClusterMemory ofThisProcess(int slots, String slotsSetting) {
        long heap = Runtime.getRuntime().maxMemory();
        // The JVM's own default for direct memory is the heap's size.
        String setting = "-Xmx in LEAT_JAVA_OPTS";
        return new ClusterMemory(
                new Room(heap, setting), new Room(heap, setting), slots, slotsSetting);
    }

    /**
     * Looks whether it bears what the job may hold.
     *
     * @param limits of each subtask
     * @param names what the user has written for the job's options
     * @throws ConfigurationException if not, with the numbers and the settings
     */
    public void check(InFlightLimits limits, StatedNames names) throws ConfigurationException {
        List<String> problems = MemoryRules.problems(heap, direct, slots, slotsSetting, limits);
        if (!problems.isEmpty()) {
            throw new ConfigurationException(names.in(problems));
        }
    }
}
