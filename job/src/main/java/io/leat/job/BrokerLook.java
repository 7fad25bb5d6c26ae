// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import io.leat.job.plan.InferenceJob;
import io.leat.job.plan.PredictorPlan;
import io.leat.kafka.ResultTopics;
import io.leat.kafka.admin.KafkaPreflight;
import io.leat.kafka.admin.PreflightException;
import io.leat.kafka.admin.RequestLogPreflight;
import io.leat.kafka.security.KafkaClients;
import io.leat.options.catalog.LeatOptions.Delivery;
import io.leat.options.settings.JobSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** One look at the brokers of a job, and at those of its request log where they are others. */
record BrokerLook(InferenceJob job, Properties client) {

    static KafkaPreflight.Found look(InferenceJob job, Properties client)
            throws PreflightException {
        BrokerLook look = new BrokerLook(job, client);
        KafkaClients elsewhere = job.logClients();
        if (elsewhere == null) {
            return look.results(true);
        }
        KafkaPreflight.Found results = look.results(false);
        if (look.isSameCluster(results, elsewhere)) {
            look.refuseSharedTopics();
            return look.results(true);
        }
        return results.withLogs(look.logs(elsewhere));
    }

    /**
     * The topics of the job's own brokers.
     *
     * @param withLog whether the request log is among them
     */
    private KafkaPreflight.Found results(boolean withLog) throws PreflightException {
        JobSettings.Topics topics = job.settings().topics();
        return KafkaPreflight.check(
                client,
                new KafkaPreflight.Wanted(
                        job.group(),
                        topics.input(),
                        topics.feedback(),
                        job.predictors().stream()
                                .map(this::wanted)
                                .map(each -> withLog ? each : each.withoutLog())
                                .toList(),
                        transactionTimeout()));
    }

    private KafkaPreflight.WantedResults wanted(PredictorPlan predictor) {
        JobSettings.Topics topics = predictor.settings().topics();
        return new KafkaPreflight.WantedResults(
                predictor.name(),
                topics.output(),
                job.sample() != null && topics.createDeadLetters(),
                topics.deadLetters(),
                topics.createDeadLetters(),
                predictor.logTopic());
    }

    private @Nullable Duration transactionTimeout() {
        JobSettings.Flow flow = job.settings().flow();
        return flow.delivery() == Delivery.EXACTLY_ONCE ? flow.transactionTimeout() : null;
    }

    /**
     * Whether these are the job's brokers under other names, reached in the same way: then one
     * transaction holds a prediction and its events.
     */
    private boolean isSameCluster(KafkaPreflight.Found results, KafkaClients elsewhere)
            throws PreflightException {
        return elsewhere.security().equals(job.settings().topics().clients().security())
                && results.clusterId()
                        .equals(RequestLogPreflight.clusterId(elsewhere.properties()));
    }

    /** What could not be seen before it was known to be one cluster. */
    private void refuseSharedTopics() throws PreflightException {
        List<String> problems = new ArrayList<>();
        for (PredictorPlan log : job.predictors()) {
            for (PredictorPlan other : job.predictors()) {
                for (Map.Entry<String, String> used :
                        other.settings().topics().byOption().entrySet()) {
                    if (used.getValue().equals(log.logTopic())) {
                        problems.add(
                                "LOGGER_KAFKA_TOPIC and %s are both \"%s\", and LOGGER_KAFKA_BROKER is the job's own cluster (expected: a topic that only the request log is written to)"
                                        .formatted(used.getKey(), used.getValue()));
                    }
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new PreflightException(problems.stream().distinct().toList());
        }
    }

    private List<ResultTopics> logs(KafkaClients elsewhere) throws PreflightException {
        List<PredictorPlan> logged =
                job.predictors().stream().filter(each -> each.logTopic() != null).toList();
        RequestLogPreflight.Found found =
                RequestLogPreflight.check(
                        elsewhere.properties(),
                        new RequestLogPreflight.Wanted(
                                job.group(),
                                logged.stream()
                                        .map(each -> Objects.requireNonNull(each.logTopic()))
                                        .toList(),
                                transactionTimeout()));
        List<ResultTopics> logs = new ArrayList<>();
        for (int i = 0; i < logged.size(); i++) {
            logs.add(ResultTopics.ofLog(logged.get(i).name(), found.topics().get(i)));
        }
        return logs;
    }
}
