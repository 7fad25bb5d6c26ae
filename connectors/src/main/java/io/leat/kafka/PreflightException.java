package io.leat.kafka;

import java.util.List;

/** The broker or its topics are not as the job needs them. Every problem says what to do. */
public final class PreflightException extends Exception {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    public PreflightException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
