// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.growth;

import io.leat.bench.load.experiment.LoadResults;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What grows, one at a time. The first number of each but for the work in flight is the row that
 * all others share: one partition, subtask, node and job, 40 bytes, 100 records in flight.
 */
enum GrowthAxis {
    PARTITIONS("partitions", GrowthShape.FLAT, ""),
    IN_FLIGHT(
            "records in flight",
            GrowthShape.FLAT,
            "Few in flight cost more each: a thread that wakes up, a packet and a system call are then for one"
                    + " record alone, and are shared by all that are ready when there are more."),
    PAYLOAD("bytes of a record", GrowthShape.LINEAR, ""),
    NODES("nodes of a chain", GrowthShape.LINEAR, "Each node is a call of its own."),
    DEPLOYMENTS(
            "deployments",
            GrowthShape.FLAT,
            "Each is a Flink job in a JVM of its own, with its own checkpoints, metrics and compiled code: what they"
                    + " cost without a record is shared by fewer records of each."),
    SUBTASKS("subtasks", GrowthShape.FLAT, "");

    private final String words;
    private final GrowthShape shape;
    private final String reason;

    GrowthAxis(String words, GrowthShape shape, String reason) {
        this.words = words;
        this.shape = shape;
        this.reason = reason;
    }

    String words() {
        return words;
    }

    GrowthShape shape() {
        return shape;
    }

    /** Why it is not, where it is known to differ from its shape; else empty. */
    String reason() {
        return reason;
    }

    List<Integer> numbers() {
        return switch (this) {
            case PARTITIONS -> List.of(1, 4, 16, 64, 256);
            case IN_FLIGHT -> List.of(1, 10, 100, 1_000, 10_000);
            case PAYLOAD -> List.of(40, 1_000, 10_000, 100_000, 1_000_000, 10_000_000);
            case NODES -> List.of(1, 2, 5, 10);
            case DEPLOYMENTS -> List.of(1, 5, 10, 20);
            case SUBTASKS -> List.of(1, 2, 4, 8);
        };
    }

    /** Of the row in the bench. */
    String row(int number) {
        return name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + number;
    }

    /** Processor microseconds of a record, by the number, of those that were measured. */
    NavigableMap<Integer, Double> costs(LoadResults results) {
        NavigableMap<Integer, Double> costs = new TreeMap<>();
        for (int number : numbers()) {
            if (results.has(row(number))) {
                costs.put(number, results.get(row(number)).micros());
            }
        }
        return costs;
    }
}
