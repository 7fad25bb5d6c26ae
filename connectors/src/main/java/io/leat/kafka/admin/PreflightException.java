// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.admin;

import java.util.List;
import java.util.function.UnaryOperator;

/** The broker or its topics are not as the job needs them. Every problem says what to do. */
public final class PreflightException extends Exception {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;
    private final boolean brokersAway;

    public PreflightException(List<String> problems) {
        this(problems, false);
    }

    /**
     * Notes the problems.
     *
     * @param brokersAway whether there is no answer yet, and the same look may go well later
     */
    PreflightException(List<String> problems, boolean brokersAway) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
        this.brokersAway = brokersAway;
    }

    /** Whether it is only that no broker answers, which may pass. */
    public boolean areBrokersAway() {
        return brokersAway;
    }

    /** The same with each problem in other words. */
    public PreflightException worded(UnaryOperator<String> words) {
        return new PreflightException(problems.stream().map(words).toList(), brokersAway);
    }

    public List<String> problems() {
        return problems;
    }
}
