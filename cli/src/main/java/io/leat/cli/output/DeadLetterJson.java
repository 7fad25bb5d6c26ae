// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes dead letters for a program, which may well be run on a terminal. */
final class DeadLetterJson {

    /** Foreign text is escaped to ASCII, so that a terminal shows its control characters. */
    static final ObjectWriter WRITER =
            JsonMapper.builder()
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                    .build()
                    .writerWithDefaultPrettyPrinter();

    private DeadLetterJson() {}

    /** A step of writing. */
    interface Step {
        void run() throws IOException;
    }

    static void write(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new UncheckedIOException("standard output", e);
        }
    }
}
