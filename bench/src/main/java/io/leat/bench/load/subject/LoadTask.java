// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.subject;

import io.leat.bench.load.stub.LoadPayload;

/**
 * What a subject is to work on.
 *
 * @param name of the row
 * @param topic the input
 * @param areAppendsStamped whether brokers replace the output's timestamps by when they append
 */
public record LoadTask(
        String name, LoadPayload payload, String topic, int partitions, boolean areAppendsStamped) {

    public LoadTask(String name, LoadPayload payload, String topic, int partitions) {
        this(name, payload, topic, partitions, false);
    }
}
