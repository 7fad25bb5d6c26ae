// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.graph;

import io.leat.protocol.CallFailure;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record's way through its graph. The walk decides and its owner acts: it performs the calls
 * that {@link #start}, {@link #answered} and {@link #failed} give back, in any order, and reports
 * each exactly once. When none is under way any more there is an {@link #answer} or a {@link
 * #failure}.
 *
 * <p>Not thread-safe: used by one thread at a time.
 *
 * <p>Why it is so: {@code docs/adr/0002-the-graph-walk-decides-the-operator-acts.md}.
 */
public sealed interface Walk permits GraphWalk, FeedbackWalk {

    /** The first calls; none if there is a result at once. */
    List<NodeCall> start();

    /** The calls that follow from an answer; none while others are awaited, or at the end. */
    List<NodeCall> answered(NodeCall call, Payload reply);

    /** The calls that follow although a call failed for good. */
    List<NodeCall> failed(NodeCall call, CallFailure failure);

    /** What has come of the record, or null if it has failed, or not yet. */
    @Nullable Payload answer();

    /** The failure of the first failing child in the graph's order, or null. */
    @Nullable CallFailure failure();

    /** Whether something may take the place of what a call fails to answer. */
    boolean mayFail(NodeCall call);
}
