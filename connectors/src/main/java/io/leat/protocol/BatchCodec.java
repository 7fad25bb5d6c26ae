// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes one request out of several, along the batch dimension, and several answers out of its one.
 * Numbers are not read but moved as the bytes they are. Implementations may be shared between
 * threads.
 *
 * <p>It takes for granted that the model treats each row on its own, and that the first dimension
 * of whatever it answers is that of the rows: turning batches on asserts it.
 */
public interface BatchCodec {

    /** Whether a method takes messages that one request can hold several of. */
    static boolean takesRows(UnitMethod method) {
        return switch (method) {
            case PREDICT, TRANSFORM_INPUT, TRANSFORM_OUTPUT -> true;
            case ROUTE, AGGREGATE, SEND_FEEDBACK, SEND_ROUTER_FEEDBACK -> false;
        };
    }

    /**
     * Looks at a request.
     *
     * @param puid of its record, which a model may repeat in its answer
     * @return null for one that can only be sent alone: whatever is not known to be a well-formed
     *     request of at least one row
     */
    @Nullable BatchableRequest read(Payload request, String puid);

    /**
     * One request with the rows of all.
     *
     * @param parts at least one, all with the same {@link BatchableRequest#key}
     */
    Payload merge(List<BatchableRequest> parts);

    /**
     * What each of the merged requests would have been answered.
     *
     * @param answer to what {@link #merge} made of {@code parts}
     * @return as many as {@code parts}, in their order
     * @throws BadPayloadException if the answer has not exactly the rows that were sent
     */
    List<Payload> split(Payload answer, List<BatchableRequest> parts) throws BadPayloadException;
}
