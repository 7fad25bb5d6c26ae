// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.graph;

import io.leat.protocol.CallFailure;
import io.leat.protocol.Payload;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The children of one node that were called, while they are awaited. */
final class Fork {

    /** The fork of a node that has failed and that something else has taken the place of. */
    static final Fork DEGRADED = new Fork(0, 0);

    /** Stands for the answer of a child that is left out. */
    private static final Message LEFT_OUT = new Message(new Payload(new byte[0], ""), null);

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

    /** It failed, and the others' answers do without it. Whether this was the last. */
    boolean leftOut(int child, CallFailure failure) {
        answers[child] = LEFT_OUT;
        return failed(child, failure);
    }

    /**
     * The first in the children's order, not in time, of one that may not be left out; or of any,
     * if nothing is left of them.
     */
    @Nullable CallFailure firstFailure() {
        CallFailure leftOut = null;
        boolean isAny = false;
        for (int i = 0; i < failures.length; i++) {
            isAny |= answers[i] != null && failures[i] == null;
            if (failures[i] != null && answers[i] == null) {
                return failures[i];
            }
            leftOut = leftOut == null ? failures[i] : leftOut;
        }
        return isAny ? null : leftOut;
    }

    /** The answers in the children's order. */
    List<Message> answers() {
        List<Message> given = new ArrayList<>(answers.length);
        for (int i = 0; i < answers.length; i++) {
            Message answer = answers[i];
            if (answer != null && failures[i] == null) {
                given.add(answer);
            }
        }
        return given;
    }
}
