// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.experiment;

import io.leat.bench.load.measure.Delays;
import io.leat.bench.load.subject.Window;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** What was seen of a row, in all rounds, and its medians. */
public record Figures(List<Window> windows, List<Delays> delays) {

    /**
     * Fails if they hold nothing that was measured: no figure of such a row says anything.
     *
     * @param row what they are of
     * @throws IllegalStateException names row and figure, and what was expected
     */
    Figures requireMeasured(String row) {
        if (windows.isEmpty() && delays.isEmpty()) {
            throw new IllegalStateException(
                    "row %s: no window and no delay was measured (expected: at least one)"
                            .formatted(row));
        }
        windows.forEach(window -> requireMeasured(row, window));
        for (Delays each : delays) {
            if (!areFinite(each.p50(), each.p95(), each.p99(), each.most(), each.silence())) {
                throw new IllegalStateException(
                        "row %s: %s (expected: milliseconds of at least one answer)"
                                .formatted(row, each));
            }
        }
        return this;
    }

    private static void requireMeasured(String row, Window window) {
        boolean some = window.done() > 0 && window.seconds() > 0;
        if (!some
                || !areFinite(
                        window.seconds(),
                        window.process(),
                        window.broker(),
                        window.stub(),
                        window.allocated())) {
            throw new IllegalStateException(
                    "row %s: %s (expected: at least one record done in a time above zero)"
                            .formatted(row, window));
        }
    }

    private static boolean areFinite(double... values) {
        return DoubleStream.of(values).allMatch(value -> Double.isFinite(value) && value >= 0);
    }

    /** Records a second. */
    public double rate() {
        return median(Window::rate);
    }

    public double least() {
        return windows.stream().mapToDouble(Window::rate).min().orElse(0);
    }

    public double most() {
        return windows.stream().mapToDouble(Window::rate).max().orElse(0);
    }

    /** Processor microseconds of the row's process for each record. */
    public double micros() {
        return median(window -> window.process() / window.done() * 1e6);
    }

    /** The same of the broker. */
    public double broker() {
        return median(window -> window.broker() / window.done() * 1e6);
    }

    /** The same of the model stub. */
    public double stub() {
        return median(window -> window.stub() / window.done() * 1e6);
    }

    /** Bytes that the row's process allocates for each record. */
    public double allocated() {
        return median(window -> window.allocated() / window.done());
    }

    public double delay(ToDoubleFunction<Delays> which) {
        return median(delays.stream().mapToDouble(which));
    }

    private double median(ToDoubleFunction<Window> figure) {
        return median(windows.stream().mapToDouble(figure));
    }

    private static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
