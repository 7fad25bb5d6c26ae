// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.readiness;

/**
 * What was found of a model.
 *
 * @param found what was asked and answered, and what to look at; may be empty
 */
public record Readiness(State state, String found) {

    /** How a model is. */
    public enum State {
        /** It says that it is ready. */
        READY,
        /** Its server is there, and says nothing of the model. */
        REACHED,
        /** Its server is there, and the model is being loaded, or does not answer. */
        NOT_READY,
        /** What is at the address is not what is stated. */
        WRONG,
        /** No connection is made. */
        AWAY
    }

    /** Whether calls may succeed, as far as can be told without one. */
    public boolean isGood() {
        return state == State.READY || state == State.REACHED;
    }

    /**
     * One line, with the place.
     *
     * @param address {@code host:port}
     */
    public String sentence(String node, String address) {
        return "model " + clause(node, address);
    }

    /** The same behind the word "model". */
    public String clause(String node, String address) {
        String place = "%s at %s".formatted(node, address);
        return switch (state) {
            case READY -> place + " is ready: " + found;
            case REACHED -> place + " can be reached" + (found.isEmpty() ? "" : ": " + found);
            case NOT_READY -> place + " is not ready yet: " + found;
            case WRONG -> place + ": " + found;
            case AWAY -> place + " cannot be reached: " + found;
        };
    }
}
