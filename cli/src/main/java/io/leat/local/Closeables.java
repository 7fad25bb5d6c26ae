// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Closes several things in their order, each of them even if one before it cannot be closed. */
final class Closeables {

    private final List<AutoCloseable> open = new ArrayList<>();

    Closeables add(@Nullable AutoCloseable closeable) {
        if (closeable != null) {
            open.add(closeable);
        }
        return this;
    }

    /**
     * Closes all.
     *
     * @throws IOException for the first that could not be closed
     */
    void close() throws IOException {
        IOException first = null;
        for (AutoCloseable closeable : open) {
            try {
                closeable.close();
            } catch (Exception e) {
                if (e instanceof InterruptedException) {
                    Thread.currentThread().interrupt();
                }
                first = first == null ? new IOException("cannot close " + closeable, e) : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
