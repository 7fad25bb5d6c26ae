// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.retry;

import io.leat.client.BudgetCharge;
import io.leat.client.ErrorMessages;
import io.leat.client.FailureAction;
import io.leat.client.FailureKind;
import io.leat.client.RetryBudget;
import java.time.Duration;

/**
 * The state of one call and its repeats, and the one place that decides what follows when an
 * attempt has ended:
 *
 * <pre>
 * state     event                               next state result                 costs
 * WAITING   limit, breaker, pause let it start  UNDER_WAY  -                      -
 * WAITING   the record's deadline passes        ENDED      dead letter, expired   -
 * UNDER_WAY an answer                           ENDED      the answer             -
 *           failure REJECT                      ENDED      dead letter            -
 *           failure FAIL                        ENDED      the job stops          -
 *           failure RETRY, NOTHING              PAUSING    -                      -
 *           failure RETRY, TIME                 PAUSING    -                      time
 *           failure RETRY, ATTEMPT              PAUSING    -                      attempt, time
 *           - and a budget is spent             ENDED      as OnExhausted says
 *           - and a batch may be to blame       ENDED      each record goes alone
 *           - and the deadline has passed       ENDED      dead letter, expired   -
 *           exception that says nothing         PAUSING    -                      unknown
 *           - the last allowed, or fatal        ENDED      the task fails
 * PAUSING   pause over, or deadline passes      WAITING    -                      -
 * not ENDED timer or limiter throws             ENDED      the task fails         -
 * </pre>
 *
 * <p>Which kind of failure is which {@link FailureAction} and takes which {@link BudgetCharge} is
 * {@link FailureKind}'s to say; an open breaker makes every charge NOTHING. The attempts are
 * counted here, for one node, and are spent only if the last failure is the call's own: the server
 * has replied to it while others were answered, or {@link RetryPolicy#alone} has passed. The time
 * is the record's {@link RetryBudget}, over all nodes; the time in WAITING is never charged. A
 * client that is closed leaves its calls UNDER_WAY: their replies are not awaited.
 *
 * <p>Attempts follow one another, and the endpoint's lock lies between them, so it is used by one
 * thread at a time; only the state may be asked for by two, when what is thrown has ended it.
 */
final class AttemptHistory {

    /** Where the call is. */
    private enum State {
        /** Waits in the endpoint's queue. */
        WAITING,
        /** An attempt is being made. */
        UNDER_WAY,
        /** Between two attempts. */
        PAUSING,
        /** Its reply is complete. */
        ENDED
    }

    /**
     * What follows an attempt that has failed.
     *
     * @param action RETRY after the pause; or the call's end
     * @param why text for the failure's message where the budget is spent, else empty
     */
    record Decision(FailureAction action, String why) {}

    private static final String SPENT = "; the record's budget of %d %s is spent";
    private static final Decision REPEAT = new Decision(FailureAction.RETRY, "");

    private final RetryPolicy policy;
    private final Backoff backoff;
    private final RetryBudget budget;

    /** Whether several records share the call, so that its failures are none's own. */
    final boolean together;

    private State state = State.WAITING;
    private int made;
    private int unknown; // of those made, ended with an exception that says nothing
    private int counted; // of those made, held against the record
    private Duration pause = Duration.ZERO; // before the present attempt

    private boolean attributed;
    private long unattributedSince;
    private long lastFailed;

    // What the endpoint notes of the call, under its lock.

    /** Answers the endpoint had given, to anyone, when this call last failed or was first made. */
    long answersSeen;

    /** The breaker's period in which it last failed. */
    long failedInPeriod = EndpointCircuitBreaker.NEVER;

    /**
     * The endpoint's answers from when on it counts which others were answered: when it was first
     * made, or last failed before this period of the breaker's.
     */
    long othersFrom;

    /** The endpoint's answers when it last failed. */
    long failedAt = EndpointCircuitBreaker.NEVER;

    /** Whether it is no likely poison then: more calls were left than have been answered since. */
    boolean mayBeOutage;

    /**
     * A call that waits for its first attempt.
     *
     * @param budget its record's
     */
    AttemptHistory(RetryPolicy policy, Backoff backoff, RetryBudget budget, boolean together) {
        this.policy = policy;
        this.backoff = backoff;
        this.budget = budget;
        this.together = together;
    }

    /** Attempts made. */
    int made() {
        return made;
    }

    /** Before the next attempt. */
    Duration pause() {
        return pause;
    }

    /** The only place where the state changes; false if it cannot become this. */
    private synchronized boolean become(State next) {
        boolean possible =
                switch (state) {
                    case WAITING -> next == State.UNDER_WAY || next == State.ENDED;
                    case UNDER_WAY -> next == State.PAUSING || next == State.ENDED;
                    case PAUSING -> next == State.WAITING || next == State.ENDED;
                    case ENDED -> false;
                };
        if (possible) {
            state = next;
        }
        return possible;
    }

    /**
     * An attempt is to be made.
     *
     * @param answers the endpoint's so far
     * @return whether it may be: what was thrown may have ended the call while it waited
     */
    boolean starts(long answers) {
        if (!become(State.UNDER_WAY)) {
            return false;
        }
        if (made++ == 0) {
            answersSeen = answers;
            othersFrom = answers;
        }
        return true;
    }

    /** The pause is over; false if the call has ended meanwhile. */
    boolean waitsAgain() {
        return become(State.WAITING);
    }

    /**
     * The record's deadline has passed: the call ends unless an attempt is under way, whose own end
     * sees to it. False if it does not end here, or had ended.
     */
    synchronized boolean expires() {
        return state != State.UNDER_WAY && become(State.ENDED);
    }

    /** The call ends; false if it had. */
    boolean ends() {
        return become(State.ENDED);
    }

    /** What a failure means before anything is charged for it. */
    FailureAction actionFor(FailureKind kind) {
        return policy.action(kind);
    }

    /**
     * Charges an attempt whose failure is to be repeated.
     *
     * @param took nanoseconds
     */
    Decision failed(FailureKind kind, BudgetCharge charge, long took) {
        String spent = spent(charge, took);
        if (together && (endsTogether(kind) || !spent.isEmpty())) {
            return new Decision(FailureAction.REJECT, "");
        }
        return spent.isEmpty() ? repeat() : new Decision(whenSpent(), spent);
    }

    /** An exception that says nothing: whether the call is repeated, else the task fails. */
    boolean isRepeatedAfter(Throwable thrown) {
        unknown++;
        if (ErrorMessages.endsTheTask(thrown) || unknown >= policy.attempts()) {
            return false;
        }
        repeat();
        return true;
    }

    /** Attempts that have ended with an exception that says nothing. */
    int unknown() {
        return unknown;
    }

    private Decision repeat() {
        become(State.PAUSING);
        pause = backoff.after(made);
        return REPEAT;
    }

    private boolean endsTogether(FailureKind kind) {
        return kind.mayBeTheRecords() || (kind == FailureKind.BUSY && made >= policy.attempts());
    }

    /** What there is to say of a spent budget; empty while it is not. */
    private String spent(BudgetCharge charge, long took) {
        return switch (charge) {
            case NOTHING -> "";
            case TIME -> spentTime(took);
            case ATTEMPT -> {
                counted++;
                String time = spentTime(took);
                yield counted >= policy.attempts() && isOwnFailure()
                        ? SPENT.formatted(counted, "attempts")
                        : time;
            }
        };
    }

    /** Its own time: what it waited for the endpoint or for other calls is not the record's. */
    private String spentTime(long took) {
        budget.add(took + pause.toNanos());
        return budget.reaches(policy.time()) ? SPENT.formatted(policy.time().toMillis(), "ms") : "";
    }

    private FailureAction whenSpent() {
        return switch (policy.exhausted()) {
            case DEAD_LETTER -> FailureAction.REJECT;
            case STOP -> FailureAction.FAIL;
        };
    }

    /**
     * The endpoint has noted a failure.
     *
     * @param attributable whether it is this call's own: the server has replied to it, and has
     *     answered another since it last failed or was first made
     */
    void noted(long nanoTime, boolean attributable) {
        if (attributable || failedInPeriod == EndpointCircuitBreaker.NEVER) {
            unattributedSince = nanoTime;
        }
        attributed = attributable;
        lastFailed = nanoTime;
    }

    /**
     * Whether it is known not to be the first to meet an outage, nor to have met replicas that are
     * going: the server has replied while others are answered, or so much time has passed.
     */
    private boolean isOwnFailure() {
        return attributed || lastFailed - unattributedSince >= policy.alone().toNanos();
    }
}
