// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.schema;

import java.util.regex.Pattern;

/** Paths within a document, as messages show them. */
public final class Paths {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

    private Paths() {}

    /** The field {@code name} of what stands at {@code path}. */
    public static String child(String path, String name) {
        if (!PLAIN.matcher(name).matches()) {
            return path + "[\"" + name + "\"]";
        }
        return path.isEmpty() ? name : path + "." + name;
    }
}
