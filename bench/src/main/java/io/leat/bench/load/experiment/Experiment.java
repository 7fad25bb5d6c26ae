// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.experiment;

import io.leat.bench.load.measure.Delays;
import io.leat.bench.load.measure.Times;
import io.leat.bench.load.subject.LoadEnvironment;
import io.leat.bench.load.subject.Window;
import java.util.List;

/** How a row comes by its figures. */
public interface Experiment {

    /**
     * Does it once.
     *
     * @param soFar the figures of the rows before
     */
    Outcome run(LoadEnvironment ground, LoadRow row, Times times, LoadResults soFar);

    /** Rows that must have been measured before. */
    List<String> needs();

    /**
     * What came of it.
     *
     * @param delays none where there is a backlog: there they would say how long it is
     */
    record Outcome(List<Window> windows, List<Delays> delays) {}
}
