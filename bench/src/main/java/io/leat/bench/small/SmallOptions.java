// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.small;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The command line of the bench.
 *
 * @param deployments how many
 * @param taskManager the memory of the TaskManager's process, in megabytes
 * @param jobManager the memory of the JobManager's process, in megabytes
 * @param upload whether the jar is uploaded, so that each job has classes of its own, instead of
 *     standing in the cluster's class path
 * @param size bytes of a record's value
 */
record SmallOptions(int deployments, int taskManager, int jobManager, boolean upload, int size) {

    private static final Map<String, Integer> DEFAULTS =
            Map.of(
                    "--deployments",
                    20,
                    "--taskmanager",
                    4096,
                    "--jobmanager",
                    2048,
                    "--size",
                    1000);

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException naming what is wrong, with what was expected
     */
    static SmallOptions parse(List<String> arguments) {
        Map<String, Integer> numbers = new HashMap<>(DEFAULTS);
        boolean upload = false;
        for (int i = 0; i < arguments.size(); i++) {
            String option = arguments.get(i);
            if (option.equals("--upload")) {
                upload = true;
            } else if (numbers.containsKey(option) && i + 1 < arguments.size()) {
                numbers.put(option, number(option, arguments.get(++i)));
            } else {
                throw new IllegalArgumentException(
                        option
                                + " (expected: --deployments N, --taskmanager MB, --jobmanager MB,"
                                + " --size BYTES or --upload)");
            }
        }
        return new SmallOptions(
                stated(numbers, "--deployments"),
                stated(numbers, "--taskmanager"),
                stated(numbers, "--jobmanager"),
                upload,
                stated(numbers, "--size"));
    }

    private static int stated(Map<String, Integer> numbers, String option) {
        return Objects.requireNonNull(numbers.get(option), option);
    }

    private static int number(String option, String text) {
        if (!text.matches("[1-9][0-9]{0,7}")) {
            throw new IllegalArgumentException(
                    option + " " + text + " (expected: a whole number above zero)");
        }
        return Integer.parseInt(text);
    }
}
