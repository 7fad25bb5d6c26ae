package io.leat.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {

    @ParameterizedTest
    @CsvSource({
        "429, RETRY",
        "502, RETRY",
        "503, RETRY",
        "504, RETRY",
        "301, REJECT",
        "400, REJECT",
        "401, REJECT",
        "404, REJECT",
        "422, REJECT",
        "500, REJECT",
        "501, REJECT"
    })
    void judgesEveryHttpStatus(int status, Verdict verdict) {
        assertThat(Verdict.ofHttpStatus(status)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "UNAVAILABLE, RETRY",
        "DEADLINE_EXCEEDED, RETRY",
        "RESOURCE_EXHAUSTED, RETRY",
        "ABORTED, RETRY",
        "CANCELLED, REJECT",
        "UNKNOWN, REJECT",
        "INVALID_ARGUMENT, REJECT",
        "NOT_FOUND, REJECT",
        "ALREADY_EXISTS, REJECT",
        "PERMISSION_DENIED, REJECT",
        "FAILED_PRECONDITION, REJECT",
        "OUT_OF_RANGE, REJECT",
        "UNIMPLEMENTED, REJECT",
        "INTERNAL, REJECT",
        "DATA_LOSS, REJECT",
        "UNAUTHENTICATED, REJECT"
    })
    void judgesEveryGrpcCode(Status.Code code, Verdict verdict) {
        assertThat(Verdict.ofGrpcCode(code)).isEqualTo(verdict);
    }

    @Test
    void repeatsWhatBroughtNoAnswer() {
        assertThat(Verdict.ofThrowable(new ConnectException())).isEqualTo(Verdict.RETRY);
        assertThat(Verdict.ofThrowable(new UnknownHostException())).isEqualTo(Verdict.RETRY);
        assertThat(Verdict.ofThrowable(new IOException("closed"))).isEqualTo(Verdict.RETRY);
        assertThat(Verdict.ofThrowable(new TimeoutException())).isEqualTo(Verdict.RETRY);
    }

    @Test
    void rejectsWhatTheClientCannotMakeSenseOf() {
        assertThat(Verdict.ofThrowable(new IllegalArgumentException())).isEqualTo(Verdict.REJECT);
    }
}
