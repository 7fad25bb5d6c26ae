// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.records;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The layout of a raw tensor's elements in its bytes, little endian. */
enum RawDatatype {
    FP32(4, "DT_FLOAT"),
    FP64(8, "DT_DOUBLE"),
    INT8(1, "DT_INT8"),
    INT16(2, "DT_INT16"),
    INT32(4, "DT_INT32"),
    INT64(8, "DT_INT64"),
    UINT8(1, "DT_UINT8"),
    UINT16(2, "DT_UINT16"),
    UINT32(4, "DT_UINT32"),
    UINT64(8, "DT_UINT64"),
    BOOL(1, "DT_BOOL"),
    /** Texts, each behind its length in four bytes. */
    BYTES(0, ""),
    /** None that is read here. */
    NONE(0, "");

    private final int width;

    /** Empty where TensorFlow writes none so. */
    private final String tensorflow;

    RawDatatype(int width, String tensorflow) {
        this.width = width;
        this.tensorflow = tensorflow;
    }

    /** By the name of V2 or TensorFlow. */
    static RawDatatype named(String name) {
        for (RawDatatype datatype : values()) {
            if (datatype.name().equals(name) || datatype.tensorflow.equals(name)) {
                return datatype;
            }
        }
        return NONE;
    }

    /** Whether these bytes are elements of it, to the last. */
    boolean holds(ByteString bytes) {
        return switch (this) {
            case NONE -> false;
            case BYTES -> areTexts(buffer(bytes));
            default -> bytes.size() % width == 0;
        };
    }

    private static boolean areTexts(ByteBuffer in) {
        while (in.remaining() >= Integer.BYTES) {
            int length = in.getInt();
            if (length < 0 || length > in.remaining()) {
                return false;
            }
            in.position(in.position() + length);
        }
        return !in.hasRemaining();
    }

    /** Writes them one after the other. */
    void write(ByteString bytes, JsonGenerator json) throws IOException {
        ByteBuffer in = buffer(bytes);
        while (in.hasRemaining()) {
            switch (this) {
                case FP32 -> json.writeNumber(in.getFloat());
                case FP64 -> json.writeNumber(in.getDouble());
                case INT8 -> json.writeNumber(in.get());
                case INT16 -> json.writeNumber(in.getShort());
                case INT32 -> json.writeNumber(in.getInt());
                case INT64 -> json.writeNumber(in.getLong());
                case UINT8 -> json.writeNumber(Byte.toUnsignedInt(in.get()));
                case UINT16 -> json.writeNumber(Short.toUnsignedInt(in.getShort()));
                case UINT32 -> json.writeNumber(Integer.toUnsignedLong(in.getInt()));
                case UINT64 -> json.writeNumber(Long.toUnsignedString(in.getLong()));
                case BOOL -> json.writeBoolean(in.get() != 0);
                case BYTES -> json.writeString(text(in));
                case NONE -> throw new IllegalStateException("no elements");
            }
        }
    }

    private static String text(ByteBuffer in) {
        byte[] text = new byte[in.getInt()];
        in.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private static ByteBuffer buffer(ByteString bytes) {
        return bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }
}
