// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment;

/**
 * Something a document says that is wrong, or has no meaning here.
 *
 * @param path where in the document, for example {@code spec.predictors[0].graph.name}; empty for
 *     the document as a whole
 * @param message what was found and what was expected; never a secret
 */
public record Problem(String path, String message) {

    /** One line for a person. */
    @Override
    public String toString() {
        return path.isEmpty() ? message : path + ": " + message;
    }
}
