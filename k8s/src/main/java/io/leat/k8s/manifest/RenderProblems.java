// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.manifest;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The problems found in one document while it was rendered. Used by one thread. */
public final class RenderProblems {

    private final String origin;
    private final String prefix;
    private final Set<String> warnings = new LinkedHashSet<>();
    private final Set<String> errors = new LinkedHashSet<>();

    /**
     * @param origin the document, for messages
     * @param prefix where in its document the object stands, empty if it is the document
     */
    public RenderProblems(String origin, String prefix) {
        this.origin = origin;
        this.prefix = prefix.isEmpty() ? "" : prefix + ".";
    }

    /** Something that is left out or means something else. */
    public void warn(String path, String message) {
        warnings.add(origin + ": " + prefix + path + ": " + message);
    }

    /** Something that cannot be rendered; the message ends with what was expected. */
    public void refuse(String path, String message) {
        errors.add(origin + ": " + prefix + path + ": " + message);
    }

    public List<String> warnings() {
        return new ArrayList<>(warnings);
    }

    public List<String> errors() {
        return new ArrayList<>(errors);
    }
}
