// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver;

import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The units of a server by the names of their nodes, each in one version. */
public record ServedUnits(Map<String, ServedUnit> byName) {

    public static final String VERSION = "1";

    /** TensorFlow's name for what a model can be asked; models here can be asked one thing. */
    public static final String SIGNATURE = "serving_default";

    public ServedUnits {
        byName = Map.copyOf(byName);
    }

    /**
     * The unit a call is for.
     *
     * @param kind what the call needs it to be
     * @param version as the call states it, or null where it states none
     * @throws RefusedException if there is no such unit or version, or it is of another kind
     */
    public <U extends ServedUnit> U find(Class<U> kind, String name, @Nullable String version)
            throws RefusedException {
        ServedUnit unit = byName.get(name);
        if (unit == null) {
            throw RefusedException.notFound(
                    "model \"" + name + "\" (expected: " + new TreeSet<>(byName.keySet()) + ")");
        }
        if (version != null && !version.equals(VERSION)) {
            throw RefusedException.notFound(
                    "model \"" + name + "\" version " + version + " (expected: " + VERSION + ")");
        }
        if (!kind.isInstance(unit)) {
            throw RefusedException.notFound(
                    "model \"" + name + "\": no such call (expected: " + unit.method() + ")");
        }
        return kind.cast(unit);
    }

    /**
     * Checks which signature of a model a TensorFlow request asks for.
     *
     * @param stated as in the request; empty where it names none
     * @throws RefusedException if models have no such signature
     */
    public static void requireSignature(String stated) throws RefusedException {
        if (!stated.isEmpty() && !stated.equals(SIGNATURE)) {
            throw RefusedException.badRequest(
                    "signature_name \"%s\" (expected: \"%s\")".formatted(stated, SIGNATURE));
        }
    }
}
