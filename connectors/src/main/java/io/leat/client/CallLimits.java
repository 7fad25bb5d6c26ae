// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client;

import java.io.Serializable;
import java.time.Duration;

/**
 * The limits of one call to a model.
 *
 * @param callTimeout for one attempt: connecting, sending and the whole reply
 * @param connectTimeout for the connection alone
 * @param maxReplyBytes larger replies are refused, unpacked size
 */
public record CallLimits(Duration callTimeout, Duration connectTimeout, long maxReplyBytes)
        implements Serializable {

    /** The largest header block of a reply, in bytes; REST only. */
    public static final int MAX_HEADER_BYTES = 1 << 20;
}
