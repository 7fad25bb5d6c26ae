// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.predictor;

import io.leat.options.OptionType;
import io.leat.options.settings.MemoryRules.Room;

/**
 * How a session's TaskManager divides its memory, in mebibytes. What Flink would reckon by shares
 * is stated in its settings, so that it comes out as here.
 *
 * @param process all of it
 * @param offHeap for the network buffers of the clients of HTTP and Kafka
 */
public record SessionMemory(long process, long offHeap) {

    /** The setting of {@link #offHeap}. */
    public static final String OFF_HEAP = "taskmanager.memory.task.off-heap.size";

    /** Classes: once for all jobs, as the jar is in the cluster's own class path. */
    public static final long METASPACE = 256;

    /** Between tasks; a job of Leat is one task for each subtask and hands nothing over. */
    public static final long NETWORK = 64;

    /** Flink's default: its own direct memory. */
    private static final long FRAMEWORK_OFF_HEAP = 128;

    /** Flink's default for the stacks of threads and the JVM's own: a tenth within these bounds. */
    private static final long OVERHEAD_SHARE = 10;

    private static final long LEAST_OVERHEAD = 192;
    private static final long MOST_OVERHEAD = 1024;

    /** What a slot's calls hold at the sockets with the default limits. */
    private static final long OFF_HEAP_OF_A_SLOT = 25;

    private static final long LEAST_OFF_HEAP = 256;
    private static final long LEAST_HEAP = 256;
    private static final int MIB_SHIFT = 20;

    /** As the options of a rendering state it. */
    public static SessionMemory of(RenderOptions options, SessionOptions session) {
        String stated = options.flinkSettings().get(OFF_HEAP);
        Long bytes = stated == null ? null : OptionType.SIZE.read().apply(stated);
        return new SessionMemory(
                session.memoryMib(),
                bytes == null ? usualOffHeap(session.slots()) : bytes >> MIB_SHIFT);
    }

    private static long usualOffHeap(int slots) {
        return Math.max(LEAST_OFF_HEAP, slots * OFF_HEAP_OF_A_SLOT);
    }

    public long overhead() {
        return Math.min(MOST_OVERHEAD, Math.max(LEAST_OVERHEAD, process / OVERHEAD_SHARE));
    }

    /** What is left for records in flight and for Flink. */
    public long heap() {
        return process - METASPACE - overhead() - NETWORK - FRAMEWORK_OFF_HEAP - offHeap;
    }

    /** The least that a process needs with so much off the heap. */
    public long least() {
        return METASPACE + LEAST_OVERHEAD + NETWORK + FRAMEWORK_OFF_HEAP + offHeap + LEAST_HEAP;
    }

    /** For {@code MemoryRules}. */
    public Room heapRoom() {
        return new Room(heap() << MIB_SHIFT, "--session-memory");
    }

    /** For {@code MemoryRules}. */
    public Room directRoom() {
        return new Room((offHeap + FRAMEWORK_OFF_HEAP) << MIB_SHIFT, "--flink-config " + OFF_HEAP);
    }
}
