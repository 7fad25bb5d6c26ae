// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import com.google.protobuf.UnknownFieldSet;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/**
 * A protobuf message in protobuf's own text format. Two that say the same are equal, in whatever
 * order their bytes have them; who wants the bytes compared says them in hex.
 *
 * @param message what the bytes say, fields that its type does not know included
 * @param bytes as they were written or came
 */
@SuppressWarnings("ArrayRecordComponent") // compared as YAML
record ProtoBody(Message message, byte[] bytes) implements Body {

    private static final TextFormat.Printer PRINTER =
            TextFormat.printer().escapingNonAscii(false).emittingSingleLine(true);

    /**
     * Reads a message in text format.
     *
     * @param more hex that follows its bytes: fields that the type does not know
     */
    static ProtoBody read(String type, String text, String more, String place) {
        Message known =
                ProtoTypes.find(type)
                        .orElseThrow(
                                () ->
                                        Keys.wrong(
                                                place,
                                                "unknown",
                                                "hex, gzip, repeat or one of "
                                                        + ProtoTypes.names()));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            Message.Builder builder = known.newBuilderForType();
            TextFormat.merge(text, builder);
            bytes.writeBytes(builder.build().toByteArray());
            bytes.writeBytes(HexFormat.of().parseHex(more));
            return parse(known, bytes.toByteArray());
        } catch (TextFormat.ParseException | InvalidProtocolBufferException e) {
            throw Keys.wrong(place, String.valueOf(e.getMessage()), "protobuf text format");
        }
    }

    static ProtoBody parse(Message type, byte[] bytes) throws InvalidProtocolBufferException {
        return new ProtoBody(type.newBuilderForType().mergeFrom(bytes).build(), bytes);
    }

    @Override
    public Body sameWay(byte[] other) {
        return Body.message(type(), other);
    }

    @Override
    public String type() {
        return message.getDescriptorForType().getFullName();
    }

    @Override
    public String yaml() {
        UnknownFieldSet none = UnknownFieldSet.getDefaultInstance();
        Message known = message.toBuilder().setUnknownFields(none).build();
        String more = HexFormat.of().formatHex(message.getUnknownFields().toByteArray());
        return "{"
                + type()
                + ": "
                + Quoted.value(PRINTER.printToString(known))
                + (more.isEmpty() ? "" : ", and-hex: '" + more + "'")
                + "}";
    }
}
