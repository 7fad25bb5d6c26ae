// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka;

import java.util.Locale;

/** What an event of the request log tells of. */
public enum LogEventKind {
    /** The message that a node is sent. */
    REQUEST("io.seldon.serving.inference.request"),
    /** The message that it has answered with. */
    RESPONSE("io.seldon.serving.inference.response"),
    /** Feedback that reaches a node. */
    FEEDBACK("io.seldon.serving.feedback");

    private final String type;

    LogEventKind(String type) {
        this.type = type;
    }

    /** As executor/logger/worker.go names it: the CloudEvent's {@code type}. */
    public String type() {
        return type;
    }

    /** In the id of an event. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
