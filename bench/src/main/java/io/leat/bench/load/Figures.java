package io.leat.bench.load;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** A row's windows, and what they come to. */
record Figures(List<Window> windows) {

    double rate() {
        return median(Window::rate);
    }

    double least() {
        return windows.stream().mapToDouble(Window::rate).min().orElse(0);
    }

    double most() {
        return windows.stream().mapToDouble(Window::rate).max().orElse(0);
    }

    /** Processor microseconds of the row's process for each record. */
    double micros() {
        return median(Window::micros);
    }

    /** The same of the broker. */
    double broker() {
        return median(window -> window.broker() / window.done() * 1e6);
    }

    /** The same of the model stub. */
    double stub() {
        return median(window -> window.stub() / window.done() * 1e6);
    }

    private double median(ToDoubleFunction<Window> figure) {
        double[] sorted = windows.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
