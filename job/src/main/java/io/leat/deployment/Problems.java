package io.leat.deployment;

import java.util.ArrayList;
import java.util.List;

/** What was found in one document so far. Used by one thread, while the document is read. */
final class Problems {

    private final List<Problem> errors = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();

    void error(String path, String message) {
        errors.add(new Problem(path, message));
    }

    void warn(String path, String message) {
        warnings.add(new Problem(path, message));
    }

    List<Problem> errors() {
        return List.copyOf(errors);
    }

    List<Problem> warnings() {
        return List.copyOf(warnings);
    }
}
