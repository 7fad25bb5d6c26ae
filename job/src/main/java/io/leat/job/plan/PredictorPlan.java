// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.plan;

import io.leat.codec.Codecs;
import io.leat.graph.Endpoint;
import io.leat.graph.Node;
import io.leat.options.StatedNames;
import io.leat.options.settings.JobSettings;
import io.leat.protocol.MessageCodec;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import java.io.Serializable;
import java.util.function.Function;

/**
 * One predictor of a job, with all it takes. Part of the job graph, so it holds no secret.
 *
 * @param name its name in the deployment
 * @param settings its own; those that a job has once are the same in every predictor of the job
 * @param names what the user has written for its options
 * @param isShared whether its job runs other predictors too
 */
public record PredictorPlan(
        String name,
        Protocol protocol,
        Transport transport,
        Node graph,
        JobSettings settings,
        StatedNames names,
        boolean isShared)
        implements Serializable {

    private static final long serialVersionUID = 1L;

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
                isShared);
    }

    /**
     * The name of one of its nodes among those of all predictors of the job: its own where there is
     * one predictor, else behind that of the predictor, as several may have a node of one name.
     */
    public String label(String node) {
        return isShared ? name + "/" + node : node;
    }
}
