package io.leat.protocol;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.ListValue;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.Value;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Protobuf messages by field number, written and read with protobuf's own classes. */
final class Protos {

    private Protos() {}

    /** A message in the making. */
    static final class Message {
        private final UnknownFieldSet.Builder fields = UnknownFieldSet.newBuilder();

        Message text(int number, String value) {
            return bytes(number, ByteString.copyFromUtf8(value));
        }

        Message message(int number, Message value) {
            return bytes(number, value.fields.build().toByteString());
        }

        Message bytes(int number, ByteString value) {
            fields.mergeField(
                    number, UnknownFieldSet.Field.newBuilder().addLengthDelimited(value).build());
            return this;
        }

        Message varint(int number, long value) {
            fields.mergeField(number, UnknownFieldSet.Field.newBuilder().addVarint(value).build());
            return this;
        }

        Message number(int number, double value) {
            long bits = Double.doubleToRawLongBits(value);
            fields.mergeField(number, UnknownFieldSet.Field.newBuilder().addFixed64(bits).build());
            return this;
        }

        Payload of(String type) {
            return new Payload(fields.build().toByteArray(), type);
        }
    }

    static Message message() {
        return new Message();
    }

    static ByteString packed(double... values) {
        ByteBuffer buffer = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            buffer.putDouble(value);
        }
        return ByteString.copyFrom(buffer.array());
    }

    static Value value(double number) {
        return Value.newBuilder().setNumberValue(number).build();
    }

    static Value value(String text) {
        return Value.newBuilder().setStringValue(text).build();
    }

    static Value value(Value... list) {
        return Value.newBuilder().setListValue(list(list)).build();
    }

    static ListValue list(Value... values) {
        ListValue.Builder list = ListValue.newBuilder();
        for (Value value : values) {
            list.addValues(value);
        }
        return list.build();
    }

    /** A SeldonMessage with this {@code data.ndarray}. */
    static Message ndarray(Value... values) {
        return message().message(3, message().bytes(3, list(values).toByteString()));
    }

    /** The fields as text, in order of their numbers. */
    static String text(Payload payload) throws InvalidProtocolBufferException {
        return UnknownFieldSet.parseFrom(payload.body()).toString();
    }

    static String text(Message message) {
        return message.fields.build().toString();
    }
}
