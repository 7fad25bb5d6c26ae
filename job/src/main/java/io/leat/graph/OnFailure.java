// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.graph;

import io.leat.protocol.DeadLetterCode;
import java.io.Serializable;

/**
 * The replacement for a node's answer, and for all below it, where a model fails on a record for
 * good. An outage is no such failure: the record waits, unless its deadline ends that.
 */
public sealed interface OnFailure extends Serializable {

    /** Nothing: the combiner above is sent the answers of the others. */
    record LeaveOut() implements OnFailure {
        private static final long serialVersionUID = 1L;
    }

    /**
     * This answer.
     *
     * @param json as the node would have given it
     */
    record Answer(String json) implements OnFailure {
        private static final long serialVersionUID = 1L;
    }

    /** Whether a model is to blame; a record that is itself wrong is a dead letter all the same. */
    static boolean takes(DeadLetterCode code) {
        return switch (code) {
            case MODEL_REJECTED, BAD_REPLY, BAD_ROUTE, MODEL_FAILED, MODEL_UNAVAILABLE, EXPIRED ->
                    true;
            case BAD_RECORD, TOMBSTONE, OUTPUT_TOO_LARGE, OUTPUT_REFUSED, INTERNAL -> false;
        };
    }
}
