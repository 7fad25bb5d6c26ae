// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.plan;

import io.leat.codec.Codecs;
import io.leat.graph.Endpoint;
import io.leat.graph.Node;
import io.leat.job.requestlog.RequestLogPlan;
import io.leat.kafka.security.KafkaClients;
import io.leat.options.StatedNames;
import io.leat.options.requestlog.RequestLogSettings.KafkaLog;
import io.leat.options.settings.JobSettings;
import io.leat.protocol.MessageCodec;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import java.io.Serializable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One predictor of a job, with all it takes. Part of the job graph, so it holds no secret.
 *
 * @param name its name in the deployment
 * @param settings its own; those that a job has once are the same in every predictor of the job
 * @param names what the user has written for its options
 * @param isShared whether its job runs other predictors too
 * @param log what of its calls is logged; null where nothing is
 */
public record PredictorPlan(
        String name,
        Protocol protocol,
        Transport transport,
        Node graph,
        JobSettings settings,
        StatedNames names,
        boolean isShared,
        @Nullable RequestLogPlan log)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The topic of its request log, on whichever brokers; null where there is none. */
    public @Nullable String logTopic() {
        KafkaLog kafka = log == null ? null : log.settings().kafka();
        return kafka == null ? null : kafka.topic();
    }

    /** What reaches the brokers of that topic; null where they are the job's. */
    public @Nullable KafkaClients logClients() {
        KafkaLog kafka = log == null ? null : log.settings().kafka();
        return kafka == null ? null : kafka.clients();
    }

    /** What the graph does with messages between two calls. */
    public MessageCodec codec() {
        return Codecs.message(protocol, transport);
    }

    /** The same predictor with each node that is called at the place its name is given. */
    PredictorPlan servedAt(Function<String, Endpoint> places) {
        return new PredictorPlan(
                name,
                protocol,
                transport,
                graph.movedTo((node, stated) -> places.apply(node)),
                settings,
                names,
                isShared,
                log);
    }

    /**
     * The name of one of its nodes among those of all predictors of the job: its own where there is
     * one predictor, else behind that of the predictor, as several may have a node of one name.
     */
    public String label(String node) {
        return isShared ? name + "/" + node : node;
    }
}
