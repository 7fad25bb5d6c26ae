// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import net.jpountz.lz4.LZ4Factory;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** In a class loader of its own, as Flink gives each job one. */
class NativeLz4Test {

    private static URL jarOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    private static String fastest(ClassLoader job) throws Exception {
        return job.loadClass(LZ4Factory.class.getName())
                .getMethod("fastestInstance")
                .invoke(null)
                .toString();
    }

    private static URLClassLoader job() {
        URL[] jars = {jarOf(NativeLz4.class), jarOf(LZ4Factory.class), jarOf(Logger.class)};
        return new URLClassLoader(jars, ClassLoader.getPlatformClassLoader());
    }

    @Test
    void isNotUsedByAJobThatDoesNotLoadIt() throws Exception {
        try (URLClassLoader job = job()) {
            assertThat(fastest(job)).isEqualTo("LZ4Factory:JavaSafe");
        }
    }

    @Test
    void isUsedByEachJobThatLoadsIt() throws Exception {
        for (int jobs = 0; jobs < 2; jobs++) {
            try (URLClassLoader job = job()) {
                job.loadClass(NativeLz4.class.getName()).getMethod("load").invoke(null);

                assertThat(fastest(job)).isEqualTo("LZ4Factory:JNI");
            }
        }
    }
}
