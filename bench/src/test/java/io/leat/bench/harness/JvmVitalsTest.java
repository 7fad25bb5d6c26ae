// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JvmVitalsTest {

    @Test
    void readsWhatJcmdSays() {
        String heap =
                """
                4242:
                 garbage-first heap   total 458752K, used 123456K [0x00000000e4000000, 0x0000000100000000)
                  region size 1024K, 12 young (12288K), 3 survivors (3072K)
                 Metaspace       used 73000K, committed 73728K, reserved 1114112K
                  class space    used 9000K, committed 9216K, reserved 1048576K
                """;

        assertThat(JvmVitals.read(heap, "java.threads.daemon=80\njava.threads.live=91\n"))
                .isEqualTo(new JvmVitals(123456, 73000, 91));
    }

    @Test
    void readsWhatItSaysOfTheParallelCollector() {
        String heap =
                """
                4242:
                 PSYoungGen      total 133120K, used 2000K [0x00000000f5580000, 0x0000000100000000)
                  eden space 116736K, 1% used [0x00000000f5580000,0x00000000f5774000)
                  from space 16384K, 0% used [0x00000000ff000000,0x00000000ff000000)
                 ParOldGen       total 305664K, used 40000K [0x00000000e0000000, 0x00000000f2a80000)
                  object space 305664K, 13% used [0x00000000e0000000,0x00000000e2710000)
                 Metaspace       used 73000K, committed 73728K, reserved 1114112K
                """;

        assertThat(JvmVitals.read(heap, "java.threads.live=91\n"))
                .isEqualTo(new JvmVitals(42000, 73000, 91));
    }
}
