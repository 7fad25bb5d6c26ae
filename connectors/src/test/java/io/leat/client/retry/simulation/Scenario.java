// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.retry.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The load on a job and the states that its model server goes through.
 *
 * @param name stable, for the report
 * @param what happens, for the report
 * @param load the records of each subtask
 * @param subtasks clients with a source of their own, which share the server
 * @param phases of the server, one after the other; the last one has no end
 * @param poison records that the server fails on: number of the subtask, dash, number in it
 */
record Scenario(
        String name, String what, Load load, int subtasks, List<Phase> phases, Set<String> poison) {

    /**
     * Records that arrive in groups.
     *
     * @param every time from one group to the next
     * @param records of one group
     * @param groups how many
     */
    record Load(Duration every, int records, int groups) {

        int all() {
            return records * groups;
        }
    }

    /**
     * A time in which the server's state does not change.
     *
     * @param lasting how long
     */
    record Phase(Duration lasting, Server server) {}

    /**
     * What a call meets.
     *
     * @param workers calls computed at a time
     * @param queue calls that may wait for a worker; HTTP 503 to those beyond
     * @param mean of the computing time, which is drawn between half and one and a half of it
     * @param failing share of the calls that get HTTP 500 in the end
     * @param retryAfter sent by a server that is busy; zero is none
     */
    record Server(
            State state,
            int workers,
            int queue,
            Duration mean,
            double failing,
            Duration retryAfter) {

        static Server serving(int workers, int queue, Duration mean) {
            return new Server(State.SERVING, workers, queue, mean, 0, Duration.ZERO);
        }

        static Server busy(Duration retryAfter) {
            return new Server(State.BUSY, 0, 0, Duration.ZERO, 0, retryAfter);
        }

        static Server hanging() {
            return new Server(State.HANGING, 0, 0, Duration.ZERO, 0, Duration.ZERO);
        }

        static Server away() {
            return new Server(State.AWAY, 0, 0, Duration.ZERO, 0, Duration.ZERO);
        }

        Server failing(double share) {
            return new Server(state, workers, queue, mean, share, retryAfter);
        }
    }

    /** Whether a server replies. */
    enum State {
        /** It computes. */
        SERVING,
        /** HTTP 503 at once. */
        BUSY,
        /** It takes every call and never replies. */
        HANGING,
        /** Connections are refused, and those that were open are broken. */
        AWAY
    }

    /** Of all subtasks. */
    int records() {
        return load.all() * subtasks;
    }

    /** A seed of its own that changes with no other scenario. */
    long seed() {
        return name.hashCode();
    }
}
