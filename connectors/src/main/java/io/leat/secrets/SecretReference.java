// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.secrets;

import java.io.Serializable;

/**
 * A reference to a certificate, a key or a password. What is secret is never a {@link
 * Source#VALUE}: this becomes part of the job graph.
 *
 * @param source what the text is
 * @param text the name of an environment variable, the path of a file, or the value itself
 */
public record SecretReference(Source source, String text) implements Serializable {

    /** What the text of a {@link SecretReference} is. */
    public enum Source {
        VALUE,
        ENVIRONMENT,
        FILE
    }

    /** For messages: never the value. */
    public String place() {
        return switch (source) {
            case VALUE -> "the value stated";
            case ENVIRONMENT -> "environment variable " + text;
            case FILE -> "file " + text;
        };
    }

    /** Leaves a value out. */
    @Override
    public String toString() {
        return "SecretReference[" + place() + "]";
    }
}
