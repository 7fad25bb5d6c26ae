// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.grpc;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.leat.client.ErrorMessages;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Tells the statuses that gRPC makes of its own exceptions from those a server or a connection has
 * brought about. A status from the wire has no cause.
 */
final class GrpcTransportErrors {

    /** How a channel answers every call once an exception has left its state unknown. */
    private static final String PANIC = "Panic!";

    private GrpcTransportErrors() {}

    /** Whether the channel that gave this status is dead: it will give the same to every call. */
    static boolean isPanic(Status status) {
        return status.getCode() == Status.Code.INTERNAL
                && status.getCause() != null
                && status.getDescription() != null
                && status.getDescription().startsWith(PANIC);
    }

    /** Whether it says nothing of server, connection or record. */
    static boolean isUnknown(Status status) {
        Throwable cause = status.getCause();
        return cause != null
                && (isPanic(status) || ErrorMessages.endsTheTask(cause) || !isOfTheCall(cause));
    }

    /** What came over the wire, or did not. */
    private static boolean isOfTheCall(@Nullable Throwable cause) {
        return ErrorMessages.find(cause, IOException.class) != null
                || ErrorMessages.find(cause, StatusRuntimeException.class) != null
                || ErrorMessages.find(cause, Http2Exception.class) != null
                || ErrorMessages.find(cause, CodecException.class) != null;
    }
}
