// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

    private static final String NOON = "Thu, 01 Jan 2026 12:00:00 GMT";

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            textBlock =
                    """
                    -     | 0
                    7     | 7
                    ' 7 ' | 7
                    0     | 0
                    -1    | 0
                    soon  | 0
                    86400 | 300
                    99999999999999999999          | 0
                    Thu, 01 Jan 2026 12:00:30 GMT | 30
                    Thu, 01 Jan 2026 11:00:00 GMT | 0
                    Thu, 01 Jan 2099 11:00:00 GMT | 300
                    """)
    void readsSecondsAndDatesButNeverForLong(String value, long seconds) {
        assertThat(RetryAfter.ofHttp(value, NOON)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void needsTheServersClockForADate() {
        assertThat(RetryAfter.ofHttp("Thu, 01 Jan 2026 12:00:30 GMT", null)).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-, 0", "0, 0", "1500, 1500", "999999999, 300000", "-1, 30000", "x, 30000"})
    void readsThePushbackOfGrpc(String value, long millis) {
        assertThat(RetryAfter.ofGrpc(value)).isEqualTo(Duration.ofMillis(millis));
    }
}
