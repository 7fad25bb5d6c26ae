// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.protobuf;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.leat.codec.tensor.ByteRanges;
import io.leat.codec.tensor.ElementLayout;
import io.leat.codec.tensor.Shapes;
import io.leat.codec.tensor.TensorRank;
import java.io.IOException;
import java.util.List;

/**
 * A tensor of a protobuf message whose rows can be told apart.
 *
 * @param shape the first size is the number of rows
 * @param from of its elements in the message
 * @param to of its elements in the message
 * @param elements how they follow each other
 * @param head writes all of it but its elements, with another number of rows
 * @param body writes its elements, or others like them
 * @param key all of it but its elements and the number of rows
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ProtoTensor(
        List<Long> shape,
        int from,
        int to,
        ElementLayout elements,
        Head head,
        Body body,
        byte[] key) {

    /** Fields without the elements. */
    @FunctionalInterface
    interface Head {
        void write(CodedOutputStream out, int rows) throws IOException;

        /**
         * All of a tensor but its elements, which are in the field of this number, and its rows.
         */
        default byte[] key(int elements) {
            return ProtobufFields.write(
                    64,
                    out -> {
                        out.writeRawByte((byte) elements);
                        write(out, 1);
                    });
        }
    }

    /** The field with the elements. */
    interface Body {
        int size(ByteRanges pieces);

        void write(CodedOutputStream out, ByteRanges pieces) throws IOException;
    }

    /** Elements as one field, packed or raw. */
    record InField(int number) implements Body {
        @Override
        public int size(ByteRanges pieces) {
            return pieces.fieldSize(number);
        }

        @Override
        public void write(CodedOutputStream out, ByteRanges pieces) throws IOException {
            pieces.writeField(out, number);
        }
    }

    /** Elements that are fields themselves. */
    record AsFields() implements Body {
        @Override
        public int size(ByteRanges pieces) {
            return pieces.length();
        }

        @Override
        public void write(CodedOutputStream out, ByteRanges pieces) throws IOException {
            pieces.write(out);
        }
    }

    /** Elements in a message of their own. */
    record InMessage(int number, Body inner) implements Body {
        @Override
        public int size(ByteRanges pieces) {
            int length = inner.size(pieces);
            return CodedOutputStream.computeTagSize(number)
                    + CodedOutputStream.computeUInt32SizeNoTag(length)
                    + length;
        }

        @Override
        public void write(CodedOutputStream out, ByteRanges pieces) throws IOException {
            out.writeTag(number, WireFormat.WIRETYPE_LENGTH_DELIMITED);
            out.writeUInt32NoTag(inner.size(pieces));
            inner.write(out, pieces);
        }
    }

    /** Elements that stand outside the tensor. */
    record Elsewhere() implements Body {
        @Override
        public int size(ByteRanges pieces) {
            return 0;
        }

        @Override
        public void write(CodedOutputStream out, ByteRanges pieces) {
            // Nothing stands here.
        }
    }

    public int rows() {
        return (int) (long) shape.get(0);
    }

    /** Whether it has as many elements as its shape says, and rows among them. */
    public boolean hasRows(byte[] message, TensorRank rank) {
        return Shapes.hasRows(shape, rank)
                && elements.areAsMany(message, from, to, Shapes.product(shape));
    }

    /** The place behind so many rows from {@code at} on. */
    public int skip(byte[] message, int at, int rows) {
        return elements.skip(message, at, to, Shapes.product(shape) / rows() * rows);
    }

    /** The tensor with other rows, ready to be written. */
    public Written with(int rows, ByteRanges pieces) {
        return new Written(
                ProtobufFields.write(64, fields -> head.write(fields, rows)), body, pieces);
    }

    /** A tensor that knows how long it is. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Written(byte[] head, Body body, ByteRanges pieces) {

        int size() {
            return head.length + body.size(pieces);
        }

        public int fieldSize(int number) {
            return CodedOutputStream.computeTagSize(number)
                    + CodedOutputStream.computeUInt32SizeNoTag(size())
                    + size();
        }

        /** Writes it as a length-delimited field. */
        public void writeField(CodedOutputStream out, int number) throws IOException {
            out.writeTag(number, WireFormat.WIRETYPE_LENGTH_DELIMITED);
            out.writeUInt32NoTag(size());
            out.write(head, 0, head.length);
            body.write(out, pieces);
        }
    }
}
