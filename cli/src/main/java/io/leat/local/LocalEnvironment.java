// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local;

import io.leat.job.JobLoader;
import io.leat.job.LeatJob;
import io.leat.job.plan.ConfigurationException;
import io.leat.job.plan.InferenceJob;
import io.leat.job.plan.PredictorSelection;
import io.leat.local.example.ExampleRun;
import io.leat.local.hint.SuggestedCommands;
import io.leat.modelserver.ModelServer;
import io.leat.options.Option;
import io.leat.options.OptionSource.Stated;
import io.leat.options.catalog.LeatOptions;
import io.leat.options.settings.JobSettings.Topics;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a local job needs round it and the user has not brought: a broker with its topics, and the
 * example's model server.
 */
final class LocalEnvironment implements AutoCloseable {

    private static final int EMBEDDED_PARTITIONS = 4;

    /** In place of the embedded broker's address while it has none. */
    private static final String NOT_STARTED = "127.0.0.1:9092";

    private final LocalBroker chosen;
    private final @Nullable EmbeddedBroker broker;
    private final @Nullable ModelServer model;
    private final InferenceJob job;
    private final SuggestedCommands commands;

    private LocalEnvironment(
            LocalBroker chosen,
            @Nullable EmbeddedBroker broker,
            @Nullable ModelServer model,
            InferenceJob job,
            SuggestedCommands commands) {
        this.chosen = chosen;
        this.broker = broker;
        this.model = model;
        this.job = job;
        this.commands = commands;
    }

    /**
     * Starts what is missing.
     *
     * @throws ConfigurationException if an option is wrong
     */
    static LocalEnvironment start(
            LocalOptions options,
            Map<String, String> environment,
            PredictorSelection selection,
            StateFolder state)
            throws Exception {
        LocalBroker chosen = LocalBroker.of(options, environment, selection);
        EmbeddedBroker broker =
                chosen.embedded()
                        ? EmbeddedBroker.start(state.broker(), options.broker().port())
                        : null;
        ModelServer model = null;
        try {
            InferenceJob job =
                    load(options, environment, selection, broker == null ? null : broker.address());
            if (broker != null) {
                LocalTopics.createMissing(
                        LeatJob.clientProperties(job),
                        job.settings().topics(),
                        EMBEDDED_PARTITIONS);
            }
            if (options.example().isPresent()) {
                model = ExampleRun.serve(options.example().get().graph(), job.first().transport());
                job = ExampleRun.servedBy(model, job);
            }
            Topics topics = job.settings().topics();
            SuggestedCommands commands =
                    broker == null
                            ? SuggestedCommands.of(
                                    topics, statements(options, environment, selection))
                            : SuggestedCommands.plain(topics);
            return new LocalEnvironment(chosen, broker, model, job, commands);
        } catch (Exception e) {
            new Closeables().add(model).add(broker).close();
            throw e;
        }
    }

    /**
     * Looks at the options, and starts nothing.
     *
     * @throws ConfigurationException with every problem there is
     */
    static void check(
            LocalOptions options, Map<String, String> environment, PredictorSelection selection)
            throws ConfigurationException {
        boolean embedded = LocalBroker.of(options, environment, selection).embedded();
        load(options, environment, selection, embedded ? NOT_STARTED : null);
    }

    private static InferenceJob load(
            LocalOptions options,
            Map<String, String> environment,
            PredictorSelection selection,
            @Nullable String embeddedBroker)
            throws ConfigurationException {
        Map<String, String> defaults = new HashMap<>(defaults());
        if (embeddedBroker == null) {
            return JobLoader.load(selection, options.arguments(), environment, defaults);
        }
        defaults.put("transaction-timeout", EmbeddedBroker.LONGEST_TRANSACTION.toHours() + "h");
        Map<String, String> others = new HashMap<>(environment);
        others.keySet().removeIf(LocalBroker::isVariableOfAnother);
        return JobLoader.load(
                selection.without(LocalBroker::isVariableOfAnother),
                options.arguments()
                        .with(LeatOptions.BROKER.flag(), embeddedBroker, "the embedded broker"),
                others,
                defaults);
    }

    /** What suits a trial: predictions at once, and the model's own words for what it refuses. */
    private static Map<String, String> defaults() {
        return Map.of(
                LeatOptions.CHECKPOINT_INTERVAL.flag(), "1s",
                LeatOptions.ERROR_DETAIL.flag(), "true");
    }

    private static Function<Option<?>, @Nullable Stated> statements(
            LocalOptions options, Map<String, String> environment, PredictorSelection selection) {
        return option -> JobLoader.find(option, selection, options.arguments(), environment);
    }

    InferenceJob job() {
        return job;
    }

    Properties client() {
        return LeatJob.clientProperties(job);
    }

    /** Commands for this broker and these topics. */
    SuggestedCommands commands() {
        return commands;
    }

    /** Which broker it is. */
    LocalBroker broker() {
        return chosen;
    }

    /** Whether the broker is ours. */
    boolean embedsBroker() {
        return broker != null;
    }

    @Override
    public void close() throws IOException {
        new Closeables().add(model).add(broker).close();
    }
}
