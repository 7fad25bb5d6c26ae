// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.output;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.SequenceWriter;
import io.leat.deadletter.DeadLetter;
import io.leat.deadletter.RecordPosition;
import io.leat.kafka.ErrorHeaders;
import io.leat.kafka.RecordContract;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Dead letters for a program: an array with one object each, as they are found. */
public final class DeadLetterRowsJson implements DeadLetterOutput {

    /** The fields in the order in which they are printed; key and value in base64. */
    private record Row(
            int partition,
            long offset,
            @Nullable String time,
            String sourceTopic,
            int sourcePartition,
            long sourceOffset,
            @Nullable String predictor,
            @Nullable String code,
            @Nullable String message,
            @Nullable String detail,
            @Nullable String node,
            @Nullable String model,
            @Nullable String endpoint,
            @Nullable String status,
            @Nullable String attempts,
            int redrives,
            boolean redriven,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Payload payload) {}

    private record Payload(@Nullable String key, @Nullable String value) {

        static Payload of(DeadLetter letter) {
            return new Payload(base64(letter.record().key()), base64(letter.record().value()));
        }

        private static @Nullable String base64(byte @Nullable [] bytes) {
            return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
        }
    }

    private final PrintWriter out;
    private final boolean showPayloads;
    private final SequenceWriter rows;

    public DeadLetterRowsJson(PrintWriter out, boolean showPayloads) {
        this.out = out;
        this.showPayloads = showPayloads;
        try {
            this.rows = DeadLetterJson.WRITER.writeValuesAsArray(out);
        } catch (IOException e) {
            throw new UncheckedIOException("standard output", e);
        }
    }

    @Override
    public void found(DeadLetter letter, boolean redriven) {
        DeadLetterJson.write(() -> rows.write(row(letter, redriven)));
    }

    private Row row(DeadLetter letter, boolean redriven) {
        RecordPosition source = letter.source().position();
        return new Row(
                letter.position().partition(),
                letter.position().offset(),
                letter.text(ErrorHeaders.TIME),
                letter.source().topic(),
                source.partition(),
                source.offset(),
                letter.text(RecordContract.PREDICTOR),
                letter.text(ErrorHeaders.CODE),
                letter.text(ErrorHeaders.MESSAGE),
                letter.text(ErrorHeaders.DETAIL),
                letter.text(ErrorHeaders.NODE),
                letter.text(ErrorHeaders.MODEL),
                letter.text(ErrorHeaders.ENDPOINT),
                letter.text(ErrorHeaders.STATUS),
                letter.text(ErrorHeaders.ATTEMPTS),
                letter.redrives(),
                redriven,
                showPayloads ? Payload.of(letter) : null);
    }

    /** Nothing is known of them. */
    @Override
    public void foreign(RecordPosition position) {}

    @Override
    public void end() {
        DeadLetterJson.write(rows::close);
        out.println();
    }
}
