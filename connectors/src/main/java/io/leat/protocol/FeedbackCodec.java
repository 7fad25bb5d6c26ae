// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.protocol;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Feedback of one protocol over one transport: Seldon's {@code Feedback}, of which only {@code
 * response.meta.routing} is ever read. Bytes in, bytes out; implementations hold no state and may
 * be shared between threads.
 */
public interface FeedbackCodec {

    /** What a record can say it is; empty where it need not say anything. */
    Set<String> recordTypes();

    /**
     * Which way the request went that the feedback is of, as it says itself: for each node the
     * child it chose, counted from 0, -1 for all and -2 for none.
     *
     * @return null where it says nothing of it
     * @throws BadPayloadException if the message is no feedback
     */
    @Nullable Map<String, Integer> routing(Payload feedback) throws BadPayloadException;

    /**
     * The same feedback with this routing, every other part as it came.
     *
     * @param feedback of which {@link #routing} is null
     */
    Payload withRouting(Payload feedback, Map<String, Integer> routing);
}
