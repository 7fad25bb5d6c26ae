// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deadletter;

/** A place in a topic. */
public record RecordPosition(int partition, long offset) {

    @Override
    public String toString() {
        return partition + "@" + offset;
    }
}
