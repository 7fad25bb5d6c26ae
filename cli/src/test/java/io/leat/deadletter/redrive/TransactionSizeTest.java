// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deadletter.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TransactionSizeTest {

    private final TransactionSize size = new TransactionSize();

    @Test
    void growsOnAFastLink() {
        long first = size.bytes();

        size.committed(first, Duration.ofMillis(20));
        assertThat(size.bytes()).isEqualTo(4 * first);

        for (int i = 0; i < 10; i++) {
            size.committed(size.bytes(), Duration.ofMillis(20));
        }
        assertThat(size.bytes()).isEqualTo(16 << 20);
    }

    @Test
    void staysWhereAFewRecordsTellNothing() {
        long first = size.bytes();

        size.committed(100, Duration.ofMillis(20));

        assertThat(size.bytes()).isEqualTo(first);
    }

    @Test
    void holdsWhatASlowLinkCarriesInATenthOfTheTimeout() {
        size.committed(size.bytes(), Duration.ofSeconds(12));

        assertThat(size.bytes()).isEqualTo((256 << 10) / 4);
    }

    @Test
    void shrinksToOneRecordWithEachThatExpires() {
        while (size.bytes() > 1) {
            long before = size.bytes();
            assertThat(size.expired(20)).isTrue();
            assertThat(size.bytes()).isLessThan(before);
        }
        assertThat(size.timeout()).hasSeconds(30);
    }

    @Test
    void givesARecordThatGoesAloneMoreTimeUntilThereIsNoMore() {
        assertThat(size.expired(1)).isTrue();
        assertThat(size.timeout()).hasMinutes(2);
        assertThat(size.expired(1)).isTrue();
        assertThat(size.timeout()).hasMinutes(8);
        assertThat(size.expired(1)).isTrue();
        assertThat(size.timeout()).hasMinutes(15);
        assertThat(size.expired(1)).isFalse();
    }
}
