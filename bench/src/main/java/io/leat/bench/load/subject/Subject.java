// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.subject;

/** What a row measures. */
public interface Subject {

    /** Starts it on this ground. */
    Running start(LoadEnvironment ground, LoadTask task);

    /** Whether it reads the input topic. */
    boolean reads();
}
