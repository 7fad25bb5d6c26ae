// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.example;

import io.leat.protocol.Payload;

/**
 * A record that came out.
 *
 * @param puid its {@code Seldon-Puid}
 * @param predictor which predictor answered, or was to answer
 * @param deadLetter whether it came out on the dead-letter topic
 * @param reason the code of a dead letter, else empty
 * @param where {@code partition@offset}
 * @param latencyMillis from the request's timestamp until it was seen here
 */
record ExampleResult(
        String puid,
        String predictor,
        boolean deadLetter,
        String reason,
        Payload answer,
        String where,
        long latencyMillis) {}
