package io.leat.deployment;

import java.util.ArrayList;
import java.util.List;

/** What was found in one document so far. Used by one thread, while the document is read. */
final class Problems {

    private final String prefix;
    private final List<Problem> errors = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();

    /** Problems of a document of its own. */
    Problems() {
        this("");
    }

    /**
     * @param prefix where in its document the object stands, empty if it is the document
     */
    Problems(String prefix) {
        this.prefix = prefix;
    }

    void error(String path, String message) {
        errors.add(new Problem(at(path), message));
    }

    void warn(String path, String message) {
        warnings.add(new Problem(at(path), message));
    }

    private String at(String path) {
        return prefix.isEmpty() || path.isEmpty() ? prefix + path : prefix + "." + path;
    }

    List<Problem> errors() {
        return List.copyOf(errors);
    }

    List<Problem> warnings() {
        return List.copyOf(warnings);
    }
}
