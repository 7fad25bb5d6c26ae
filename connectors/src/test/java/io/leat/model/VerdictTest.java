package io.leat.model;

import static org.assertj.core.api.Assertions.assertThat;

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
