// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.AppInfoParser;

/** What a run was made on and with. */
public final class Machine {

    private Machine() {}

    public static Map<String, String> describe(Path flinkHome) {
        Map<String, String> found = new LinkedHashMap<>();
        found.put("processors", Runtime.getRuntime().availableProcessors() + " x " + model());
        found.put(
                "system",
                System.getProperty("os.name")
                        + " "
                        + System.getProperty("os.version")
                        + ", "
                        + System.getProperty("os.arch"));
        found.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
        found.put("flink", flink(flinkHome));
        found.put("kafka clients of the bench", AppInfoParser.getVersion());
        return found;
    }

    private static String model() {
        Path file = Path.of("/proc/cpuinfo");
        try (Stream<String> lines = Files.isReadable(file) ? Files.lines(file) : Stream.empty()) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 2))
                    .findFirst()
                    .orElse("an unknown model");
        } catch (IOException e) {
            return "an unknown model";
        }
    }

    private static String flink(Path home) {
        try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
            return jars.map(jar -> jar.getFileName().toString())
                    .filter(name -> name.startsWith("flink-dist-"))
                    .map(name -> name.substring("flink-dist-".length(), name.length() - 4))
                    .findFirst()
                    .orElse("of an unknown version");
        } catch (IOException e) {
            return "of an unknown version";
        }
    }
}
