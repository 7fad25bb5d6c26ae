// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client;

import io.grpc.Status;
import io.leat.protocol.DeadLetterCode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Every way in which a call can fail: the one table of failures. Each kind says what becomes of the
 * call and, where it is repeated, how far its record can be blamed. The documentation is made from
 * it.
 */
public enum FailureKind {
    /** Nothing at the address has seen the call. */
    UNREACHED(
            FailureAction.RETRY,
            DeadLetterCode.MODEL_UNAVAILABLE,
            "Connection failed: no such host, connection refused or not made in time."),
    /** The endpoint is there, and overloaded or unavailable for now. */
    BUSY(
            FailureAction.RETRY,
            DeadLetterCode.MODEL_UNAVAILABLE,
            "The endpoint, or a proxy before it, is overloaded or unavailable for now."),
    /** No response: either side may be the cause. */
    UNANSWERED(
            FailureAction.RETRY,
            DeadLetterCode.MODEL_UNAVAILABLE,
            "No answer: none in time, or the connection broke."),
    /**
     * The caller is not authenticated, which is seldom the record's doing: see the job's
     * credentials.
     */
    UNADMITTED(
            FailureAction.RETRY,
            DeadLetterCode.MODEL_REJECTED,
            "Not authenticated: credentials are missing, wrong or have expired."),
    /**
     * Something between here and the model has answered in its place, the same for whatever record.
     */
    INTERCEPTED(
            FailureAction.RETRY,
            DeadLetterCode.MODEL_REJECTED,
            "A login page, maintenance page, mesh or proxy has answered in place of the model, or"
                    + " the call is forbidden."),
    /** The server is there and knows no such model; it may still be loading it. */
    MISSING(
            FailureAction.RETRY,
            DeadLetterCode.MODEL_REJECTED,
            "The server answers, but has no such model, or not yet."),
    /** The server tried and failed, which is how many report a request they cannot digest. */
    FAILED(
            FailureAction.RETRY,
            DeadLetterCode.MODEL_FAILED,
            "The server reported an error, for this record or for all."),
    /** The server has rejected the request itself. */
    REFUSED(
            FailureAction.REJECT,
            DeadLetterCode.MODEL_REJECTED,
            "The server has rejected the request."),
    /** The record's deadline has passed. */
    EXPIRED(
            FailureAction.REJECT,
            DeadLetterCode.EXPIRED,
            "The record's deadline has passed: no call is made, and one that waits is not"
                    + " repeated."),
    /** There is an answer that cannot be used. */
    UNUSABLE(FailureAction.REJECT, DeadLetterCode.BAD_REPLY, "The answer cannot be used."),
    /** The address is not that of a model server, or no call can be built for it. */
    MISPLACED(
            FailureAction.FAIL,
            DeadLetterCode.MODEL_REJECTED,
            "What listens at the address is no model server, or no call can be built for it: the"
                    + " job is misconfigured.");

    private final FailureAction action;
    private final DeadLetterCode code;
    private final String meaning;

    FailureKind(FailureAction action, DeadLetterCode code, String meaning) {
        this.action = action;
        this.code = code;
        this.meaning = meaning;
    }

    public FailureAction action() {
        return action;
    }

    /** As metrics and spans name it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The code of the dead letter it ends as, if it does. */
    public DeadLetterCode code() {
        return code;
    }

    /** One sentence for the documentation. */
    public String meaning() {
        return meaning;
    }

    /**
     * For an HTTP status that is not 2xx. What follows from address, method, caller or account is
     * the same for all records, so it says nothing about this one: every redirect, and 402, 403,
     * 405, 421, 426, 440, 451, 511 and 561. 521 to 526 and 530 are how a CDN says that it cannot
     * reach the server behind it.
     */
    public static FailureKind ofHttpStatus(int status) {
        return switch (status) {
            case 401 -> UNADMITTED;
            case 402, 403, 405, 421, 426, 440, 451, 511, 561 -> INTERCEPTED;
            case 425, 429, 502, 503, 521, 522, 523, 525, 526, 529, 530 -> BUSY;
            case 408, 504, 524 -> UNANSWERED;
            case 404, 410, 501 -> MISSING;
            case 407, 505 -> MISPLACED;
            default -> {
                if (status >= 500) {
                    yield FAILED;
                }
                yield isRedirect(status) ? INTERCEPTED : REFUSED;
            }
        };
    }

    public static boolean isRedirect(int status) {
        return status >= 300 && status <= 399;
    }

    /**
     * For a reply to a gRPC call that is no gRPC, as proxies and web servers give it. Nothing that
     * speaks gRPC has judged the call; only its size can be too much for a proxy.
     *
     * @param status the reply's HTTP status
     */
    public static FailureKind ofHttpInPlaceOfGrpc(int status) {
        boolean success = status >= 200 && status <= 299;
        FailureKind kind = success ? INTERCEPTED : ofHttpStatus(status);
        return kind == REFUSED && status != 413 && status != 431 ? INTERCEPTED : kind;
    }

    /**
     * For a gRPC status that is not OK. UNKNOWN is how Python servers report an exception of the
     * model; what a server says of sizes is {@code MessageSizeErrors}'s to see.
     */
    public static FailureKind ofGrpcCode(Status.Code code) {
        return switch (code) {
            case UNAVAILABLE, RESOURCE_EXHAUSTED, ABORTED -> BUSY;
            case DEADLINE_EXCEEDED -> UNANSWERED;
            case NOT_FOUND, UNIMPLEMENTED -> MISSING;
            case UNKNOWN, INTERNAL, DATA_LOSS, CANCELLED -> FAILED;
            case OK, INVALID_ARGUMENT, ALREADY_EXISTS, FAILED_PRECONDITION, OUT_OF_RANGE -> REFUSED;
            case UNAUTHENTICATED -> UNADMITTED;
            case PERMISSION_DENIED -> INTERCEPTED;
        };
    }

    /**
     * For a call that brought no status.
     *
     * @return null for a throwable that says nothing of the call: neither the record nor the model
     *     may be judged by it
     */
    public static @Nullable FailureKind ofThrowable(Throwable thrown) {
        if (ErrorMessages.endsTheTask(thrown)) {
            return null; // whatever it is wrapped in
        }
        if (thrown instanceof ConnectException
                || thrown instanceof NoRouteToHostException
                || thrown instanceof UnknownHostException
                || thrown instanceof UnresolvedAddressException
                || TlsErrors.isOfTheHandshake(thrown)) {
            return UNREACHED;
        }
        if (TlsErrors.is(thrown)) {
            return UNANSWERED; // within what a decoder makes of it
        }
        if (thrown instanceof IOException || thrown instanceof TimeoutException) {
            return UNANSWERED;
        }
        return thrown instanceof NotHttpException ? UNUSABLE : null;
    }

    /**
     * What a failed attempt takes from its record's budget while the endpoint's breaker is closed;
     * while it is not, nothing.
     *
     * @param othersAnswered whether the endpoint has answered another call since this one last
     *     failed, or since it was first made
     * @param everAnswered whether the endpoint has ever answered any call
     */
    public BudgetCharge charge(boolean othersAnswered, boolean everAnswered) {
        return switch (this) {
            case UNREACHED -> BudgetCharge.NOTHING;
            case BUSY -> othersAnswered ? BudgetCharge.TIME : BudgetCharge.NOTHING;
            case UNANSWERED -> {
                if (othersAnswered) {
                    yield BudgetCharge.ATTEMPT;
                }
                yield everAnswered ? BudgetCharge.TIME : BudgetCharge.NOTHING;
            }
            case UNADMITTED -> othersAnswered ? BudgetCharge.ATTEMPT : BudgetCharge.NOTHING;
            case INTERCEPTED, MISSING -> everAnswered ? BudgetCharge.ATTEMPT : BudgetCharge.NOTHING;
            case FAILED, REFUSED, UNUSABLE, MISPLACED, EXPIRED -> BudgetCharge.ATTEMPT;
        };
    }

    /** Whether a record of its own can have brought it about; else only the endpoint has. */
    public boolean mayBeTheRecords() {
        return this != UNREACHED && this != BUSY;
    }

    /** Whether the server itself has replied to the call; else it may never have seen it. */
    public boolean isReply() {
        return this != UNREACHED && this != BUSY && this != UNANSWERED && this != EXPIRED;
    }

    /** Whether it says that the endpoint has more to do than it can. */
    public boolean isOverload() {
        return this == BUSY || this == UNANSWERED;
    }
}
