// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.manifest;

import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The variables of a container, each name once: where v1 states one twice the last counts, and
 * server-side apply refuses the second.
 */
public final class ContainerVariables {

    private final Map<String, EnvVar> byName = new LinkedHashMap<>();

    public ContainerVariables(List<EnvVar> stated) {
        stated.forEach(variable -> byName.put(variable.getName(), variable));
    }

    /** Sets a variable, replacing an earlier value. */
    public ContainerVariables set(String name, String value) {
        byName.put(name, new EnvVar(name, value, null));
        return this;
    }

    /** States a variable that the user has not. */
    public ContainerVariables setIfAbsent(String name, String value) {
        byName.putIfAbsent(name, new EnvVar(name, value, null));
        return this;
    }

    public List<EnvVar> list() {
        return new ArrayList<>(byName.values());
    }
}
