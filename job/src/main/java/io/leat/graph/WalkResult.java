// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.graph;

import io.leat.protocol.CallFailure;
import io.leat.protocol.Payload;

/** How a record's walk through its graph ended. */
public sealed interface WalkResult {

    /** The prediction. */
    record Answer(Payload payload) implements WalkResult {}

    /** What the record failed with: the first failing child's failure, in the graph's order. */
    record Failed(CallFailure failure) implements WalkResult {}
}
