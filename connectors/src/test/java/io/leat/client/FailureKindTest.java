// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureKindTest {

    @ParameterizedTest
    @CsvSource({
        "425, BUSY, RETRY",
        "429, BUSY, RETRY",
        "502, BUSY, RETRY",
        "503, BUSY, RETRY",
        "404, MISSING, RETRY",
        "408, UNANSWERED, RETRY",
        "504, UNANSWERED, RETRY",
        "500, FAILED, RETRY",
        "507, FAILED, RETRY",
        "599, FAILED, RETRY",
        "199, REFUSED, REJECT",
        "300, INTERCEPTED, RETRY",
        "301, INTERCEPTED, RETRY",
        "302, INTERCEPTED, RETRY",
        "308, INTERCEPTED, RETRY",
        "399, INTERCEPTED, RETRY",
        "400, REFUSED, REJECT",
        "401, UNADMITTED, RETRY",
        "402, INTERCEPTED, RETRY",
        "403, INTERCEPTED, RETRY",
        "405, INTERCEPTED, RETRY",
        "406, REFUSED, REJECT",
        "410, MISSING, RETRY",
        "421, INTERCEPTED, RETRY",
        "426, INTERCEPTED, RETRY",
        "440, INTERCEPTED, RETRY",
        "451, INTERCEPTED, RETRY",
        "413, REFUSED, REJECT",
        "422, REFUSED, REJECT",
        "501, MISSING, RETRY",
        "520, FAILED, RETRY",
        "521, BUSY, RETRY",
        "524, UNANSWERED, RETRY",
        "530, BUSY, RETRY",
        "561, INTERCEPTED, RETRY",
        "407, MISPLACED, FAIL",
        "505, MISPLACED, FAIL",
        "511, INTERCEPTED, RETRY"
    })
    void judgesEveryHttpStatus(int status, FailureKind fault, FailureAction verdict) {
        assertThat(FailureKind.ofHttpStatus(status)).isEqualTo(fault);
        assertThat(fault.action()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "UNAVAILABLE, BUSY",
        "RESOURCE_EXHAUSTED, BUSY",
        "ABORTED, BUSY",
        "DEADLINE_EXCEEDED, UNANSWERED",
        "NOT_FOUND, MISSING",
        "UNIMPLEMENTED, MISSING",
        "UNKNOWN, FAILED",
        "INTERNAL, FAILED",
        "DATA_LOSS, FAILED",
        "CANCELLED, FAILED",
        "INVALID_ARGUMENT, REFUSED",
        "ALREADY_EXISTS, REFUSED",
        "PERMISSION_DENIED, INTERCEPTED",
        "FAILED_PRECONDITION, REFUSED",
        "OUT_OF_RANGE, REFUSED",
        "UNAUTHENTICATED, UNADMITTED"
    })
    void judgesEveryGrpcCode(Status.Code code, FailureKind fault) {
        assertThat(FailureKind.ofGrpcCode(code)).isEqualTo(fault);
    }

    @ParameterizedTest
    @CsvSource({
        "200, INTERCEPTED",
        "302, INTERCEPTED",
        "400, INTERCEPTED",
        "401, UNADMITTED",
        "403, INTERCEPTED",
        "404, MISSING",
        "413, REFUSED",
        "431, REFUSED",
        "500, FAILED",
        "503, BUSY"
    })
    void judgesAReplyThatIsNoGrpcByItsHttpStatus(int status, FailureKind fault) {
        assertThat(FailureKind.ofHttpInPlaceOfGrpc(status)).isEqualTo(fault);
    }

    @Test
    void tellsNobodyThereFromNoAnswer() {
        assertThat(FailureKind.ofThrowable(new ConnectException()))
                .isEqualTo(FailureKind.UNREACHED);
        assertThat(FailureKind.ofThrowable(new UnknownHostException()))
                .isEqualTo(FailureKind.UNREACHED);
        assertThat(FailureKind.ofThrowable(new NoRouteToHostException()))
                .isEqualTo(FailureKind.UNREACHED);
        assertThat(FailureKind.ofThrowable(new SSLHandshakeException("x")))
                .isEqualTo(FailureKind.UNREACHED);
        assertThat(FailureKind.ofThrowable(new SocketException("reset")))
                .isEqualTo(FailureKind.UNANSWERED);
        assertThat(FailureKind.ofThrowable(new IOException("closed")))
                .isEqualTo(FailureKind.UNANSWERED);
        assertThat(FailureKind.ofThrowable(new TimeoutException()))
                .isEqualTo(FailureKind.UNANSWERED);
    }

    @Test
    void rejectsWhatTheClientCannotMakeSenseOf() {
        Throwable found = new IllegalArgumentException("invalid version format");
        assertThat(FailureKind.ofThrowable(new NotHttpException(found)))
                .isEqualTo(FailureKind.UNUSABLE);
        assertThat(FailureKind.UNUSABLE.action()).isEqualTo(FailureAction.REJECT);
    }

    @Test
    void judgesNothingByAThrowableThatSaysNothingOfTheCall() {
        assertThat(FailureKind.ofThrowable(new IllegalArgumentException())).isNull();
        assertThat(FailureKind.ofThrowable(new NullPointerException())).isNull();
        assertThat(FailureKind.ofThrowable(new OutOfMemoryError())).isNull();
        assertThat(FailureKind.ofThrowable(new IOException(new OutOfMemoryError()))).isNull();
        // As the HTTP client wraps whatever hinders a connection.
        Throwable wrapped = new ConnectException().initCause(new RejectedExecutionException());
        assertThat(FailureKind.ofThrowable(wrapped)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        // fault, others answered, none since but earlier, none ever
        "UNREACHED,  NOTHING, NOTHING, NOTHING",
        "BUSY,       TIME,    NOTHING, NOTHING",
        "UNANSWERED, ATTEMPT, TIME,    NOTHING",
        "UNADMITTED, ATTEMPT, NOTHING, NOTHING",
        "INTERCEPTED, ATTEMPT, ATTEMPT, NOTHING",
        "MISSING,    ATTEMPT, ATTEMPT, NOTHING",
        "FAILED,     ATTEMPT, ATTEMPT, ATTEMPT"
    })
    void blamesARecordAsFarAsThereIsEvidence(
            FailureKind fault, BudgetCharge others, BudgetCharge earlier, BudgetCharge never) {
        assertThat(fault.charge(true, true)).isEqualTo(others);
        assertThat(fault.charge(false, true)).isEqualTo(earlier);
        assertThat(fault.charge(false, false)).isEqualTo(never);
    }
}
