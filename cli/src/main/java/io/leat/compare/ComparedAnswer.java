// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it stands in an output topic.
 *
 * @param puid what the two answers to a record have in common
 * @param value its bytes; null for a tombstone
 * @param json what the bytes say; null where they are neither JSON nor a known protobuf message
 * @param latency milliseconds the predictor took; null where the record does not say
 */
@SuppressWarnings("ArrayRecordComponent") // compared by hasValueOf
public record ComparedAnswer(
        String puid,
        int partition,
        long offset,
        byte @Nullable [] value,
        @Nullable JsonNode json,
        @Nullable Long latency) {

    boolean hasValueOf(ComparedAnswer other) {
        return Arrays.equals(value, other.value);
    }
}
