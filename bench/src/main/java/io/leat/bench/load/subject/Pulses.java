// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.subject;

import io.leat.bench.harness.Await;
import io.leat.bench.harness.ChildProcess;
import io.leat.bench.harness.JavaOptions;
import io.leat.bench.harness.Workspace;
import io.leat.bench.load.clients.LatencyProbe;
import io.leat.bench.load.measure.Delays;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The process that sends at an even pace and reads the answers. */
public record Pulses(ChildProcess child, int seconds) {

    /** The cells of the line that are not a stage. */
    private static final int FIRST_STAGE = 7;

    public static Pulses start(
            LoadEnvironment ground,
            Workspace work,
            LoadTask task,
            String output,
            int perSecond,
            int warmUp,
            int seconds) {
        ChildProcess child =
                work.java(
                        "pulse",
                        System.getProperty("java.class.path"),
                        JavaOptions.fast("512m"),
                        LatencyProbe.class.getName(),
                        ground.servers(),
                        task.topic(),
                        output,
                        Integer.toString(task.partitions()),
                        task.payload().name(),
                        Integer.toString(perSecond),
                        Integer.toString(warmUp),
                        Integer.toString(seconds));
        return new Pulses(child, warmUp + seconds);
    }

    /** Waits until it is done. */
    public Delays await() {
        Await.until(
                "the end of the pulse, see " + child.log(),
                Duration.ofSeconds(seconds + 60L),
                () -> !child.isAlive());
        try {
            String line =
                    Files.readAllLines(child.log()).stream()
                            .filter(text -> text.startsWith("result "))
                            .findFirst()
                            .orElseThrow(
                                    () ->
                                            new IllegalStateException(
                                                    "no result, see " + child.log()));
            String[] cells = line.strip().split(" ", -1);
            if (cells[1].equals("0")) {
                throw new IllegalStateException("no answer came, see " + child.log());
            }
            return new Delays(
                    Double.parseDouble(cells[2]),
                    Double.parseDouble(cells[3]),
                    Double.parseDouble(cells[4]),
                    Double.parseDouble(cells[5]),
                    Double.parseDouble(cells[6]),
                    stages(cells));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Delays.Stage> stages(String[] cells) {
        Map<String, Delays.Stage> stages = new LinkedHashMap<>();
        for (int i = FIRST_STAGE; i < cells.length; i++) {
            String[] stage = cells[i].split(":", -1);
            stages.put(
                    stage[0],
                    new Delays.Stage(Double.parseDouble(stage[1]), Double.parseDouble(stage[2])));
        }
        return stages;
    }
}
