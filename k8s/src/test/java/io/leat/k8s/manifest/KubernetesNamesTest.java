// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubernetesNamesTest {

    @ParameterizedTest
    @CsvSource({
        "income-main, income-main",
        "a, a",
        "2024.income-main, leat-2024-income-main-",
        "a.b, a-b-",
        "a-name-of-exactly-forty-five-characters-long-x, a-name-of-exactly-forty-five-charact-",
    })
    void keepsALegalNameAndMarksEveryOther(String wanted, String beginning) {
        String name = KubernetesNames.fit(wanted, KubernetesNames.FLINK_DEPLOYMENT);

        assertThat(name).startsWith(beginning).matches("[a-z]([-a-z\\d]{0,43}[a-z\\d])?");
        assertThat(name).hasSizeLessThanOrEqualTo(KubernetesNames.FLINK_DEPLOYMENT);
    }

    @Test
    void givesNoTwoLongNamesTheSame() {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < 5_000; i++) {
            names.add(
                    KubernetesNames.fit(
                            "x".repeat(60) + "-" + i, KubernetesNames.FLINK_DEPLOYMENT));
            names.add(
                    KubernetesNames.fit(
                            "x".repeat(60) + "." + i, KubernetesNames.FLINK_DEPLOYMENT));
        }
        assertThat(names).hasSize(10_000);
    }

    @Test
    void leavesNoDashBeforeTheHash() {
        String name =
                KubernetesNames.fit(
                        "a".repeat(35) + "-" + "b".repeat(30), KubernetesNames.FLINK_DEPLOYMENT);

        assertThat(name).matches("a{35}-[0-9a-f]{8}");
    }
}
