// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.scaling;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.deployment.EnvVar;
import io.leat.k8s.manifest.FlinkConfigFile;
import io.leat.k8s.predictor.PredictorContext;
import io.leat.options.catalog.LeatOptions;
import java.time.Duration;

/**
 * The interval at which the job commits, and with that how fresh the lag is that KEDA sees.
 *
 * @param reason why it is this long, for people
 */
public record CheckpointInterval(Duration duration, String reason) {

    /** Flink's name for it. */
    public static final String KEY = "execution.checkpointing.interval";

    public static CheckpointInterval of(PredictorContext context) {
        EnvVar stated = context.predictor().orchestratorEnv(LeatOptions.CHECKPOINT_INTERVAL.env());
        if (stated != null && stated.value() != null) {
            Duration duration =
                    LeatOptions.CHECKPOINT_INTERVAL.type().read().apply(stated.value().trim());
            if (duration != null) {
                return new CheckpointInterval(
                        duration, "As svcOrchSpec.env states in " + stated.name() + ".");
            }
        }
        Duration usual = FlinkConfigFile.checkpointInterval();
        int polling = shortestPolling(context);
        return polling < usual.toSeconds()
                ? new CheckpointInterval(
                        Duration.ofSeconds(polling),
                        "KEDA's pollingInterval: lag falls at checkpoints only, and looking more"
                                + " often would find nothing new.")
                : new CheckpointInterval(usual, "");
    }

    private static int shortestPolling(PredictorContext context) {
        int shortest = Integer.MAX_VALUE;
        for (JsonNode component : context.checked().path("componentSpecs")) {
            int polling = component.path(Scaling.KEDA).path("pollingInterval").asInt(0);
            shortest = polling > 0 ? Math.min(shortest, polling) : shortest;
        }
        return shortest;
    }

    public String flink() {
        return duration.toMillis() % 1000 == 0
                ? duration.toSeconds() + "s"
                : duration.toMillis() + "ms";
    }

    /** The oldest a committed offset can be, in seconds, rounded up. */
    long oldestSeconds() {
        return (duration.toMillis() + 999) / 1000;
    }
}
