package io.leat.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is asked for on the command line. */
record Choice(List<Row> rows, Times times) {

    static Choice of(List<String> arguments, Map<String, Row> all) {
        Times times = arguments.remove("--quick") ? Times.QUICK : Times.FULL;
        times =
                new Times(
                        number(arguments, "--warm-up", times.warmUp()),
                        number(arguments, "--window", times.window()),
                        number(arguments, "--windows", times.windows()),
                        number(arguments, "--rounds", times.rounds()));
        List<String> unknown = new ArrayList<>(arguments);
        unknown.removeAll(all.keySet());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "no row %s (expected: %s)".formatted(unknown, String.join(", ", all.keySet())));
        }
        List<Row> rows =
                arguments.isEmpty()
                        ? List.copyOf(all.values())
                        : arguments.stream().map(all::get).toList();
        return new Choice(rows, times);
    }

    private static int number(List<String> arguments, String option, int otherwise) {
        int at = arguments.indexOf(option);
        if (at < 0) {
            return otherwise;
        }
        arguments.remove(at);
        if (at == arguments.size() || !arguments.get(at).matches("[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException(option + " (expected: a number after it)");
        }
        return Integer.parseInt(arguments.remove(at));
    }
}
