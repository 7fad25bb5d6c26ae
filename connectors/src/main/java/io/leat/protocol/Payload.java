// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.protocol;

import org.jspecify.annotations.Nullable;

/**
 * A message as it travels: its bytes and what they are. The bytes are shared, never copied, and
 * must not be changed by anyone who sees them.
 *
 * @param body the message, byte for byte
 * @param type REST: the content type; gRPC: the full name of the protobuf message, for example
 *     {@code tensorflow.serving.PredictRequest}
 * @param jsonLength where binary tensors follow the JSON of a V2 message: the length of the JSON
 *     part, as {@code Inference-Header-Content-Length} states it; else null
 */
@SuppressWarnings(
        "ArrayRecordComponent") // identity is never asked for; copying would cost a payload
public record Payload(byte[] body, String type, @Nullable String jsonLength) {

    public Payload(byte[] body, String type) {
        this(body, type, null);
    }

    /** States size and type only: payloads stay out of logs and messages. */
    @Override
    public String toString() {
        return "Payload[" + body.length + " bytes, " + type + "]";
    }
}
