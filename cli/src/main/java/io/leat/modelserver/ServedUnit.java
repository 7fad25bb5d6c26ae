// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver;

import io.leat.protocol.UnitMethod;
import java.util.List;

/**
 * The server of one node of an inference graph, in this JVM. It works on tensors; protocols are
 * adapters round it. Called by several threads at once; closed after the last call.
 */
public sealed interface ServedUnit extends AutoCloseable
        permits ServedModel, ServedRouter, ServedCombiner {

    /** What it can be asked. */
    UnitMethod method();

    /** What a call must bring, in the order in which the unit expects it. */
    List<TensorSpec> inputs();

    @Override
    default void close() {}
}
