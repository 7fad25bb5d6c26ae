// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.jobs;

import java.util.HashMap;
import java.util.Map;

/** A command line of {@code --flag value}. */
final class CommandLineFlags {

    private CommandLineFlags() {}

    static Map<String, String> of(String... args) {
        Map<String, String> flags = new HashMap<>();
        for (int i = 0; i + 1 < args.length; i += 2) {
            if (!args[i].startsWith("--")) {
                throw new IllegalArgumentException(args[i] + " (expected: --flag value)");
            }
            flags.put(args[i].substring(2), args[i + 1]);
        }
        return flags;
    }

    static String required(Map<String, String> flags, String name) {
        String value = flags.get(name);
        if (value == null) {
            throw new IllegalArgumentException("--" + name + " is missing");
        }
        return value;
    }
}
