// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.graph;

import io.leat.protocol.DeadLetterCode;
import io.leat.protocol.Payload;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way through a graph, and whom to blame for it.
 *
 * @param origin the node that answered with it, or null if it is the record itself
 */
record Message(Payload payload, @Nullable PlanNode origin) {

    /** The code of a failure that lies in the message. */
    DeadLetterCode blame() {
        return origin == null ? DeadLetterCode.BAD_RECORD : DeadLetterCode.BAD_REPLY;
    }

    @Nullable String blamed() {
        return origin == null ? null : origin.name;
    }
}
