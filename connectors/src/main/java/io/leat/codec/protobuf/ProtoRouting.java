// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.protobuf;

import com.google.protobuf.CodedOutputStream;
import io.leat.codec.protobuf.ProtobufFields.Field;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.Payload;
import io.leat.wire.seldon.Meta;
import io.leat.wire.seldon.SeldonMessage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes {@code meta.routing} into a SeldonMessage, every other field kept as it came.
 *
 * <p>As executor/api/util/utils.go#InsertRouteToSeldonPredictPayload, except that an answer without
 * {@code meta}, for which v1 ended its process, gets one.
 */
public final class ProtoRouting {

    private static final int MESSAGE_META = SeldonMessage.META_FIELD_NUMBER;
    private static final int META_ROUTING = Meta.ROUTING_FIELD_NUMBER;
    private static final int ENTRY_KEY = 1;
    private static final int ENTRY_VALUE = 2;

    private ProtoRouting() {}

    public static Payload write(Payload reply, Map<String, Integer> routing) {
        byte[] body = reply.body();
        try {
            List<Field> fields = ProtobufFields.fields(body);
            int metas = (int) fields.stream().filter(field -> field.isBlock(MESSAGE_META)).count();
            if (metas == 0) {
                return new Payload(withMeta(body, routing), reply.type());
            }
            return new Payload(rewrite(body, fields, metas, routing), reply.type());
        } catch (BadPayloadException noMessage) {
            return reply;
        }
    }

    private static byte[] withMeta(byte[] body, Map<String, Integer> routing) {
        return ProtobufFields.write(
                body.length + 64,
                out -> {
                    out.writeRawBytes(body);
                    out.writeByteArray(
                            MESSAGE_META, ProtobufFields.write(64, meta -> write(meta, routing)));
                });
    }

    private static byte[] rewrite(
            byte[] body, List<Field> fields, int metas, Map<String, Integer> routing)
            throws BadPayloadException {
        byte[][] rewritten = new byte[fields.size()][];
        int left = metas;
        for (int i = 0; i < rewritten.length; i++) {
            if (fields.get(i).isBlock(MESSAGE_META)) {
                left--;
                // A reader merges several of them: one routing is enough.
                rewritten[i] = meta(body, fields.get(i), left == 0 ? routing : Map.of());
            }
        }
        return ProtobufFields.write(
                body.length + 64,
                out -> {
                    for (int i = 0; i < rewritten.length; i++) {
                        if (rewritten[i] == null) {
                            ProtobufFields.copy(out, body, fields.get(i));
                        } else {
                            out.writeByteArray(MESSAGE_META, rewritten[i]);
                        }
                    }
                });
    }

    private static byte[] meta(byte[] body, Field meta, Map<String, Integer> routing)
            throws BadPayloadException {
        List<Field> fields = ProtobufFields.fields(body, meta);
        return ProtobufFields.write(
                meta.length() + 64,
                out -> {
                    for (Field field : fields) {
                        if (!field.isBlock(META_ROUTING)) {
                            ProtobufFields.copy(out, body, field);
                        }
                    }
                    write(out, routing);
                });
    }

    /** As fields of a {@code Meta}. */
    static void write(CodedOutputStream out, Map<String, Integer> routing) throws IOException {
        for (Map.Entry<String, Integer> entry : new TreeMap<>(routing).entrySet()) {
            out.writeByteArray(META_ROUTING, ProtobufFields.write(16, o -> entry(o, entry)));
        }
    }

    private static void entry(CodedOutputStream out, Map.Entry<String, Integer> entry)
            throws IOException {
        out.writeString(ENTRY_KEY, entry.getKey());
        out.writeInt32(ENTRY_VALUE, entry.getValue());
    }
}
