// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.ListValue;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.Value;
import io.leat.protocol.Payload;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Protobuf messages by field number, written and read with protobuf's own classes. */
public final class Protos {

    private Protos() {}

    /** A message in the making. */
    public static final class Message {
        private final UnknownFieldSet.Builder fields = UnknownFieldSet.newBuilder();

        public Message text(int number, String value) {
            return bytes(number, ByteString.copyFromUtf8(value));
        }

        public Message message(int number, Message value) {
            return bytes(number, value.fields.build().toByteString());
        }

        public Message bytes(int number, ByteString value) {
            fields.mergeField(
                    number, UnknownFieldSet.Field.newBuilder().addLengthDelimited(value).build());
            return this;
        }

        public Message varint(int number, long value) {
            fields.mergeField(number, UnknownFieldSet.Field.newBuilder().addVarint(value).build());
            return this;
        }

        public Message number(int number, double value) {
            long bits = Double.doubleToRawLongBits(value);
            fields.mergeField(number, UnknownFieldSet.Field.newBuilder().addFixed64(bits).build());
            return this;
        }

        public Payload of(String type) {
            return new Payload(fields.build().toByteArray(), type);
        }
    }

    public static Message message() {
        return new Message();
    }

    public static ByteString packed(double... values) {
        ByteBuffer buffer = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            buffer.putDouble(value);
        }
        return ByteString.copyFrom(buffer.array());
    }

    public static Value value(double number) {
        return Value.newBuilder().setNumberValue(number).build();
    }

    public static Value value(String text) {
        return Value.newBuilder().setStringValue(text).build();
    }

    public static Value value(Value... list) {
        return Value.newBuilder().setListValue(list(list)).build();
    }

    public static ListValue list(Value... values) {
        ListValue.Builder list = ListValue.newBuilder();
        for (Value value : values) {
            list.addValues(value);
        }
        return list.build();
    }

    /** A SeldonMessage with this {@code data.ndarray}. */
    public static Message ndarray(Value... values) {
        return message().message(3, message().bytes(3, list(values).toByteString()));
    }

    /** The fields as text, in order of their numbers. */
    public static String text(Payload payload) throws InvalidProtocolBufferException {
        return UnknownFieldSet.parseFrom(payload.body()).toString();
    }

    public static String text(Message message) {
        return message.fields.build().toString();
    }
}
