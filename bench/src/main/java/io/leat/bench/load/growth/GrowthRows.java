// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.growth;

import io.leat.bench.load.experiment.LoadRow;
import io.leat.bench.load.stub.LoadPayload;
import io.leat.bench.load.subject.LoadGraph;
import io.leat.bench.load.subject.LocalFlinkJob;
import io.leat.bench.load.subject.SeveralJobs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rows of every axis, by name. */
public final class GrowthRows {

    /** The first and the last of each axis but the largest, to prove that all of it works. */
    public static final List<String> QUICK =
            List.of("partitions-1", "in-flight-1", "payload-1000", "nodes-2", "deployments-5");

    private static final LocalFlinkJob LEAT = LocalFlinkJob.leat();

    /** Records of this size and more are few, and are all answered once. */
    private static final int LARGE = 1_000_000;

    /** Bytes of all large records together: a disk has them twice. */
    private static final int ALL_LARGE = 2_000_000_000;

    private static final int WIDEST = 8;

    private GrowthRows() {}

    public static Map<String, LoadRow> all() {
        Map<String, LoadRow> rows = new LinkedHashMap<>();
        for (GrowthAxis axis : GrowthAxis.values()) {
            for (int number : axis.numbers()) {
                LoadRow row = row(axis, number);
                rows.put(row.name(), row);
            }
        }
        return rows;
    }

    private static LoadRow row(GrowthAxis axis, int number) {
        String name = axis.row(number);
        String title = "%,d %s".formatted(number, axis.words());
        LoadPayload small = LoadPayload.SELDON_REST;
        return switch (axis) {
            case PARTITIONS -> LoadRow.of(name, title, LEAT, small).partitions(number);
            case IN_FLIGHT ->
                    LoadRow.of(
                            name,
                            title,
                            LEAT.with("max-in-flight", Integer.toString(number)),
                            small);
            case PAYLOAD -> ofBytes(name, title, number);
            case NODES -> LoadRow.of(name, title, LEAT.of(LoadGraph.chainOf(number)), small);
            case DEPLOYMENTS -> LoadRow.of(name, title, new SeveralJobs(LEAT, number), small);
            case SUBTASKS ->
                    LoadRow.of(name, title, LEAT.parallelism(number), small).partitions(WIDEST);
        };
    }

    private static LoadRow ofBytes(String name, String title, int bytes) {
        LoadPayload payload = LoadPayload.ofBytes(bytes);
        return bytes < LARGE
                ? LoadRow.of(name, title, LEAT, payload).guess(bytes < LARGE / 10 ? 60_000 : 8_000)
                : LoadRow.allOf(name, title, LEAT, ALL_LARGE / bytes, payload);
    }
}
