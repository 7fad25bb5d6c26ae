// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options.settings;

import io.leat.options.OptionSource;
import io.leat.options.OptionSource.Stated;
import io.leat.options.PredictorVariables;
import io.leat.options.access.ClientProperties;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What wins over a document: the command line, then the environment.
 *
 * @param sources the strongest first
 * @param clientProperties properties of Kafka's clients, by Kafka's names
 */
public record Overrides(List<OptionSource> sources, Map<String, Stated> clientProperties) {

    /** For a document that stands alone, as one that is rendered does. */
    public static final Overrides NONE = new Overrides(List.of(), Map.of());

    public Overrides {
        sources = List.copyOf(sources);
        clientProperties = Map.copyOf(clientProperties);
    }

    /** The same where the environment holds for all predictors. */
    public static Overrides of(
            Function<String, @Nullable String> flags,
            UnaryOperator<String> statedAs,
            Map<String, String> clientFlags,
            Map<String, String> environment) {
        return of(flags, statedAs, clientFlags, new PredictorVariables(environment, "", ""));
    }

    /**
     * Command line and environment of a process.
     *
     * @param flags by name without the dashes
     * @param statedAs what the user has written for a flag
     * @param clientFlags properties of Kafka's clients on the command line, by Kafka's names
     * @param variables of the environment, for one predictor where they differ
     */
    public static Overrides of(
            Function<String, @Nullable String> flags,
            UnaryOperator<String> statedAs,
            Map<String, String> clientFlags,
            PredictorVariables variables) {
        Map<String, String> environment = variables.environment();
        Map<String, Stated> properties = new HashMap<>(ClientProperties.inEnvironment(variables));
        clientFlags.forEach(
                (name, value) -> properties.put(name, new Stated(value, "--kafka-client " + name)));
        return new Overrides(
                List.of(
                        OptionSource.commandLine(flags, statedAs),
                        OptionSource.environment(environment, variables::stating)),
                properties);
    }
}
