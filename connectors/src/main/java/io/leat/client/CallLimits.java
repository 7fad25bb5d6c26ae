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
 * @param detailBytes how much of a refusal's own text is kept for the dead letter; 0 for none
 */
public record CallLimits(
        Duration callTimeout, Duration connectTimeout, long maxReplyBytes, int detailBytes)
        implements Serializable {

    /** What a dead letter holds of a refusal's own text where that is asked for. */
    public static final int DETAIL_BYTES = 1 << 10;

    /** The largest header block of a reply, in bytes; REST only. */
    public static final int MAX_HEADER_BYTES = 1 << 20;

    /** Without a refusal's own text. */
    public CallLimits(Duration callTimeout, Duration connectTimeout, long maxReplyBytes) {
        this(callTimeout, connectTimeout, maxReplyBytes, 0);
    }
}
