// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client;

import io.leat.protocol.Ascii;
import io.leat.protocol.NodeCall;
import io.leat.protocol.UnitMethod;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Makes idempotency keys of calls: the record's, then the node and what it is asked. Several nodes
 * may be on one server, and what it has answered for one must not be taken for the answer of
 * another; a repeat of the same call has the same key.
 */
public final class IdempotencyKey {

    private IdempotencyKey() {}

    /**
     * The key of a call.
     *
     * @param record the key of its record, or of the records of a batch
     */
    public static String of(String record, NodeCall call) {
        return record + '-' + name(call.node()) + '-' + word(call.method());
    }

    /**
     * The key of a call for a record that states one itself. It is the record's own as it is where
     * the record needs one call only, so that a client finds its key again.
     *
     * @param nodes of the graph that are called
     */
    public static String ofStated(String stated, NodeCall call, int nodes) {
        return nodes == 1 && call.method() == UnitMethod.PREDICT ? stated : of(stated, call);
    }

    /** A node's name is nearly always a legal header value; a comma would end one. */
    private static String name(String node) {
        return Ascii.isPrintable(node) && node.indexOf(' ') < 0 && node.indexOf(',') < 0
                ? node
                : URLEncoder.encode(node, StandardCharsets.UTF_8);
    }

    private static String word(UnitMethod method) {
        return switch (method) {
            case PREDICT -> "predict";
            case TRANSFORM_INPUT -> "transform-input";
            case ROUTE -> "route";
            case AGGREGATE -> "aggregate";
            case TRANSFORM_OUTPUT -> "transform-output";
            case SEND_FEEDBACK, SEND_ROUTER_FEEDBACK -> "send-feedback";
        };
    }
}
