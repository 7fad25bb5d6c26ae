package io.leat.bench.load;

import java.util.List;

/** How a row comes by its figures. */
interface Experiment {

    /**
     * Does it once.
     *
     * @param soFar the figures of the rows before
     */
    Outcome run(Ground ground, Row row, Times times, Results soFar);

    /** Rows that must have been measured before. */
    List<String> needs();

    /**
     * What came of it.
     *
     * @param delays none where there is a backlog: there they would say how long it is
     */
    record Outcome(List<Window> windows, List<Delays> delays) {}
}
