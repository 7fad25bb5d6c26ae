// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.junit.jupiter.api.Test;

/** Fails with a Flink whose MiniCluster looks up the host name otherwise. */
class LoopbackMiniClusterTest {

    @Test
    void replacesTheLookUpInFlinksClass() throws Exception {
        try (InputStream file =
                MiniClusterConfiguration.class.getResourceAsStream("MiniCluster.class")) {
            String changed =
                    new String(
                            LoopbackMiniCluster.onLoopback(file.readAllBytes()),
                            StandardCharsets.ISO_8859_1);

            assertThat(changed).contains("getLoopbackAddress").doesNotContain("getLocalHost");
        }
    }

    @Test
    void leavesAClassThatHasNone() {
        assertThatThrownBy(() -> LoopbackMiniCluster.onLoopback(new byte[40]))
                .isInstanceOf(IOException.class);
    }
}
