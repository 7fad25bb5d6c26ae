package io.leat.bench.faults;

import io.leat.bench.cluster.Clocks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The fault matrix: {@code Faults WORK FLINK_HOME [--quick] [NAME…]}. Ends with 0 if every row has
 * passed. Rows with the same topology share a stage, as long as all goes well on it.
 */
final class Faults {

    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private final Path repository = Path.of(System.getProperty("leat.repository"));
    private final Path work;
    private final Path flinkHome;
    private final Report report = new Report();
    private @Nullable Stage stage;
    private int stages;

    private Faults(Path work, Path flinkHome) {
        this.work = work;
        this.flinkHome = flinkHome;
    }

    public static void main(String[] args) {
        Faults faults = new Faults(Path.of(args[0]), Path.of(args[1]));
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
        if (scenario.topology().clocks() && !Clocks.canBeSet()) {
            String why = "clocks cannot be set (expected: " + Clocks.NEEDS + ")";
            report.add(Result.failed(name, why));
            System.out.printf("FAIL  %-40s %s%n", name, why);
            return;
        }
        Stage there;
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
        Result result = new Row(there, name, scenario).play();
        report.add(result);
        System.out.printf(
                "%s  %-40s %s%n", result.passed() ? "PASS" : "FAIL", name, Report.sentence(result));
        result.problems().forEach(problem -> System.out.println("      ! " + problem));
        result.remarks().forEach(remark -> System.out.println("      | " + remark));
        if (!result.passed()) {
            leave();
        }
    }

    private Stage enter(Scenario.Topology topology) {
        Stage there = stage;
        if (there != null && there.topology().equals(topology)) {
            there.heal();
            return there;
        }
        leave();
        stages++;
        System.out.printf("stage %d: %s%n", stages, topology);
        there = new Stage(work.resolve("stage-" + stages), flinkHome, jar(), topology);
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
