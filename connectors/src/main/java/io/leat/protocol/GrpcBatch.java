package io.leat.protocol;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Batches in protobuf: elements are cut out and put together as they stand, none is decoded. */
abstract sealed class GrpcBatch implements BatchCodec
        permits SeldonGrpcBatch, TensorflowGrpcBatch, V2GrpcBatch {

    /** What was read of a request, but for its rows; its frame says of which others it is true. */
    private record Known(Frame frame, BatchPart part) {}

    private static final Payload NOTHING = new Payload(new byte[0], "");

    private final String request;
    private volatile @Nullable Known last;

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
        if (!message.type().equals(request) || !BatchPart.isRepeatable(puid)) {
            return null;
        }
        Known known = last;
        if (known != null && known.frame.isOf(message.body())) {
            return known.part.like(message, puid);
        }
        try {
            ProtoTable table = request(message.body());
            int rows = table == null ? 0 : rows(table);
            if (table == null || rows == 0 || !BatchPart.isRepeatable(table.id())) {
                return null;
            }
            byte[] key = table.key();
            if (isForOne(key)) {
                return null;
            }
            BatchPart part = new BatchPart(message, key, rows, table.holes(), table.id(), puid);
            Frame frame = Frame.of(message.body(), table);
            last = frame == null ? known : new Known(frame, part.like(NOTHING, ""));
            return part;
        } catch (BadPayloadException malformed) {
            return null;
        }
    }

    /** 0 if the tensors differ in it, or if not all of them surely have rows. */
    private static int rows(ProtoTable table) {
        if (Shapes.areMixed(table.tensors())) {
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
        byte[] merged = Wire.write(size, out -> table.write(out, rows, pieces, null));
        return new Payload(merged, first.payload().type());
    }

    @Override
    public final List<Payload> split(Payload answer, List<BatchPart> parts)
            throws BadPayloadException {
        ProtoTable table = answer(answer.body());
        int rows = BatchPart.rows(parts);
        int found = table == null ? 0 : rows(table);
        if (table == null || found != rows) {
            throw table != null && Shapes.areMixed(table.tensors())
                    ? BatchPart.unsureAnswer()
                    : BatchPart.wrongAnswer(found, rows);
        }
        GrpcCutter cutter = new GrpcCutter(this, answer.body(), table);
        BatchPart first = parts.get(0);
        List<Payload> answers = new ArrayList<>(parts.size());
        for (BatchPart part : parts) {
            String echo = part.echo(table.id(), first);
            byte[] own = cutter.cut(part.rows(), echo);
            answers.add(new Payload(own, answer.type()));
        }
        return answers;
    }
}
