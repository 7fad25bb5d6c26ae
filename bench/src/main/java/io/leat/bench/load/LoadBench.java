// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load;

import io.leat.bench.load.experiment.Experiment;
import io.leat.bench.load.experiment.Figures;
import io.leat.bench.load.experiment.LoadResults;
import io.leat.bench.load.experiment.LoadRow;
import io.leat.bench.load.growth.SizingPage;
import io.leat.bench.load.measure.Delays;
import io.leat.bench.load.measure.Machine;
import io.leat.bench.load.subject.LoadEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;

/** {@code LoadBench WORK FLINK_HOME [OPTION…] [ROW…]}, see bench/run. */
final class LoadBench {

    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private final LoadEnvironment ground;
    private final LoadOptions choice;
    private final LoadResults results;
    private final Path files;

    private LoadBench(LoadEnvironment ground, LoadOptions choice, LoadResults results, Path files) {
        this.ground = ground;
        this.choice = choice;
        this.results = results;
        this.files = files;
    }

    public static void main(String[] args) {
        LoadOptions choice;
        try {
            choice = LoadOptions.of(new ArrayList<>(Arrays.asList(args).subList(2, args.length)));
        } catch (IllegalArgumentException e) {
            System.err.println("run: " + e.getMessage());
            System.exit(USAGE);
            return;
        }
        Path files =
                Path.of(System.getProperty("leat.repository"), "bench/target", choice.report());
        Path flinkHome = Path.of(args[1]);
        LoadResults results = choice.append() ? LoadReport.read(files) : new LoadResults();
        boolean well;
        try (LoadEnvironment ground = new LoadEnvironment(Path.of(args[0]), flinkHome)) {
            well = new LoadBench(ground, choice, results, files).run();
        }
        LoadReport report = new LoadReport(choice.all(), results, Machine.describe(flinkHome));
        report.write(files);
        if (choice.isGrowth()) {
            writeSizing(files, results);
        }
        System.out.println();
        System.out.println(report.text());
        System.exit(well ? 0 : FAILED);
    }

    private static void writeSizing(Path files, LoadResults results) {
        try {
            Files.writeString(files.resolveSibling("sizing.md"), SizingPage.of(results));
            Files.writeString(files.resolveSibling("growth.svg"), SizingPage.picture(results));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean run() {
        boolean well = true;
        for (int round = 1; round <= choice.times().rounds(); round++) {
            for (LoadRow row : choice.rows()) {
                well &= run(round, row);
            }
        }
        return well;
    }

    /** A row that fails leaves the others to be measured. */
    private boolean run(int round, LoadRow row) {
        String found;
        boolean well = true;
        try {
            Experiment.Outcome outcome = row.experiment().run(ground, row, choice.times(), results);
            results.add(row.name(), outcome);
            found = sentence(new Figures(outcome.windows(), outcome.delays()));
        } catch (RuntimeException e) {
            well = false;
            Path logs = files.resolveSibling("log-" + row.name());
            ground.keepLogs(logs);
            found = "FAILED: %s; its logs are in %s".formatted(e.getMessage(), logs);
        }
        System.out.printf("%d  %-28s %s%n", round, row.name(), found);
        return well;
    }

    private static String sentence(Figures found) {
        return found.delays().isEmpty()
                ? String.format(Locale.ROOT, "%,9.0f/s  %6.1f us", found.rate(), found.micros())
                : String.format(
                        Locale.ROOT,
                        "p50 %.1f, p99 %.1f ms, longest silence %.0f ms",
                        found.delay(Delays::p50),
                        found.delay(Delays::p99),
                        found.delay(Delays::silence));
    }
}
