// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka;

import net.jpountz.lz4.LZ4Factory;
import net.jpountz.util.Native;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets Kafka's clients use LZ4's native library in a job. Where it was not loaded yet, {@link
 * LZ4Factory#fastestInstance} takes it only if the library's classes are the system class loader's,
 * and a job's are its own class loader's: its records would be unpacked by the Java version that
 * checks each index, several times as slowly. Zstandard and Snappy always load theirs.
 */
public final class NativeLz4 {

    private static final Logger LOG = LoggerFactory.getLogger(NativeLz4.class);

    private NativeLz4() {}

    /**
     * To be called before a client reads or writes its first batch. Where the library cannot be
     * loaded, because there is none for this system or no file can be made or executed in {@code
     * java.io.tmpdir}, Java's version is used. Thread-safe.
     */
    public static void load() {
        if (Native.isLoaded()) {
            return;
        }
        try {
            LZ4Factory.nativeInstance();
        } catch (LinkageError | AssertionError | RuntimeException e) {
            LOG.info("LZ4's native library cannot be loaded, LZ4 is slower without it", e);
        }
    }
}
