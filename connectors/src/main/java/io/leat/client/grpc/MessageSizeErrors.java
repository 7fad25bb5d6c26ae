// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.grpc;

import io.grpc.Status;
import java.util.regex.Pattern;

/**
 * Tells RESOURCE_EXHAUSTED for a size from RESOURCE_EXHAUSTED for a load. Every gRPC library
 * refuses a message above its limit with the code that also means "try again later", and only the
 * description differs; repeating such a call would hold its record, and all behind it, for ever.
 */
final class MessageSizeErrors {

    private static final Pattern WORDS =
            Pattern.compile(
                    "message (after decompression )?(larger than max|exceeds (the )?maximum)"
                            + "|metadata size exceeds",
                    Pattern.CASE_INSENSITIVE);

    private MessageSizeErrors() {}

    static boolean is(Status status) {
        return status.getCode() == Status.Code.RESOURCE_EXHAUSTED
                && status.getDescription() != null
                && WORDS.matcher(status.getDescription()).find();
    }
}
