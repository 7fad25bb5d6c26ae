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
import io.leat.traffic.TrafficSample;
import java.io.Serializable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One predictor to be run, with all it takes. Part of the job graph, so it holds no secret.
 *
 * @param group {@code <predictor>.<deployment>.<namespace>}: the consumer group and this job's name
 * @param predictor its name in the deployment
 * @param sample which records it answers, of a shadow; null for every record
 * @param names what the user has written for its options
 */
public record InferenceJob(
        String group,
        String predictor,
        Protocol protocol,
        Transport transport,
        Node graph,
        JobSettings settings,
        @Nullable TrafficSample sample,
        StatedNames names)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** What the graph does with messages between two calls. */
    public MessageCodec codec() {
        return Codecs.message(protocol, transport);
    }

    /** The same job with each node that is called at the place its name is given. */
    public InferenceJob servedAt(Function<String, Endpoint> places) {
        return new InferenceJob(
                group,
                predictor,
                protocol,
                transport,
                graph.movedTo((name, stated) -> places.apply(name)),
                settings,
                sample,
                names);
    }
}
