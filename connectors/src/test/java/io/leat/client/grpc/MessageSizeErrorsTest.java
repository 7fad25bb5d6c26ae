// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageSizeErrorsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gRPC message exceeds maximum size 4194304: 5000000",
                "Decompressed gRPC message exceeds maximum size 4194304",
                "Received message larger than max (5000000 vs. 4194304)",
                "SERVER: Sent message larger than max (5000000 vs. 4194304)",
                "grpc: received message after decompression larger than max 4194304",
                "grpc: trying to send message larger than max (5000000 vs. 4194304)",
                "Received message exceeds the maximum configured message size.",
                "received initial metadata size exceeds hard limit (20000 vs. 16384)"
            })
    void knowsHowEachLibrarySaysTooLarge(String description) {
        assertThat(MessageSizeErrors.is(Status.RESOURCE_EXHAUSTED.withDescription(description)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"OOM when allocating tensor", "queue full", "message rate exceeds 10/s"})
    void leavesOtherExhaustionAlone(String description) {
        assertThat(MessageSizeErrors.is(Status.RESOURCE_EXHAUSTED.withDescription(description)))
                .isFalse();
    }

    @Test
    void needsTheCodeAndTheWords() {
        assertThat(MessageSizeErrors.is(Status.RESOURCE_EXHAUSTED)).isFalse();
        assertThat(MessageSizeErrors.is(Status.UNKNOWN.withDescription("message larger than max")))
                .isFalse();
    }
}
