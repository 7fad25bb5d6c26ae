// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which predictors read one input topic, as far as a document says it. Where one of them states no
 * topic, the environment or the command line does, which hold for all: then all read one.
 */
public final class InputTopics {

    /** What states the topic that a predictor reads. */
    public static final String VARIABLE = "KAFKA_INPUT_TOPIC";

    private InputTopics() {}

    /**
     * Groups predictors by their topic.
     *
     * @param variables of each predictor
     * @return positions in {@code variables}, each in one group, in their order
     */
    public static List<List<Integer>> groups(List<List<EnvVar>> variables) {
        List<@Nullable String> topics = new ArrayList<>();
        variables.forEach(each -> topics.add(topic(each)));
        boolean all = topics.contains(null);
        Map<String, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < topics.size(); i++) {
            String topic = all ? "" : String.valueOf(topics.get(i));
            groups.computeIfAbsent(topic, first -> new ArrayList<>()).add(i);
        }
        return List.copyOf(groups.values());
    }

    /** The last of the name, as in a container; a reference counts as itself. */
    private static @Nullable String topic(List<EnvVar> variables) {
        String topic = null;
        for (EnvVar variable : variables) {
            if (variable.name().equals(VARIABLE)) {
                String value = variable.value();
                topic = value == null ? "reference " + variable.reference() : value.trim();
            }
        }
        return topic == null || topic.isEmpty() ? null : topic;
    }
}
