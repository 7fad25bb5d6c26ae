// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load;

import io.leat.bench.load.measure.Delays;
import io.leat.bench.load.subject.LoadGraph;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What Leat is to reach, as ratios within one run on two processors. */
final class LoadTargets {

    /**
     * From the kill to the next answer, in milliseconds: noticed within 3 s, and the job is back.
     */
    private static final double RECOVERY = 10_000;

    /** LEAT_BATCH_MAX_DELAY's default, in milliseconds. */
    private static final double BATCH_DELAY = 5;

    static final List<LoadTarget> ALL = all();

    /** What those run into on the machine at hand. */
    private static final List<String> LIMITS =
            List.of(
                    "between-topics",
                    "between-topics-image",
                    "between-topics-image-grpc",
                    "between-topics-20ms",
                    "bare-model-20ms",
                    "delay-copy");

    private LoadTargets() {}

    /** Every row that a target speaks of, or that bounds one, in the order of the table. */
    static List<String> rows() {
        Set<String> named = new LinkedHashSet<>(LIMITS);
        ALL.forEach(target -> named.addAll(target.rows()));
        return LoadRows.all().keySet().stream().filter(named::contains).toList();
    }

    private static List<LoadTarget> all() {
        List<LoadTarget> targets = new ArrayList<>();
        targets.add(LoadTarget.ratio("REST, of the bare client", "rest", "bare-rest", 0.75));
        targets.add(betweenTopics("REST", "rest", "between-topics", 0.85));
        targets.add(LoadTarget.ratio("gRPC, of the bare client", "grpc", "bare-grpc", 0.85));
        targets.add(cost("REST", "rest", "bare-rest"));
        targets.add(cost("gRPC", "grpc", "bare-grpc"));
        targets.add(naiveLoop());
        targets.add(
                LoadTarget.ratio(
                        "copy, of the plainest job, exactly once",
                        "copy-exactly-once",
                        "plain-copy-exactly-once",
                        0.9));
        targets.add(
                LoadTarget.ratio(
                        "copy, of the plainest job, at least once",
                        "copy-at-least-once",
                        "plain-copy-at-least-once",
                        0.9));
        targets.add(LoadTarget.ratio("batches, v2 gRPC", "batched-v2-grpc", "single-v2-grpc", 5));
        targets.add(
                LoadTarget.ratio(
                        "batches, v2 gRPC, of the copy",
                        "batched-v2-grpc",
                        "copy-exactly-once",
                        0.2));
        targets.add(LoadTarget.ratio("batches, v2 REST", "batched-v2-rest", "single-v2-rest", 3));
        targets.add(
                LoadTarget.ratio(
                        "batches, tensorflow REST",
                        "batched-tensorflow-rest",
                        "single-tensorflow-rest",
                        3));
        targets.add(
                LoadTarget.ratio(
                        "batches, a model that takes one call at a time",
                        "busy-batched",
                        "busy-single",
                        20));
        targets.add(
                LoadTarget.ratio("batches, MLServer", "mlserver-batched", "mlserver-single", 30));
        targets.add(addedDelay());
        targets.add(LoadTarget.p99("p99 at half load, at least once", "delay-at-least-once", 5));
        targets.add(LoadTarget.p99("p99 at half load, checkpoints of 100 ms", "delay-100ms", 150));
        targets.add(LoadTarget.p99("p99 at half load, checkpoints of 1 s", "delay-1s", 1_100));
        targets.add(LoadTarget.p99("p99 at half load, checkpoints of 10 s", "delay-10s", 10_100));
        targets.add(betweenTopics("23 kB REST", "rest-image", "between-topics-image", 0.75));
        targets.add(
                LoadTarget.ratio("request log, of the job without", "rest-logged", "rest", 0.7));
        targets.add(
                LoadTarget.ratio(
                        "request log, 23 kB, of the job without",
                        "rest-image-logged",
                        "rest-image",
                        0.7));
        targets.add(betweenTopics("24 kB gRPC", "grpc-image", "between-topics-image-grpc", 0.75));
        targets.add(betweenTopics("1 MB REST", "rest-1mb", "between-topics-1mb", 0.75));
        targets.add(betweenTopics("10 MB REST", "rest-10mb", "between-topics-10mb", 0.75));
        targets.add(betweenTopics("20 ms model", "model-20ms", "between-topics-20ms", 0.95));
        targets.add(
                betweenTopics("200 ms model", "model-200ms-10000", "between-topics-200ms", 0.95));
        targets.add(betweenTopics("1 s model", "model-1s-1000", "between-topics-1s", 0.95));
        targets.add(graph("chain", LoadGraph.CHAIN));
        targets.add(graph("combiner", LoadGraph.COMBINER));
        targets.add(memory());
        targets.add(recovery());
        return List.copyOf(targets);
    }

    private static LoadTarget cost(String words, String row, String bare) {
        return new LoadTarget(
                words + ", CPU beyond bare client and copy",
                List.of(row, bare, "copy-exactly-once"),
                false,
                15,
                "us",
                results ->
                        results.get(row).micros()
                                - results.get(bare).micros()
                                - results.get("copy-exactly-once").micros());
    }

    private static LoadTarget naiveLoop() {
        List<String> loops =
                LoadRows.LOOP_THREADS.stream().map(threads -> "naive-loop-" + threads).toList();
        return new LoadTarget(
                "REST, of the naive loop at its best",
                Stream.concat(Stream.of("rest"), loops.stream()).toList(),
                true,
                4,
                "x",
                results ->
                        results.get("rest").rate()
                                / loops.stream()
                                        .mapToDouble(loop -> results.get(loop).rate())
                                        .max()
                                        .orElse(0));
    }

    private static LoadTarget betweenTopics(
            String words, String row, String between, double wanted) {
        return LoadTarget.ratio(
                words + ", of the bare client between Kafka's", row, between, wanted);
    }

    private static LoadTarget addedDelay() {
        return new LoadTarget(
                "batches, added p99 at light load",
                List.of("delay-light", "delay-light-batched"),
                false,
                BATCH_DELAY,
                "ms",
                results ->
                        results.get("delay-light-batched").delay(Delays::p99)
                                - results.get("delay-light").delay(Delays::p99));
    }

    private static LoadTarget graph(String row, LoadGraph graph) {
        return new LoadTarget(
                row + ", of the single model by calls",
                List.of(row, "rest"),
                true,
                0.8,
                "x",
                results -> results.get(row).rate() * graph.calls() / results.get("rest").rate());
    }

    private static LoadTarget memory() {
        return new LoadTarget(
                "10 MB records do not kill a TaskManager of 1 GB",
                List.of("huge"),
                true,
                1,
                "records/s",
                results -> results.get("huge").rate());
    }

    private static LoadTarget recovery() {
        return new LoadTarget(
                "recovery after kill -9",
                List.of("recovery"),
                false,
                RECOVERY,
                "ms",
                results -> results.get("recovery").delay(Delays::silence));
    }
}
