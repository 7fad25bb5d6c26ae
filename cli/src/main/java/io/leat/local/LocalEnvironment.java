// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local;

import io.leat.job.JobLoader;
import io.leat.job.LeatJob;
import io.leat.job.plan.ConfigurationException;
import io.leat.job.plan.InferenceJob;
import io.leat.job.plan.JobArguments;
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
import java.util.OptionalInt;
import java.util.Properties;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a local job needs round it and the user has not brought: a broker with its topics, and the
 * example's model server.
 */
final class LocalEnvironment implements AutoCloseable {

    private static final int EMBEDDED_PARTITIONS = 4;

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
        EmbeddedBroker broker = chosen.embedded() ? embed(options, state) : null;
        ModelServer model = null;
        try {
            InferenceJob job = load(options, environment, selection, broker);
            if (broker != null) {
                LocalTopics.createMissing(
                        LeatJob.clientProperties(job),
                        job.settings().topics(),
                        EMBEDDED_PARTITIONS);
            }
            if (options.example().isPresent()) {
                model = ExampleRun.serve(options.example().get().graph(), job.transport());
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

    private static EmbeddedBroker embed(LocalOptions options, StateFolder state)
            throws ConfigurationException, IOException {
        OptionalInt port = options.broker().port();
        if (port.isPresent() && !LoopbackPorts.isFree(port.getAsInt())) {
            throw new ConfigurationException(
                    "--broker-port: %d is in use (expected: a free port)"
                            .formatted(port.getAsInt()));
        }
        return EmbeddedBroker.start(state.broker(), port);
    }

    private static InferenceJob load(
            LocalOptions options,
            Map<String, String> environment,
            PredictorSelection selection,
            @Nullable EmbeddedBroker broker)
            throws ConfigurationException {
        Map<String, String> flags = new HashMap<>(options.jobFlags());
        Map<String, String> defaults = new HashMap<>(defaults());
        if (broker == null) {
            return JobLoader.load(selection, new JobArguments(flags), environment, defaults);
        }
        flags.put(LeatOptions.BROKER.flag(), broker.address());
        defaults.put("transaction-timeout", EmbeddedBroker.LONGEST_TRANSACTION.toHours() + "h");
        Map<String, String> others = new HashMap<>(environment);
        others.keySet().removeIf(LocalBroker::isVariableOfAnother);
        return JobLoader.load(
                selection.without(LocalBroker::isVariableOfAnother),
                new JobArguments(flags),
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
        JobArguments arguments = new JobArguments(options.jobFlags());
        return option -> JobLoader.find(option, selection, arguments, environment);
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
