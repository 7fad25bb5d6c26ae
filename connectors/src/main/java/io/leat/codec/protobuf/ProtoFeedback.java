// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.protobuf;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.leat.codec.protobuf.ProtobufFields.Field;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.FeedbackCodec;
import io.leat.protocol.Payload;
import io.leat.wire.seldon.Feedback;
import io.leat.wire.seldon.Meta;
import io.leat.wire.seldon.SeldonMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Seldon's {@code Feedback} as protobuf. */
public final class ProtoFeedback implements FeedbackCodec {

    private static final Set<String> TYPES = Set.of(ProtoNames.SELDON_FEEDBACK);

    private static final int FEEDBACK_RESPONSE = Feedback.RESPONSE_FIELD_NUMBER;
    private static final int MESSAGE_META = SeldonMessage.META_FIELD_NUMBER;
    private static final int META_ROUTING = Meta.ROUTING_FIELD_NUMBER;
    private static final int ENTRY_KEY = 1;
    private static final int ENTRY_VALUE = 2;

    @Override
    public Set<String> recordTypes() {
        return TYPES;
    }

    @Override
    public @Nullable Map<String, Integer> routing(Payload feedback) throws BadPayloadException {
        if (!TYPES.contains(feedback.type())) {
            throw ProtoNames.reject(feedback.type(), TYPES);
        }
        byte[] body = feedback.body();
        Map<String, Integer> routing = new HashMap<>();
        // A reader merges several messages of one field.
        for (Field response : blocks(ProtobufFields.fields(body), FEEDBACK_RESPONSE)) {
            for (Field meta : blocks(ProtobufFields.fields(body, response), MESSAGE_META)) {
                for (Field entry : blocks(ProtobufFields.fields(body, meta), META_ROUTING)) {
                    add(body, entry, routing);
                }
            }
        }
        return routing.isEmpty() ? null : routing;
    }

    private static List<Field> blocks(List<Field> fields, int number) {
        List<Field> blocks = new ArrayList<>(1);
        for (Field field : fields) {
            if (field.isBlock(number)) {
                blocks.add(field);
            }
        }
        return blocks;
    }

    private static void add(byte[] body, Field entry, Map<String, Integer> routing)
            throws BadPayloadException {
        String node = "";
        int child = 0;
        try {
            for (Field field : ProtobufFields.fields(body, entry)) {
                CodedInputStream content =
                        CodedInputStream.newInstance(body, field.value(), field.length());
                if (field.isBlock(ENTRY_KEY)) {
                    node = new String(content.readRawBytes(field.length()), UTF_8);
                } else if (field.is(ENTRY_VALUE, WireFormat.WIRETYPE_VARINT)) {
                    child = content.readInt32();
                }
            }
        } catch (IOException e) {
            throw new BadPayloadException(
                    "response.meta.routing with a damaged entry (expected: names and numbers)");
        }
        routing.put(node, child);
    }

    /** At the end: a reader merges it with the response that stands before. */
    @Override
    public Payload withRouting(Payload feedback, Map<String, Integer> routing) {
        byte[] body = feedback.body();
        byte[] meta = ProtobufFields.write(64, out -> ProtoRouting.write(out, routing));
        byte[] response =
                ProtobufFields.write(
                        meta.length + 8, out -> out.writeByteArray(MESSAGE_META, meta));
        return new Payload(
                ProtobufFields.write(
                        body.length + response.length + 8, out -> append(out, body, response)),
                feedback.type());
    }

    private static void append(CodedOutputStream out, byte[] body, byte[] response)
            throws IOException {
        out.writeRawBytes(body);
        out.writeByteArray(FEEDBACK_RESPONSE, response);
    }
}
