// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.tensor;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Elements of one tensor, out of one message or several. */
public final class ByteRanges {

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Piece(byte[] body, int from, int length) {}

    private final List<Piece> pieces;
    private int length;

    public ByteRanges(int expected) {
        pieces = new ArrayList<>(expected);
    }

    public void add(byte[] body, int from, int to) {
        pieces.add(new Piece(body, from, to - from));
        length += to - from;
    }

    public int length() {
        return length;
    }

    /** Writes them one after the other. */
    public void write(CodedOutputStream out) throws IOException {
        for (Piece piece : pieces) {
            out.write(piece.body(), piece.from(), piece.length());
        }
    }

    /** Writes them as one length-delimited field. */
    public void writeField(CodedOutputStream out, int number) throws IOException {
        out.writeTag(number, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        out.writeUInt32NoTag(length);
        write(out);
    }

    public int fieldSize(int number) {
        return CodedOutputStream.computeTagSize(number)
                + CodedOutputStream.computeUInt32SizeNoTag(length)
                + length;
    }
}
