package io.leat.bench.load;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** {@code Load WORK FLINK_HOME [--quick] [--OPTION NUMBER]… [ROW…]}, see bench/run. */
final class Load {

    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private Load() {}

    public static void main(String[] args) {
        Choice choice;
        Map<String, Row> all = Rows.all();
        try {
            choice = Choice.of(new ArrayList<>(Arrays.asList(args).subList(2, args.length)), all);
        } catch (IllegalArgumentException e) {
            System.err.println("run: " + e.getMessage());
            System.exit(USAGE);
            return;
        }
        Report report = new Report(all);
        boolean well;
        try (Ground ground = new Ground(Path.of(args[0]), Path.of(args[1]))) {
            well = measure(new Meter(ground, choice.times()), choice, report);
        }
        System.out.println();
        System.out.println(report.table());
        System.exit(well ? 0 : FAILED);
    }

    private static boolean measure(Meter meter, Choice choice, Report report) {
        boolean well = true;
        for (int round = 1; round <= choice.times().rounds(); round++) {
            for (Row row : choice.rows()) {
                try {
                    List<Window> windows = meter.measure(row);
                    report.add(row.name(), windows);
                    Figures now = new Figures(windows);
                    System.out.printf(
                            "%d  %-28s %,9.0f/s  %6.1f us%n",
                            round, row.name(), now.rate(), now.micros());
                } catch (RuntimeException e) {
                    well = false;
                    System.out.printf("%d  %-28s %s%n", round, row.name(), e.getMessage());
                }
            }
        }
        return well;
    }
}
