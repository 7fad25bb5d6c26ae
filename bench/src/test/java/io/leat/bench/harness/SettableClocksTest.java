// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM whose clock is set while it runs. */
class SettableClocksTest {

    private static final String PROCESS = "reader";

    @TempDir Path folder;

    /** For each line it reads, says what time it is and how much has passed, in milliseconds. */
    static final class Reader {
        private Reader() {}

        public static void main(String[] args) throws IOException {
            while (System.in.read() >= 0) {
                System.out.println(
                        System.currentTimeMillis() + " " + System.nanoTime() / 1_000_000);
            }
        }
    }

    @BeforeEach
    void whereItCanBeDone() {
        assumeTrue(SettableClocks.canBeSet(), SettableClocks.NEEDS);
        System.setProperty("leat.repository", Path.of("..").toAbsolutePath().toString());
    }

    @Test
    void setsTheTimeOfDayAndLeavesThatWhichPassesAlone() throws Exception {
        SettableClocks clocks =
                SettableClocks.settable(Files.createDirectory(folder.resolve("clock")));
        ProcessBuilder builder =
                new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Reader.class.getName()));
        clocks.giveTo(PROCESS, builder.environment());
        Process reader = builder.start();
        try (BufferedReader lines = reader.inputReader()) {
            long[] before = read(reader, lines);
            clocks.set(PROCESS, 3600);
            long[] ahead = read(reader, lines);
            clocks.set(PROCESS, -3600);
            long[] behind = read(reader, lines);
            clocks.heal();
            long[] after = read(reader, lines);

            assertThat(ahead[0] - before[0]).isBetween(3_600_000L, 3_660_000L);
            assertThat(behind[0] - before[0]).isBetween(-3_600_000L, -3_540_000L);
            assertThat(after[0] - before[0]).isBetween(0L, 60_000L);
            assertThat(after[1] - before[1]).isBetween(0L, 60_000L);
        } finally {
            reader.destroyForcibly().waitFor();
        }
    }

    private static long[] read(Process reader, BufferedReader lines) throws IOException {
        reader.getOutputStream().write('\n');
        reader.getOutputStream().flush();
        return Arrays.stream(lines.readLine().split(" ", -1)).mapToLong(Long::parseLong).toArray();
    }
}
