// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options.settings;

import io.leat.deployment.schema.NearestName;
import io.leat.options.PredictorVariables;
import io.leat.options.ServiceLinks;
import io.leat.options.access.ClientProperties;
import io.leat.options.catalog.LeatOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Variables that look like options and that no option reads. */
public final class UnreadVariables {

    /** What the user probably wanted of names that v1, or other programs, know. */
    private static final Map<String, String> MEANT = meant();

    /** Of the launcher and the container, not of the job. */
    private static final Set<String> OTHERS =
            Set.of("LEAT_JAVA_OPTS", "LEAT_CACHE", "LEAT_KEEP", "LEAT_LIMIT_SECONDS");

    private static final Set<String> KNOWN = known();

    private UnreadVariables() {}

    private static Map<String, String> meant() {
        Map<String, String> meant = new HashMap<>();
        meant.put("KAFKA_WORKERS", "LEAT_MAX_IN_FLIGHT takes its place");
        meant.put("KAFKA_AUTO_COMMIT", "offsets are committed at checkpoints");
        meant.put("KAFKA_FULL_GRAPH", "the whole graph runs in the job, without topics between");
        String group = "the group is PREDICTOR.DEPLOYMENT.NAMESPACE, or what LEAT_GROUP states";
        for (String name :
                List.of(
                        "KAFKA_CONSUMER_GROUP",
                        "KAFKA_CONSUMER_GROUP_ID",
                        "KAFKA_GROUP",
                        "KAFKA_GROUP_ID")) {
            meant.put(name, group);
        }
        for (String name : List.of("KAFKA_BOOTSTRAP_SERVERS", "KAFKA_BOOTSTRAP_SERVER")) {
            meant.put(name, "did you mean KAFKA_BROKER?");
        }
        meant.put("KAFKA_TOPIC", "did you mean KAFKA_INPUT_TOPIC?");
        meant.put("KAFKA_AUTO_OFFSET_RESET", "a first start begins at the earliest record");
        return meant;
    }

    private static Set<String> known() {
        Set<String> known = new TreeSet<>();
        LeatOptions.ALL.forEach(option -> known.add(option.env()));
        return known;
    }

    /**
     * Why a variable that a SeldonDeployment states has no effect, or null where it has one or is
     * no business of the job.
     */
    static @Nullable String inDeployment(String variable) {
        boolean ours =
                variable.startsWith("KAFKA_")
                        || variable.startsWith("LEAT_")
                        || variable.startsWith("OTEL_");
        return !ours || KNOWN.contains(variable) || ClientProperties.isNamedBy(variable)
                ? null
                : variable + " is not read" + hint(variable);
    }

    /**
     * Those of the process's environment, a line for each. Kubernetes' service links are none, and
     * the variables of Kafka's own programs are left alone where no option is meant.
     */
    public static List<String> inEnvironment(Map<String, String> environment) {
        List<String> warnings = new ArrayList<>();
        new TreeMap<>(environment)
                .forEach(
                        (name, value) -> {
                            if (isMeantForUs(name) && !ServiceLinks.isOne(name, value)) {
                                String unread = inDeployment(name);
                                if (unread != null) {
                                    warnings.add("environment " + unread);
                                }
                            }
                        });
        return warnings;
    }

    private static boolean isMeantForUs(String variable) {
        if (OTHERS.contains(variable) || KNOWN.contains(PredictorVariables.option(variable))) {
            return false;
        }
        return variable.startsWith("LEAT_")
                || (variable.startsWith("KAFKA_") && !hint(variable).isEmpty());
    }

    private static String hint(String variable) {
        String meant = MEANT.get(variable);
        if (meant != null) {
            return ": " + meant;
        }
        String nearest = NearestName.of(variable, KNOWN);
        return nearest == null ? "" : ": did you mean " + nearest + "?";
    }
}
