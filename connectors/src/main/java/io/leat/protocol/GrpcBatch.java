package io.leat.protocol;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Batches in protobuf: elements are cut out and put together as they stand, none is decoded. */
abstract sealed class GrpcBatch implements BatchCodec
        permits SeldonGrpcBatch, TensorflowGrpcBatch, V2GrpcBatch {

    private final String request;

    GrpcBatch(String request) {
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
    public final @Nullable BatchPart read(Payload message, String puid) {
        if (!message.type().equals(request)) {
            return null;
        }
        try {
            ProtoTable table = request(message.body());
            int rows = table == null ? 0 : rows(table);
            if (table == null || rows == 0) {
                return null;
            }
            byte[] key = table.key();
            return isForOne(key)
                    ? null
                    : new BatchPart(message, key, rows, holes(table), table.id(), puid);
        } catch (BadPayloadException malformed) {
            return null;
        }
    }

    /** 0 if the tensors differ in it. */
    private static int rows(ProtoTable table) {
        int rows = table.tensors().get(0).rows();
        for (ProtoTensor tensor : table.tensors()) {
            if (tensor.rows() != rows) {
                return 0;
            }
        }
        return rows;
    }

    private static List<Hole> holes(ProtoTable table) {
        List<Hole> holes = new ArrayList<>(table.tensors().size());
        for (ProtoTensor tensor : table.tensors()) {
            holes.add(new Hole(Hole.Kind.DATA, tensor.from(), tensor.to()));
        }
        return holes;
    }

    @Override
    public final Payload merge(List<BatchPart> parts) {
        BatchPart first = parts.get(0);
        ProtoTable table;
        try {
            table = request(first.body());
        } catch (BadPayloadException e) {
            throw new IllegalStateException("a message that could be read before", e);
        }
        if (table == null) {
            throw new IllegalStateException("a message that had rows before");
        }
        List<Pieces> pieces = new ArrayList<>(first.holes().size());
        int size = first.bytes() + 32;
        for (int i = 0; i < first.holes().size(); i++) {
            Pieces joined = new Pieces(parts.size());
            for (BatchPart part : parts) {
                Hole hole = part.holes().get(i);
                joined.add(part.body(), hole.from(), hole.to());
            }
            pieces.add(joined);
            size += joined.length();
        }
        int rows = BatchPart.rows(parts);
        byte[] merged = Wire.write(size, out -> table.write(out, rows, pieces, first.id()));
        return new Payload(merged, first.payload().type());
    }

    @Override
    public final List<Payload> split(Payload answer, List<BatchPart> parts)
            throws BadPayloadException {
        ProtoTable table = answer(answer.body());
        int rows = BatchPart.rows(parts);
        int found = table == null ? 0 : rows(table);
        if (table == null || found != rows) {
            throw new BadPayloadException(
                    "an answer of %s rows (expected: %d, as many as were sent)"
                            .formatted(found == 0 ? "no" : found, rows));
        }
        byte[] body = answer.body();
        int frame = body.length;
        for (ProtoTensor tensor : table.tensors()) {
            frame -= tensor.to() - tensor.from();
        }
        int[] next = table.tensors().stream().mapToInt(ProtoTensor::from).toArray();
        List<Payload> answers = new ArrayList<>(parts.size());
        for (BatchPart part : parts) {
            List<Pieces> pieces = cut(body, table, next, part.rows());
            String echo = part.echo(table.id(), parts.get(0));
            String id = echo == null ? table.id() : echo;
            int size = frame + 128;
            for (Pieces piece : pieces) {
                size += piece.length();
            }
            byte[] own = Wire.write(size, out -> table.write(out, part.rows(), pieces, id));
            answers.add(new Payload(own, answer.type()));
        }
        return answers;
    }

    /** The next rows of each tensor. */
    private static List<Pieces> cut(byte[] body, ProtoTable table, int[] next, int rows) {
        List<Pieces> pieces = new ArrayList<>(next.length);
        for (int i = 0; i < next.length; i++) {
            int from = next[i];
            next[i] = table.tensors().get(i).skip(body, from, rows);
            Pieces piece = new Pieces(1);
            piece.add(body, from, next[i]);
            pieces.add(piece);
        }
        return pieces;
    }
}
