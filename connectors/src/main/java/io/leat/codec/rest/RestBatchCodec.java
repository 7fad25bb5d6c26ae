// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.leat.codec.json.Gzip;
import io.leat.codec.json.Json;
import io.leat.codec.json.JsonTable;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.BatchCodec;
import io.leat.protocol.BatchableRequest;
import io.leat.protocol.Payload;
import io.leat.protocol.Slot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Batches in JSON: arrays are cut out and put together as they stand, digits and all. */
abstract sealed class RestBatchCodec implements BatchCodec
        permits SeldonRestBatchCodec, TensorflowRestBatchCodec, V2RestBatchCodec {

    /** Finds the rows of a request, whose root object has just begun. */
    abstract void request(JsonParser parser, int start, JsonTable into) throws IOException;

    /** Finds the rows of an answer, whose root object has just begun. */
    abstract void answer(JsonParser parser, int start, JsonTable into) throws IOException;

    /** Whether a key asks for what only one request can have. */
    boolean isForOne(byte[] key) {
        return false;
    }

    private interface Reading {
        void read(JsonParser parser, int start, JsonTable into) throws IOException;
    }

    @Override
    public final @Nullable BatchableRequest read(Payload request, String puid) {
        JsonTable table = table(request, this::request);
        if (table == null
                || !table.fits()
                || !BatchableRequest.isRepeatable(table.id())
                || !BatchableRequest.isRepeatable(puid)) {
            return null;
        }
        byte[] key = table.key();
        return isForOne(key)
                ? null
                : new BatchableRequest(request, key, table.rows(), table.holes(), table.id(), puid);
    }

    private static @Nullable JsonTable table(Payload message, Reading reading) {
        byte[] body = message.body();
        if (message.jsonLength() != null || Gzip.is(body)) {
            return null;
        }
        try (JsonParser parser = Json.parser(body)) {
            JsonTable table = new JsonTable(body);
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            reading.read(parser, Json.start(body), table);
            return parser.nextToken() == null ? table : null;
        } catch (IOException noJson) {
            return null;
        }
    }

    @Override
    public final Payload merge(List<BatchableRequest> parts) {
        BatchableRequest first = parts.get(0);
        byte[] body = first.body();
        byte[] rows = digits(BatchableRequest.rows(parts));
        ByteArrayOutputStream out = new ByteArrayOutputStream(size(parts));
        int done = 0;
        for (int i = 0; i < first.holes().size(); i++) {
            Slot hole = first.holes().get(i);
            out.write(body, done, hole.from() - done);
            switch (hole.kind()) {
                case ROWS -> out.writeBytes(rows);
                case ID -> out.write(body, hole.from(), hole.length());
                case DATA -> join(parts, i, out);
            }
            done = hole.to();
        }
        out.write(body, done, body.length - done);
        return new Payload(out.toByteArray(), first.payload().type());
    }

    private static int size(List<BatchableRequest> parts) {
        int size = 16;
        for (BatchableRequest part : parts) {
            size += part == parts.get(0) ? part.bytes() : 1;
            for (Slot hole : part.holes()) {
                size += hole.length() + 1;
            }
        }
        return size;
    }

    private static void join(List<BatchableRequest> parts, int hole, ByteArrayOutputStream out) {
        for (int i = 0; i < parts.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            BatchableRequest part = parts.get(i);
            Slot data = part.holes().get(hole);
            out.write(part.body(), data.from(), data.length());
        }
    }

    @Override
    public final List<Payload> split(Payload answer, List<BatchableRequest> parts)
            throws BadPayloadException {
        JsonTable table = table(answer, this::answer);
        int rows = BatchableRequest.rows(parts);
        if (table == null || !table.fits() || table.rows() != rows) {
            throw table != null && table.isMixed()
                    ? BatchableRequest.unsureAnswer()
                    : BatchableRequest.wrongAnswer(
                            table == null || !table.fits() ? 0 : table.rows(), rows);
        }
        JsonTable.Cutter cutter = table.cutter();
        List<Payload> answers = new ArrayList<>(parts.size());
        for (BatchableRequest part : parts) {
            byte[] own = part(answer.body(), table, cutter, part, parts.get(0));
            answers.add(new Payload(own, answer.type()));
        }
        return answers;
    }

    private byte[] part(
            byte[] body,
            JsonTable table,
            JsonTable.Cutter cutter,
            BatchableRequest part,
            BatchableRequest first) {
        int share = (int) ((long) body.length * part.rows() / table.rows());
        ByteArrayOutputStream out = new ByteArrayOutputStream(share + 128);
        int done = 0;
        int array = 0;
        for (Slot hole : table.holes()) {
            out.write(body, done, hole.from() - done);
            switch (hole.kind()) {
                case ROWS -> out.writeBytes(digits(part.rows()));
                case ID -> {
                    String own = part.echo(table.id(), first);
                    if (own == null) {
                        out.write(body, hole.from(), hole.length());
                    } else {
                        out.writeBytes(quoted(own));
                    }
                }
                case DATA -> {
                    Json.Span rows = cutter.cut(array++, hole, part.rows());
                    out.write(body, rows.from(), rows.to() - rows.from());
                }
            }
            done = hole.to();
        }
        out.write(body, done, body.length - done);
        return out.toByteArray();
    }

    private static byte[] quoted(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() + 2);
        out.write('"');
        out.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(text));
        out.write('"');
        return out.toByteArray();
    }

    private static byte[] digits(int number) {
        return Integer.toString(number).getBytes(StandardCharsets.US_ASCII);
    }
}
