// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options.settings;

import io.leat.kafka.gate.InFlightLimits;
import java.util.ArrayList;
import java.util.List;

/** The rules for the memory of a process when every subtask in it holds what it may. */
public final class MemoryRules {

    /**
     * Direct memory of one call under way: two pieces of a request and one of a reply at the
     * socket, with what an allocator loses. The rest of both is on the heap.
     */
    private static final long AT_THE_SOCKET = 256 << 10;

    private static final long MIB = 1 << 20;

    private MemoryRules() {}

    /**
     * Looks at one process.
     *
     * @param heap in bytes, and which setting makes it so
     * @param direct in bytes, and which setting makes it so
     * @param slots subtasks it may run at a time
     * @param slotsSetting which setting says so
     * @param limits of each subtask
     */
    public static List<String> problems(
            Room heap, Room direct, int slots, String slotsSetting, InFlightLimits limits) {
        return problems(
                heap,
                direct,
                slots,
                slotsSetting,
                limits.records(),
                limits.bytes(),
                limits.pools());
    }

    /**
     * The same.
     *
     * @param records in flight at most, of each pool
     * @param bytes in flight at most, of each pool
     * @param poolsOfSlot one for all predictors of a job, or as many as there are
     */
    public static List<String> problems(
            Room heap,
            Room direct,
            int slots,
            String slotsSetting,
            int records,
            long bytes,
            int poolsOfSlot) {
        List<String> problems = new ArrayList<>();
        long pools = (long) slots * poolsOfSlot;
        String each =
                poolsOfSlot == 1
                        ? "for each of %d slots".formatted(slots)
                        : "for each of %d predictors in each of %d slots"
                                .formatted(poolsOfSlot, slots);
        long held = pools * bytes;
        if (held > heap.bytes()) {
            problems.add(
                    "the heap has %dmb, and LEAT_MAX_IN_FLIGHT_BYTES is %dmb %s, together %dmb (expected: at most the heap, better half of it; raise %s, or lower LEAT_MAX_IN_FLIGHT_BYTES or %s)"
                            .formatted(
                                    mib(heap.bytes()),
                                    mib(bytes),
                                    each,
                                    mib(held),
                                    heap.setting(),
                                    slotsSetting));
        }
        long sockets = pools * Math.min(bytes, records * AT_THE_SOCKET);
        if (sockets > direct.bytes()) {
            problems.add(
                    "direct memory has %dmb, and LEAT_MAX_IN_FLIGHT is %d and LEAT_MAX_IN_FLIGHT_BYTES %dmb %s, of which sockets hold up to %dmb (expected: at most the direct memory; raise %s, or lower LEAT_MAX_IN_FLIGHT, LEAT_MAX_IN_FLIGHT_BYTES or %s)"
                            .formatted(
                                    mib(direct.bytes()),
                                    records,
                                    mib(bytes),
                                    each,
                                    mib(sockets),
                                    direct.setting(),
                                    slotsSetting));
        }
        return problems;
    }

    /**
     * A kind of memory.
     *
     * @param setting by which there is more of it
     */
    public record Room(long bytes, String setting) {}

    /** Upwards, so that nothing is shown as none. */
    private static long mib(long bytes) {
        return bytes / MIB + (bytes % MIB == 0 ? 0 : 1);
    }
}
