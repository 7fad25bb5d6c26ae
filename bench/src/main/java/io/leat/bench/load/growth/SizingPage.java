// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.growth;

import io.leat.bench.load.experiment.Figures;
import io.leat.bench.load.experiment.LoadResults;
import io.leat.bench.load.measure.MarkdownTable;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code docs/sizing.md}: what a record costs while one thing grows, and what follows for a million
 * records a second. Computed from the results of {@code bench/growth} alone; what is not measured
 * is said so.
 */
public final class SizingPage {

    private static final int WANTED = 1_000_000;

    /** What is left free for checkpoints, garbage collection and catching up after a restart. */
    private static final double SHARE_IN_USE = 0.6;

    private static final double CHECKPOINT_SECONDS = 10;

    private static final String NOT_MEASURED = "not measured";

    private final LoadResults results;
    private final @Nullable Figures single;

    private SizingPage(LoadResults results) {
        this.results = results;
        this.single = results.find(GrowthAxis.SUBTASKS.row(1));
    }

    /** The page in Markdown. */
    public static String of(LoadResults results) {
        SizingPage page = new SizingPage(results);
        return page.text();
    }

    /** The picture beside it, as SVG. */
    public static String picture(LoadResults results) {
        return GrowthChart.of(results);
    }

    private String text() {
        return """
               # Sizing

               <!-- Made from SizingPage by SizingDocTest: change it there, then run it with -Dleat.docs.write=true. -->

               What a record costs while one thing grows, and how large a deployment must be for a million records a second.
               Generated from the results of `bench/growth` in `bench/growth.json`; [performance](performance.md) says how such rows are measured.

               ## What a record costs as one thing grows

               Processor time of Leat's process for each record, exactly once with a checkpoint every 10 s, over REST, a model that
               answers at once. Where nothing else is said: one partition, one subtask, one node, one deployment, 40 bytes, 100 records in flight.

               %s
               %s
               ## A million records a second

               Every number below follows from the row of one subtask, and scales with the rate you need.

               %s
               **Subtasks and partitions.** A subtask reads whole partitions, so there are at least as many partitions as subtasks; two or three
               times as many let the job grow without a change of topic, and cost no more each (see the rows above). `pipeline.max-parallelism` is
               720 as shipped: more subtasks than that need a larger one from the first start on.

               **Machines.** One TaskManager of four slots on a machine of four to eight processors is a good part: more slots share one heap
               and one garbage collector. Processors of the brokers and of the model servers are not in the table's cores of Leat.

               **In flight.** By Little's law, records in flight = rate x seconds of a call. Each subtask has `--max-in-flight`, 100 by default, so
               that a model of 10 ms lets a subtask answer at most 10,000 records a second, whatever the processors: raise it with the latency.
               Concurrency limits (`--concurrency`) find by themselves how many calls an endpoint takes.

               **Model replicas.** Replicas = rate x seconds of a call / calls that one replica answers at a time, and in batches divided by the
               records of a batch: at a million records a second, 5 ms a call and 4 calls at a time are 1,250 replicas; in batches of 64
               of which a call takes 8 ms, 32. The model, not Leat, decides what a million records a second cost: measure one replica first.

               **Checkpoints and transactions.** Each subtask commits one transaction at each checkpoint, with a marker in each output
               partition that it has written to. A transaction coordinator handles some thousand commits a second, so the interval may be short until
               subtasks / interval comes near that; what bounds it before is the time of a checkpoint, which must stay below the interval.
               A checkpoint holds what is in flight: subtasks x records in flight x bytes. `--transaction-timeout` stays above the longest
               time a job may be down.

               **Network.** Each record crosses the network as input, call, answer and output, and once more for each replica that
               the brokers keep: bytes x (2 + replicas) on the brokers' side, bytes x 4 on Leat's.
               """
                .formatted(
                        table(),
                        results.all().isEmpty()
                                ? ""
                                : "![Cost of a record over each of them](../bench/growth.svg)\n",
                        million());
    }

    private String table() {
        MarkdownTable table =
                new MarkdownTable("what grows", "CPU µs of a record at each", "should be", "is");
        StringBuilder reasons = new StringBuilder();
        for (GrowthAxis axis : GrowthAxis.values()) {
            NavigableMap<Integer, Double> costs = axis.costs(results);
            table.add(
                    axis.words(),
                    cells(axis, costs),
                    axis.shape().name().toLowerCase(Locale.ROOT),
                    found(axis, costs));
            if (!axis.reason().isEmpty()) {
                reasons.append("- %s: %s%n".formatted(axis.words(), axis.reason()));
            }
        }
        return table + "\nWhere it is not as it should be, or only so:\n\n" + reasons;
    }

    private static String cells(GrowthAxis axis, NavigableMap<Integer, Double> costs) {
        StringBuilder text = new StringBuilder();
        for (int number : axis.numbers()) {
            Double cost = costs.get(number);
            text.append(text.length() == 0 ? "" : ", ")
                    .append(String.format(Locale.ROOT, "%,d: ", number))
                    .append(cost == null ? "–" : String.format(Locale.ROOT, "%,.1f", cost));
        }
        return text.toString();
    }

    private static String found(GrowthAxis axis, NavigableMap<Integer, Double> costs) {
        if (costs.size() < 2) {
            return NOT_MEASURED;
        }
        if (axis.shape().holds(costs)) {
            return axis.shape().words(costs);
        }
        Map.Entry<Integer, Double> worst = axis.shape().worst(costs);
        return String.format(
                Locale.ROOT,
                "not %s: %.1f times as much at %,d",
                axis.shape().name().toLowerCase(Locale.ROOT),
                worst.getValue(),
                worst.getKey());
    }

    private String million() {
        MarkdownTable table = new MarkdownTable("for 1,000,000 records/s", "", "computed as");
        Figures one = single;
        double use = one == null ? 0 : one.rate() * SHARE_IN_USE;
        double subtasks = one == null ? 0 : Math.ceil(WANTED / use);
        table.add(
                "records/s of a subtask",
                number(one, one == null ? 0 : one.rate()),
                "measured, row `%s`".formatted(GrowthAxis.SUBTASKS.row(1)));
        table.add(
                "subtasks",
                number(one, subtasks),
                "rate / (records/s of a subtask x %.1f)".formatted(SHARE_IN_USE));
        table.add(
                "cores of Leat",
                number(one, one == null ? 0 : Math.ceil(one.micros() / SHARE_IN_USE)),
                "CPU µs of a record / %.1f".formatted(SHARE_IN_USE));
        table.add(
                "cores of the brokers",
                number(one, one == null ? 0 : Math.ceil(one.broker() / SHARE_IN_USE)),
                "their CPU µs of a record / %.1f, for one replica".formatted(SHARE_IN_USE));
        table.add("partitions", number(one, 2 * subtasks), "2 x subtasks");
        table.add(
                "transactions/s",
                number(one, Math.ceil(subtasks / CHECKPOINT_SECONDS)),
                "subtasks / checkpoint interval of %.0f s".formatted(CHECKPOINT_SECONDS));
        return table.toString();
    }

    private static String number(@Nullable Figures from, double value) {
        return from == null ? NOT_MEASURED : String.format(Locale.ROOT, "%,.0f", value);
    }
}
