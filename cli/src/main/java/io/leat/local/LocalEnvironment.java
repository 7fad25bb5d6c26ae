// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local;

import io.leat.job.JobLoader;
import io.leat.job.LeatJob;
import io.leat.job.plan.ConfigurationException;
import io.leat.job.plan.InferenceJob;
import io.leat.job.plan.JobArguments;
import io.leat.job.plan.PredictorSelection;
import io.leat.local.example.ExampleRun;
import io.leat.modelserver.ModelServer;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What a local job needs round it and the user has not brought: a broker with its topics, and the
 * example's model server.
 */
final class LocalEnvironment implements AutoCloseable {

    private static final int EMBEDDED_PARTITIONS = 4;

    private final @Nullable EmbeddedBroker broker;
    private final @Nullable ModelServer model;
    private final InferenceJob job;

    private LocalEnvironment(
            @Nullable EmbeddedBroker broker, @Nullable ModelServer model, InferenceJob job) {
        this.broker = broker;
        this.model = model;
        this.job = job;
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
        boolean embedded =
                !options.jobFlags().containsKey("broker")
                        && !environment.containsKey("KAFKA_BROKER");
        EmbeddedBroker broker = embedded ? EmbeddedBroker.start(state.broker()) : null;
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
            return new LocalEnvironment(broker, model, job);
        } catch (Exception e) {
            new Closeables().add(model).add(broker).close();
            throw e;
        }
    }

    private static InferenceJob load(
            LocalOptions options,
            Map<String, String> environment,
            PredictorSelection selection,
            @Nullable EmbeddedBroker broker)
            throws ConfigurationException {
        Map<String, String> flags = new HashMap<>(options.jobFlags());
        Map<String, String> defaults = new HashMap<>(Map.of("checkpoint-interval", "1s"));
        if (broker != null) {
            flags.put("broker", broker.address());
            defaults.put("transaction-timeout", EmbeddedBroker.LONGEST_TRANSACTION.toHours() + "h");
        }
        return JobLoader.load(selection, new JobArguments(flags), environment, defaults);
    }

    InferenceJob job() {
        return job;
    }

    Properties client() {
        return LeatJob.clientProperties(job);
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
