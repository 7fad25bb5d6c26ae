// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.grpc;

import io.leat.codec.protobuf.ProtobufFields;
import io.leat.codec.tensor.ByteRanges;
import io.leat.protocol.BadPayloadException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes several answers of one, the first of its rows first. Not thread-safe. */
final class GrpcCutter {

    private final GrpcBatchCodec codec;
    private final byte[] body;
    private final ProtoTable table;
    private final int[] next; // row of each tensor
    private final int around; // bytes of the answer that are not rows
    private byte @Nullable [] last;
    private int lastRows;
    private @Nullable String lastId;
    private @Nullable MessageTemplate frame;
    private boolean framed;

    GrpcCutter(GrpcBatchCodec codec, byte[] body, ProtoTable table) {
        this.codec = codec;
        this.body = body;
        this.table = table;
        this.next = new int[table.tensors().size()];
        for (int i = 0; i < next.length; i++) {
            next[i] = table.tensors().get(i).from();
        }
        this.around = table.around(body);
    }

    /** The answer with the next rows. The first of several alike is written, the others moulded. */
    byte[] cut(int rows, @Nullable String id) throws BadPayloadException {
        byte[] written = last;
        if (written == null || rows != lastRows || !Objects.equals(id, lastId)) {
            byte[] first = write(rows, id);
            last = first;
            lastRows = rows;
            lastId = id;
            framed = false;
            return first;
        }
        if (!framed) {
            ProtoTable read = codec.answer(written);
            frame = read == null ? null : MessageTemplate.of(written, read);
            framed = true;
        }
        return frame == null ? write(rows, id) : frame.around(body, next);
    }

    private byte[] write(int rows, @Nullable String id) {
        List<ByteRanges> pieces = new ArrayList<>(next.length);
        int size = around + 128;
        for (int i = 0; i < next.length; i++) {
            int from = next[i];
            next[i] = table.tensors().get(i).skip(body, from, rows);
            ByteRanges piece = new ByteRanges(1);
            piece.add(body, from, next[i]);
            pieces.add(piece);
            size += piece.length();
        }
        return ProtobufFields.write(size, out -> table.write(out, rows, pieces, id));
    }
}
