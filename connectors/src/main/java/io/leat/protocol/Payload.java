package io.leat.protocol;

/**
 * A message as it travels: its bytes and what they are. The bytes are shared, never copied, and
 * must not be changed by anyone who sees them.
 *
 * @param body the message, byte for byte
 * @param type REST: the content type; gRPC: the full name of the protobuf message, for example
 *     {@code tensorflow.serving.PredictRequest}
 */
@SuppressWarnings(
        "ArrayRecordComponent") // identity is never asked for; copying would cost a payload
public record Payload(byte[] body, String type) {

    /** States size and type only: payloads stay out of logs and messages. */
    @Override
    public String toString() {
        return "Payload[" + body.length + " bytes, " + type + "]";
    }
}
