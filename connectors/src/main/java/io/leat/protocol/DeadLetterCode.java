// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.protocol;

/**
 * The reason why a record became a dead letter. The wire names are a contract with readers of dead
 * letters: they are never changed or used again for something else.
 */
public enum DeadLetterCode {
    /** The record itself is not what its protocol asks for. */
    BAD_RECORD("bad-record"),
    /** The record has no value, and nothing says what a tombstone should become. */
    TOMBSTONE("tombstone"),
    /** A node answered with a status that says the request cannot be served. */
    MODEL_REJECTED("model-rejected"),
    /** A node's answer is empty, malformed or of the wrong kind. */
    BAD_REPLY("bad-reply"),
    /** A router's answer names no branch. */
    BAD_ROUTE("bad-route"),
    /** A node kept answering that it failed, until the record's budget was spent. */
    MODEL_FAILED("model-failed"),
    /** A node kept from answering while it answered others, until the record's budget was spent. */
    MODEL_UNAVAILABLE("model-unavailable"),
    /** The record's deadline passed before it was answered. */
    EXPIRED("expired"),
    /** The prediction is larger than the output topic takes. */
    OUTPUT_TOO_LARGE("output-too-large"),
    /** The output topic does not take the record: without a key, or for a reason of its brokers. */
    OUTPUT_REFUSED("output-refused"),
    /** Leat itself failed on this record. */
    INTERNAL("internal");

    private final String wire;

    DeadLetterCode(String wire) {
        this.wire = wire;
    }

    /** The value of the {@code leat-error-code} header. */
    public String wire() {
        return wire;
    }
}
