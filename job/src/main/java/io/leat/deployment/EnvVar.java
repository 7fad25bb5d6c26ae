// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment;

import org.jspecify.annotations.Nullable;

/**
 * A variable of {@code svcOrchSpec.env}.
 *
 * @param name as stated
 * @param value its value, or null where another object holds it; may be a secret
 * @param reference the object that holds it, for example {@code secretKeyRef kafka-user/user.key},
 *     or null where the value stands in the document
 */
public record EnvVar(String name, @Nullable String value, @Nullable String reference) {

    /** Leaves the value out: it may be a password. */
    @Override
    public String toString() {
        return "EnvVar[" + name + (reference == null ? "" : " from " + reference) + "]";
    }
}
