// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.grpc;

import io.leat.codec.protobuf.ProtoTensor;
import io.leat.codec.protobuf.ProtobufFields;
import io.leat.codec.tensor.ByteRanges;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.BatchCodec;
import io.leat.protocol.BatchableRequest;
import io.leat.protocol.Payload;
import io.leat.protocol.Slot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Batches in protobuf: elements are cut out and put together as they stand, none is decoded. */
abstract sealed class GrpcBatchCodec implements BatchCodec
        permits SeldonGrpcBatchCodec, TensorflowGrpcBatchCodec, V2GrpcBatchCodec {

    /** What was read of a request, but for its rows; its frame says of which others it is true. */
    private record Known(MessageTemplate frame, BatchableRequest part) {}

    private static final Payload NOTHING = new Payload(new byte[0], "");

    private final String request;
    private volatile @Nullable Known last;

    GrpcBatchCodec(String request) {
        this.request = request;
    }

    /** Finds the rows of a request; null if it has none, or none that could be told apart. */
    abstract @Nullable ProtoTable request(byte[] body) throws BadPayloadException;

    /** The same for an answer. */
    abstract @Nullable ProtoTable answer(byte[] body) throws BadPayloadException;

    /** Whether a key asks for what only one request can have. */
    boolean isForOne(byte[] key) {
        return false;
    }

    @Override
    public final @Nullable BatchableRequest read(Payload message, String puid) {
        if (!message.type().equals(request) || !BatchableRequest.isRepeatable(puid)) {
            return null;
        }
        Known known = last;
        if (known != null && known.frame.isOf(message.body())) {
            return known.part.like(message, puid);
        }
        try {
            ProtoTable table = request(message.body());
            int rows = table == null ? 0 : rows(table);
            if (table == null || rows == 0 || !BatchableRequest.isRepeatable(table.id())) {
                return null;
            }
            byte[] key = table.key();
            if (isForOne(key)) {
                return null;
            }
            BatchableRequest part =
                    new BatchableRequest(message, key, rows, table.holes(), table.id(), puid);
            MessageTemplate frame = MessageTemplate.of(message.body(), table);
            last = frame == null ? known : new Known(frame, part.like(NOTHING, ""));
            return part;
        } catch (BadPayloadException malformed) {
            return null;
        }
    }

    /** 0 if the tensors differ in it, or if not all of them surely have rows. */
    private static int rows(ProtoTable table) {
        if (table.isMixed()) {
            return 0;
        }
        int rows = table.tensors().get(0).rows();
        for (ProtoTensor tensor : table.tensors()) {
            if (tensor.rows() != rows) {
                return 0;
            }
        }
        return rows;
    }

    @Override
    public final Payload merge(List<BatchableRequest> parts) {
        BatchableRequest first = parts.get(0);
        ProtoTable table;
        try {
            table = request(first.body());
        } catch (BadPayloadException e) {
            throw new IllegalStateException("a message that could be read before", e);
        }
        if (table == null) {
            throw new IllegalStateException("a message that had rows before");
        }
        List<ByteRanges> pieces = new ArrayList<>(first.holes().size());
        int size = first.bytes() + 32;
        for (int i = 0; i < first.holes().size(); i++) {
            ByteRanges joined = new ByteRanges(parts.size());
            for (BatchableRequest part : parts) {
                Slot hole = part.holes().get(i);
                joined.add(part.body(), hole.from(), hole.to());
            }
            pieces.add(joined);
            size += joined.length();
        }
        int rows = BatchableRequest.rows(parts);
        byte[] merged = ProtobufFields.write(size, out -> table.write(out, rows, pieces, null));
        return new Payload(merged, first.payload().type());
    }

    @Override
    public final List<Payload> split(Payload answer, List<BatchableRequest> parts)
            throws BadPayloadException {
        ProtoTable table = answer(answer.body());
        int rows = BatchableRequest.rows(parts);
        int found = table == null ? 0 : rows(table);
        if (table == null || found != rows) {
            throw table != null && table.isMixed()
                    ? BatchableRequest.unsureAnswer()
                    : BatchableRequest.wrongAnswer(found, rows);
        }
        GrpcCutter cutter = new GrpcCutter(this, answer.body(), table);
        BatchableRequest first = parts.get(0);
        List<Payload> answers = new ArrayList<>(parts.size());
        for (BatchableRequest part : parts) {
            String echo = part.echo(table.id(), first);
            byte[] own = cutter.cut(part.rows(), echo);
            answers.add(new Payload(own, answer.type()));
        }
        return answers;
    }
}
