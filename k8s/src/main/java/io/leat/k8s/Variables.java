package io.leat.k8s;

import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The variables of a container, each name once: where v1 states one twice the last counts, and
 * server-side apply refuses the second.
 */
final class Variables {

    private final Map<String, EnvVar> byName = new LinkedHashMap<>();

    Variables(List<EnvVar> stated) {
        stated.forEach(variable -> byName.put(variable.getName(), variable));
    }

    /** States a variable, whoever has stated it before. */
    Variables set(String name, String value) {
        byName.put(name, new EnvVar(name, value, null));
        return this;
    }

    /** States a variable that the user has not. */
    Variables setIfAbsent(String name, String value) {
        byName.putIfAbsent(name, new EnvVar(name, value, null));
        return this;
    }

    List<EnvVar> list() {
        return new ArrayList<>(byName.values());
    }
}
