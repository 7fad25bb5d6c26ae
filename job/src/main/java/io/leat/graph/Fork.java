// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.graph;

import io.leat.protocol.CallFailure;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The children of one node that were called, while they are awaited. */
final class Fork {

    private final @Nullable Message[] answers;
    private final @Nullable CallFailure[] failures;
    private int pending;

    /**
     * @param children how many the node has, of which {@code pending} were called
     */
    Fork(int children, int pending) {
        this.answers = new Message[children];
        this.failures = new CallFailure[children];
        this.pending = pending;
    }

    /** Whether this was the last. */
    boolean answered(int child, Message message) {
        answers[child] = message;
        return --pending == 0;
    }

    /** Whether this was the last. */
    boolean failed(int child, CallFailure failure) {
        failures[child] = failure;
        return --pending == 0;
    }

    /** The first in the children's order, not in time. */
    @Nullable CallFailure firstFailure() {
        return Stream.of(failures).filter(Objects::nonNull).findFirst().orElse(null);
    }

    /** In the children's order. */
    List<Message> answers() {
        return Stream.of(answers).filter(Objects::nonNull).toList();
    }
}
