// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.subject;

import io.leat.bench.load.stub.LoadPayload;

/** A topic of equal records, which rows read one after the other. */
public record InputTopic(LoadPayload payload, int partitions) {

    public String topic() {
        return "in-" + payload.label() + "-" + partitions;
    }
}
