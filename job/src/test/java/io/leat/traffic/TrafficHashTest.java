// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrafficHashTest {

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Computed by another program: int(sha256(salt + NUL + key).hexdigest()[:16], 16) % 10000. */
    @ParameterizedTest
    @CsvSource({
        "income, a, 1950",
        "income, b, 2134",
        "income, customer-4711, 8540",
        "fraud, a, 1532",
        "income, größer, 519"
    })
    void isFrozen(String salt, String key, int bucket) {
        assertThat(new TrafficHash(salt).bucket(utf8(key))).isEqualTo(bucket);
    }

    @Test
    void givesTheSameBucketEachTimeItIsAsked() {
        TrafficHash hash = new TrafficHash("income");

        int first = hash.bucket(utf8("a"));
        hash.bucket(utf8("b"));

        assertThat(hash.bucket(utf8("a"))).isEqualTo(first);
    }

    @Test
    void spreadsKeysEvenlyAndDifferentlyForEachDeployment() {
        TrafficHash income = new TrafficHash("income");
        TrafficHash fraud = new TrafficHash("fraud");
        int keys = 100_000;

        long low = IntStream.range(0, keys).filter(i -> isLow(income, i)).count();
        long both =
                IntStream.range(0, keys).filter(i -> isLow(income, i) && isLow(fraud, i)).count();

        assertThat((double) low / keys).isCloseTo(0.2, within(0.005));
        assertThat((double) both / keys).isCloseTo(0.04, within(0.005));
    }

    private static boolean isLow(TrafficHash hash, int key) {
        return hash.bucket(utf8("key-" + key)) < TrafficHash.BUCKETS / 5;
    }
}
