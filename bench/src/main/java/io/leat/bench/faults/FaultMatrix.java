// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults;

import io.leat.bench.faults.environment.FaultEnvironment;
import io.leat.bench.faults.scenario.Scenario;
import io.leat.bench.harness.SettableClocks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The fault matrix: {@code FaultMatrix WORK FLINK_HOME [--quick] [NAME…]}. Ends with 0 if every row
 * has passed. Rows with the same topology share a stage, as long as all goes well on it; an
 * application cluster is there for one row.
 */
final class FaultMatrix {

    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private final Path repository = Path.of(System.getProperty("leat.repository"));
    private final Path work;
    private final Path flinkHome;
    private final FaultReport report = new FaultReport();
    private @Nullable FaultEnvironment stage;
    private int stages;

    private FaultMatrix(Path work, Path flinkHome) {
        this.work = work;
        this.flinkHome = flinkHome;
    }

    public static void main(String[] args) {
        FaultMatrix faults = new FaultMatrix(Path.of(args[0]), Path.of(args[1]));
        List<String> names = new ArrayList<>(Arrays.asList(args).subList(2, args.length));
        boolean quick = names.remove("--quick");
        Map<String, Scenario> chosen;
        try {
            chosen =
                    choose(
                            ScenarioReader.all(faults.repository.resolve("bench/faults")),
                            quick,
                            names);
        } catch (IllegalArgumentException e) {
            System.err.println("faults: " + e.getMessage());
            System.exit(USAGE);
            return;
        }
        System.exit(faults.play(chosen) ? 0 : FAILED);
    }

    private static Map<String, Scenario> choose(
            Map<String, Scenario> all, boolean quick, List<String> names) {
        if (!all.keySet().containsAll(names)) {
            TreeSet<String> unknown = new TreeSet<>(names);
            unknown.removeAll(all.keySet());
            throw new IllegalArgumentException(
                    "no scenario %s (expected: %s)".formatted(unknown, all.keySet()));
        }
        if (!names.isEmpty()) {
            all.keySet().retainAll(names);
        } else if (quick) {
            all.values().removeIf(scenario -> !scenario.quick());
        }
        return all;
    }

    private boolean play(Map<String, Scenario> scenarios) {
        try {
            scenarios.entrySet().stream()
                    .sorted(
                            Comparator.comparing(
                                    (Map.Entry<String, Scenario> e) ->
                                            e.getValue().topology().toString()))
                    .forEach(entry -> play(entry.getKey(), entry.getValue()));
        } finally {
            leave();
        }
        System.out.println();
        System.out.println(report.table());
        report.write(repository.resolve("bench/target"), "faults");
        return report.allPassed();
    }

    private void play(String name, Scenario scenario) {
        if (scenario.topology().clocks() && !SettableClocks.canBeSet()) {
            String why = "clocks cannot be set (expected: " + SettableClocks.NEEDS + ")";
            report.add(RowResult.failed(name, why));
            System.out.printf("FAIL  %-40s %s%n", name, why);
            return;
        }
        FaultEnvironment there;
        try {
            there = enter(scenario.topology());
        } catch (RuntimeException e) {
            // Once more, from nothing.
            System.out.println("      | " + e.getMessage());
            leave();
            there = enter(scenario.topology());
        }
        if (scenario.fills() && !there.store().isSmall()) {
            System.out.printf("SKIP  %-40s may not mount a small disk (needs root)%n", name);
            return;
        }
        RowResult result = new FaultRow(there, name, scenario).play();
        report.add(result);
        System.out.printf(
                "%s  %-40s %s%n",
                result.passed() ? "PASS" : "FAIL", name, FaultReport.sentence(result));
        result.problems().forEach(problem -> System.out.println("      ! " + problem));
        result.remarks().forEach(remark -> System.out.println("      | " + remark));
        if (!result.passed() || scenario.topology().application()) {
            leave();
        }
    }

    private FaultEnvironment enter(Scenario.Topology topology) {
        FaultEnvironment there = stage;
        if (there != null && there.topology().equals(topology)) {
            there.heal();
            return there;
        }
        leave();
        stages++;
        System.out.printf("stage %d: %s%n", stages, topology);
        there = new FaultEnvironment(work.resolve("stage-" + stages), flinkHome, jar(), topology);
        stage = there;
        there.awaitReady();
        return there;
    }

    private Path jar() {
        return repository.resolve("job/target/leat-flink-job.jar");
    }

    private void leave() {
        if (stage != null) {
            stage.close();
            stage = null;
        }
    }
}
