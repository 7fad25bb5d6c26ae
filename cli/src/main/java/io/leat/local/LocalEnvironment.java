// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local;

import io.leat.job.JobLoader;
import io.leat.job.LeatJob;
import io.leat.job.plan.ConfigurationException;
import io.leat.job.plan.InferenceJob;
import io.leat.job.plan.PredictorPlan;
import io.leat.job.plan.PredictorSelection;
import io.leat.local.example.ExampleRun;
import io.leat.local.hint.SuggestedCommands;
import io.leat.modelserver.ModelServer;
import io.leat.options.Option;
import io.leat.options.OptionSource.Stated;
import io.leat.options.catalog.LeatOptions;
import io.leat.options.settings.JobSettings.Topics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of a local run with what they need round them and the user has not brought: a broker
 * with its topics, and the example's model server.
 */
final class LocalEnvironment implements AutoCloseable {

    private static final int EMBEDDED_PARTITIONS = 4;

    /** In place of the embedded broker's address while it has none. */
    private static final String NOT_STARTED = "127.0.0.1:9092";

    private final LocalBroker chosen;
    private final @Nullable EmbeddedBroker broker;
    private final @Nullable ModelServer model;
    private final List<LocalJob> jobs;

    private LocalEnvironment(
            LocalBroker chosen,
            @Nullable EmbeddedBroker broker,
            @Nullable ModelServer model,
            List<LocalJob> jobs) {
        this.chosen = chosen;
        this.broker = broker;
        this.model = model;
        this.jobs = jobs;
    }

    /**
     * Starts what is missing.
     *
     * @param selections at least one; the first decides which broker it is
     * @throws ConfigurationException if an option is wrong
     */
    static LocalEnvironment start(
            LocalOptions options,
            Map<String, String> environment,
            List<PredictorSelection> selections,
            StateFolder state,
            RunConsole console)
            throws Exception {
        LocalBroker chosen = LocalBroker.of(options, environment, selections.get(0));
        if (chosen.embedded()) {
            console.fact("starting", "a Kafka broker");
        }
        EmbeddedBroker broker =
                chosen.embedded()
                        ? EmbeddedBroker.start(state.broker(), options.broker().port())
                        : null;
        ModelServer model = null;
        try {
            List<InferenceJob> loaded =
                    load(
                            options,
                            environment,
                            selections,
                            broker == null ? null : broker.address());
            if (options.example().isPresent()) {
                model =
                        ExampleRun.serve(
                                options.example().get().graph(), loaded.get(0).first().transport());
            }
            List<LocalJob> jobs = new ArrayList<>();
            for (int i = 0; i < loaded.size(); i++) {
                InferenceJob job =
                        model == null ? loaded.get(i) : ExampleRun.servedBy(model, loaded.get(i));
                Topics topics = job.settings().topics();
                if (broker != null) {
                    for (PredictorPlan predictor : job.predictors()) {
                        LocalTopics.createMissing(
                                LeatJob.clientProperties(job),
                                predictor.settings().topics(),
                                predictor.logClients() == null ? predictor.logTopic() : null,
                                EMBEDDED_PARTITIONS);
                    }
                }
                PredictorSelection selection = selections.get(i);
                jobs.add(
                        new LocalJob(
                                job,
                                selection.origin(),
                                broker == null
                                        ? SuggestedCommands.of(
                                                topics, statements(options, environment, selection))
                                        : SuggestedCommands.plain(topics),
                                broker != null,
                                loaded.size() == 1 ? console : console.of(job.first().name())));
            }
            return new LocalEnvironment(chosen, broker, model, jobs);
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
            LocalOptions options,
            Map<String, String> environment,
            List<PredictorSelection> selections)
            throws ConfigurationException {
        boolean embedded = LocalBroker.of(options, environment, selections.get(0)).embedded();
        load(options, environment, selections, embedded ? NOT_STARTED : null);
    }

    private static List<InferenceJob> load(
            LocalOptions options,
            Map<String, String> environment,
            List<PredictorSelection> selections,
            @Nullable String embeddedBroker)
            throws ConfigurationException {
        List<InferenceJob> jobs = new ArrayList<>();
        for (PredictorSelection selection : selections) {
            jobs.add(load(options, environment, selection, embeddedBroker));
        }
        return jobs;
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

    /** In the order of their selections. */
    List<LocalJob> jobs() {
        return jobs;
    }

    /** Which broker it is. */
    LocalBroker broker() {
        return chosen;
    }

    @Override
    public void close() throws IOException {
        new Closeables().add(model).add(broker).close();
    }
}
