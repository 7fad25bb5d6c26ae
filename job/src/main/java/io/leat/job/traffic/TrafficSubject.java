// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.traffic;

import io.leat.kafka.InferenceRequest;
import io.leat.kafka.RecordContract;
import io.leat.traffic.TrafficBy;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What of a record decides which predictor it belongs to. A record that was sent back out of a
 * dead-letter topic decides as it did the first time.
 */
public final class TrafficSubject {

    private TrafficSubject() {}

    /** The bytes, at least one. */
    public static byte[] of(InferenceRequest request, TrafficBy by) {
        byte[] first =
                switch (by.first()) {
                    case KEY -> request.key;
                    case PUID -> puid(request);
                    case HEADER -> RecordContract.lastHeader(request, by.header());
                };
        if (first != null && first.length > 0) {
            return first;
        }
        byte[] key = request.key;
        if (key != null && key.length > 0) {
            return key;
        }
        byte[] puid = puid(request);
        return puid != null ? puid : utf8(RecordContract.firstCoordinates(request));
    }

    private static byte @Nullable [] puid(InferenceRequest request) {
        String stated = RecordContract.statedPuid(request);
        return stated == null ? null : utf8(stated);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
