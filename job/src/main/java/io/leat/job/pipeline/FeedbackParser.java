// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.pipeline;

import io.leat.graph.FeedbackWalk;
import io.leat.graph.GraphPlan;
import io.leat.graph.RoutingText;
import io.leat.kafka.InferenceRequest;
import io.leat.kafka.RecordContract;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.FeedbackCodec;
import io.leat.protocol.Payload;
import io.leat.protocol.Transport;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a record the walk of the feedback that it is.
 *
 * @param plan of the graph that has answered the request
 */
record FeedbackParser(RequestParser messages, FeedbackCodec codec, GraphPlan plan) {

    FeedbackParser(Transport transport, FeedbackCodec codec, GraphPlan plan) {
        this(new RequestParser(transport, codec.recordTypes()), codec, plan);
    }

    /**
     * The walk of a record. Its routing is what the feedback states itself, as v1's does, else what
     * the record has of the prediction's headers: then the feedback goes on with it, as the nodes
     * look for it there.
     *
     * @throws BadPayloadException if it is no feedback, or of no prediction of this graph
     */
    FeedbackWalk walk(InferenceRequest request, byte[] value) throws BadPayloadException {
        Payload feedback = messages.parse(request, value);
        Map<String, Integer> stated = codec.routing(feedback);
        if (stated != null) {
            return begin(feedback, stated, "response.meta.routing");
        }
        Map<String, Integer> routing = ofHeader(request);
        return routing == null
                ? begin(feedback, Map.of(), "")
                : begin(
                        codec.withRouting(feedback, routing),
                        routing,
                        "header " + RecordContract.ROUTING);
    }

    private static @Nullable Map<String, Integer> ofHeader(InferenceRequest request)
            throws BadPayloadException {
        String text = RecordContract.lastHeaderText(request, RecordContract.ROUTING);
        if (text == null) {
            return null;
        }
        try {
            return RoutingText.read(text);
        } catch (BadPayloadException e) {
            throw in("header " + RecordContract.ROUTING, e);
        }
    }

    private FeedbackWalk begin(Payload feedback, Map<String, Integer> routing, String place)
            throws BadPayloadException {
        try {
            return plan.beginFeedback(feedback, routing);
        } catch (BadPayloadException e) {
            throw in(place, e);
        }
    }

    private static BadPayloadException in(String place, BadPayloadException e) {
        return new BadPayloadException(place + ": " + e.getMessage());
    }
}
