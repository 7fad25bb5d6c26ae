// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.plan;

import io.leat.graph.Endpoint;
import io.leat.kafka.gate.InFlightLimits;
import io.leat.kafka.security.KafkaClients;
import io.leat.options.StatedNames;
import io.leat.options.catalog.LeatOptions.MaxInFlightOf;
import io.leat.options.settings.JobSettings;
import io.leat.traffic.TrafficSample;
import io.leat.traffic.TrafficSplit;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The predictors that are run as one job, with all that takes. Part of the job graph, so it holds
 * no secret.
 *
 * @param group {@code <predictor>.<deployment>.<namespace>}: the consumer group and this job's name
 * @param predictors in document order, at least one
 * @param sample which records it answers, of a shadow; null for every record
 * @param split how several predictors share the records; null for one
 * @param weights where the weights of a split are read again; null where they stay as they are
 */
public record InferenceJob(
        String group,
        List<PredictorPlan> predictors,
        @Nullable TrafficSample sample,
        @Nullable TrafficSplit split,
        @Nullable WeightsFile weights)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    public InferenceJob {
        predictors = List.copyOf(predictors);
    }

    /** A job of one predictor. */
    public InferenceJob(String group, PredictorPlan predictor, @Nullable TrafficSample sample) {
        this(group, List.of(predictor), sample, null, null);
    }

    /** The first predictor, which is the only one of most jobs. */
    public PredictorPlan first() {
        return predictors.get(0);
    }

    /** The settings that the job has once: brokers, input topic, delivery, what is in flight. */
    public JobSettings settings() {
        return first().settings();
    }

    /** What may be in flight in each subtask. */
    public InFlightLimits inFlight() {
        JobSettings.Flow flow = settings().flow();
        return new InFlightLimits(
                flow.maxInFlight(),
                flow.maxInFlightBytes(),
                flow.maxInFlightOf() == MaxInFlightOf.PREDICTOR ? predictors.size() : 1);
    }

    /** Whether events of a request log are written with the results, or beside them. */
    public boolean hasLog() {
        return predictors.stream().anyMatch(predictor -> predictor.logTopic() != null);
    }

    /** What reaches the brokers of the request log; null where they are the job's. */
    public @Nullable KafkaClients logClients() {
        return predictors.stream()
                .map(PredictorPlan::logClients)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** What the user has written for these. */
    public StatedNames names() {
        return first().names();
    }

    /** The same job with each node that is called at the place its name is given. */
    public InferenceJob servedAt(Function<String, Endpoint> places) {
        return new InferenceJob(
                group,
                predictors.stream().map(predictor -> predictor.servedAt(places)).toList(),
                sample,
                split,
                weights);
    }
}
