// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults.poison;

import static io.leat.bench.faults.poison.Poison.answer;
import static io.leat.bench.faults.poison.Poison.answered;
import static io.leat.bench.faults.poison.Poison.behaviour;
import static io.leat.bench.faults.poison.Poison.value;

import io.leat.bench.faults.model.FaultModelStub;
import io.leat.bench.faults.model.SeldonMessages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Records that are poison over REST. */
final class RestPoisons {

    private static final String REJECTED = "model-rejected";
    private static final int TEN_MEGABYTES = 10_000_000;

    static final List<Poison> ALL =
            List.of(
                    new Poison("no-value", "tombstone", draft -> draft.value = null),
                    value("empty-value", REJECTED, ""),
                    value("binary-value", REJECTED, Poison.bytes(2000)),
                    value("zero-bytes", REJECTED, new byte[1000]),
                    value(
                            "invalid-utf-8",
                            REJECTED,
                            new byte[] {'{', '"', (byte) 0xc3, '(', '"', '}'}),
                    value("truncated-json", REJECTED, "{\"data\":{\"ndarray\":[[1"),
                    value("json-null", REJECTED, "null"),
                    value("json-array", REJECTED, "[]"),
                    value("json-empty", REJECTED, "{}"),
                    value("json-text", REJECTED, "\"data\""),
                    value("json-nan", REJECTED, "{\"data\":{\"ndarray\":[[NaN]]}}"),
                    value("number-as-text", REJECTED, "{\"data\":{\"ndarray\":[[\"1\"]]}}"),
                    value("lone-surrogate", REJECTED, "{\"data\":\"\\ud800\"}"),
                    value("html", REJECTED, "<html><body>502 Bad Gateway</body></html>"),
                    value("deep-json", REJECTED, "[".repeat(100_000)),
                    answered("ten-megabytes", draft -> draft.json(pad(TEN_MEGABYTES))),
                    new Poison(
                            "ten-megabytes-refused",
                            REJECTED,
                            draft -> draft.json("\"behave\":\"status-413\"," + pad(TEN_MEGABYTES))),
                    new Poison("zip-bomb", REJECTED, RestPoisons::zipBomb),
                    new Poison("no-gzip", REJECTED, d -> d.header("Content-Encoding", "gzip")),
                    behaviour("answered-empty", "bad-reply", "empty"),
                    answer("answered-garbage", "garbage", FaultModelStub.garbage()),
                    behaviour("redirected", REJECTED, "status-302"),
                    behaviour("not-found", REJECTED, "status-404"),
                    behaviour("no-content", "bad-reply", "status-204"),
                    behaviour("cut-off", "model-unavailable", "break"));

    private RestPoisons() {}

    private static String pad(int size) {
        return "\"pad\":\"" + SeldonMessages.padding(size) + "\"";
    }

    /** A hundred kilobytes that would be a hundred megabytes. */
    private static void zipBomb(Poison.Draft draft) {
        draft.header("Content-Encoding", "gzip");
        draft.value = Bomb.BYTES;
    }

    /** Made once. */
    private static final class Bomb {
        private static final byte[] BYTES = zip();

        private static byte[] zip() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
                byte[] zeros = " ".repeat(1_000_000).getBytes(StandardCharsets.UTF_8);
                for (int i = 0; i < 100; i++) {
                    gzip.write(zeros);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return bytes.toByteArray();
        }
    }
}
