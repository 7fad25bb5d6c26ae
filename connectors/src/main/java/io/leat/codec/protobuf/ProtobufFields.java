// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.protobuf;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.leat.protocol.BadPayloadException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Protobuf on the wire: a message as the list of its fields, unread. What is rewritten is put
 * together from the bytes as they came, so that nothing unknown is lost.
 */
public final class ProtobufFields {

    private static final int SMALLEST = 8;

    /**
     * One field as it stands.
     *
     * @param number its number
     * @param type its wire type, of {@link WireFormat}
     * @param start offset of its tag
     * @param value offset of its content: behind the length, where there is one
     * @param end offset of what follows it
     */
    public record Field(int number, int type, int start, int value, int end) {

        boolean is(int number, int type) {
            return this.number == number && this.type == type;
        }

        /** Whether it is a message, a string, bytes or a packed list with this number. */
        public boolean isBlock(int number) {
            return is(number, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        }

        public int length() {
            return end - value;
        }
    }

    private ProtobufFields() {}

    /** Refuses a message whose outermost fields cannot be told apart. */
    public static void check(byte[] body) throws BadPayloadException {
        CodedInputStream in = CodedInputStream.newInstance(body);
        try {
            while (!in.isAtEnd()) {
                next(in, 0);
            }
        } catch (IOException e) {
            throw malformed();
        }
    }

    /** The outermost field with this number that counts, which is the last, or null. */
    public static @Nullable Field lastBlock(byte[] body, int number) throws BadPayloadException {
        CodedInputStream in = CodedInputStream.newInstance(body);
        Field last = null;
        try {
            while (!in.isAtEnd()) {
                Field field = next(in, 0);
                last = field.isBlock(number) ? field : last;
            }
        } catch (IOException e) {
            throw malformed();
        }
        return last;
    }

    public static List<Field> fields(byte[] body) throws BadPayloadException {
        return fields(body, 0, body.length);
    }

    /** The fields of a message inside another. */
    public static List<Field> fields(byte[] body, Field message) throws BadPayloadException {
        return fields(body, message.value(), message.end());
    }

    private static List<Field> fields(byte[] body, int from, int to) throws BadPayloadException {
        List<Field> fields = new ArrayList<>();
        CodedInputStream in = CodedInputStream.newInstance(body, from, to - from);
        try {
            while (!in.isAtEnd()) {
                fields.add(next(in, from));
            }
        } catch (IOException e) {
            throw malformed();
        }
        return fields;
    }

    private static BadPayloadException malformed() {
        return new BadPayloadException(
                "bytes that are no protobuf message (expected: one, well-formed)");
    }

    private static Field next(CodedInputStream in, int from) throws IOException {
        int start = from + in.getTotalBytesRead();
        int tag = in.readTag();
        int type = WireFormat.getTagWireType(tag);
        int value;
        if (type == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
            int length = in.readRawVarint32();
            value = from + in.getTotalBytesRead();
            in.skipRawBytes(length);
        } else {
            value = from + in.getTotalBytesRead();
            if (!in.skipField(tag)) {
                throw new IOException("a group ends that never began");
            }
        }
        int end = from + in.getTotalBytesRead();
        return new Field(WireFormat.getTagFieldNumber(tag), type, start, value, end);
    }

    /** The one that counts of several fields that exclude each other: the last. */
    static @Nullable Field last(List<Field> fields, int from, int to) {
        Field last = null;
        for (Field field : fields) {
            last = field.number() >= from && field.number() <= to ? field : last;
        }
        return last;
    }

    /**
     * Writes a message into memory.
     *
     * @param expectedSize in bytes; what does not fit is written once more with more room
     */
    public static byte[] write(int expectedSize, Writing writing) {
        byte[] bytes = new byte[Math.max(expectedSize, SMALLEST)];
        while (true) {
            try {
                CodedOutputStream out = CodedOutputStream.newInstance(bytes);
                writing.to(out);
                int size = out.getTotalBytesWritten();
                return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
            } catch (CodedOutputStream.OutOfSpaceException e) {
                bytes = new byte[Math.multiplyExact(2, bytes.length)];
            } catch (IOException e) {
                throw new IllegalStateException("memory cannot fail to be written to", e);
            }
        }
    }

    /** What stands in a message; it may be asked more than once. */
    @FunctionalInterface
    public interface Writing {
        void to(CodedOutputStream out) throws IOException;
    }

    /** Writes a shape as a packed list, with another number of rows in the first place. */
    static void writeShape(CodedOutputStream out, int number, long rows, List<Long> shape)
            throws IOException {
        int length = CodedOutputStream.computeInt64SizeNoTag(rows);
        for (int i = 1; i < shape.size(); i++) {
            length += CodedOutputStream.computeInt64SizeNoTag(shape.get(i));
        }
        out.writeTag(number, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        out.writeUInt32NoTag(length);
        out.writeInt64NoTag(rows);
        for (int i = 1; i < shape.size(); i++) {
            out.writeInt64NoTag(shape.get(i));
        }
    }

    /** Writes a field as it came, under another number. */
    public static void copy(CodedOutputStream out, byte[] body, Field field, int number)
            throws IOException {
        if (field.type() == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
            out.writeByteArray(number, body, field.value(), field.length());
        } else {
            copy(out, body, field);
        }
    }

    /** Writes a field as it came. */
    public static void copy(CodedOutputStream out, byte[] body, Field field) throws IOException {
        out.write(body, field.start(), field.end() - field.start());
    }
}
