// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.harness;

import java.nio.file.Path;
import java.util.List;

/** Options of the JVMs that are started. */
public final class JavaOptions {

    private JavaOptions() {}

    /** For what runs minutes beside many others on few cores, and logs warnings only. */
    public static List<String> small(String heap) {
        return List.of(
                "-Xmx" + heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", warningsOnly());
    }

    /**
     * For what is to be as fast as it can be, with a TaskManager's collector; logs warnings only.
     */
    public static List<String> fast(String heap) {
        return List.of("-Xmx" + heap, "-XX:+UseParallelGC", warningsOnly());
    }

    private static String warningsOnly() {
        return "-Dlog4j2.configurationFile="
                + Path.of(System.getProperty("leat.repository"))
                        .resolve("flink-conf/log4j-test.properties");
    }
}
