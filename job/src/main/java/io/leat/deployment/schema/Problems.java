// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.schema;

import io.leat.deployment.Problem;
import java.util.ArrayList;
import java.util.List;

/** The problems found in one document so far. Used by one thread, while the document is read. */
public final class Problems {

    private final String prefix;
    private final List<Problem> errors = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();
    private final List<Problem> notes = new ArrayList<>();

    /** Problems of a document of its own. */
    public Problems() {
        this("");
    }

    /**
     * @param prefix where in its document the object stands, empty if it is the document
     */
    public Problems(String prefix) {
        this.prefix = prefix;
    }

    public void error(String path, String message) {
        errors.add(new Problem(at(path), message));
    }

    public void warn(String path, String message) {
        warnings.add(new Problem(at(path), message));
    }

    /** Says what is right here and would not be with Seldon Core v1. */
    public void note(String path, String message) {
        notes.add(new Problem(at(path), message));
    }

    private String at(String path) {
        return prefix.isEmpty() || path.isEmpty() ? prefix + path : prefix + "." + path;
    }

    public List<Problem> errors() {
        return List.copyOf(errors);
    }

    public List<Problem> warnings() {
        return List.copyOf(warnings);
    }

    public List<Problem> notes() {
        return List.copyOf(notes);
    }
}
