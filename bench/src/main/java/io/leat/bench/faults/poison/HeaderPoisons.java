// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults.poison;

import static io.leat.bench.faults.model.SeldonMessages.padding;
import static io.leat.bench.faults.poison.Poison.answered;
import static io.leat.bench.faults.poison.Poison.bytes;
import static io.leat.bench.faults.poison.Poison.header;

import java.util.List;
import java.util.stream.IntStream;

/** Good requests with headers and keys of all kinds. */
final class HeaderPoisons {

    static final List<Poison> ALL =
            List.of(
                    header("line-break-in-value", "x-a", "a\r\nX-Injected: b\r\n\r\nGET /"),
                    header("zero-in-value", "x-a", "a\u0000b"),
                    header("line-break-in-name", "x-a\r\nX-Injected", "b"),
                    header("zero-in-name", "x\u0000a", "b"),
                    header("space-in-name", "x a:", "b"),
                    header("empty-name", "", "b"),
                    header("foreign-name", "größe", "b"),
                    header("long-name", padding(5000), "b"),
                    answered("binary-header-value", draft -> draft.header("x-a", bytes(200))),
                    answered("header-without-value", draft -> draft.header("x-a", (byte[]) null)),
                    answered("thousand-headers", HeaderPoisons::thousand),
                    header("content-length", "Content-Length", "5"),
                    header("transfer-encoding", "Transfer-Encoding", "chunked"),
                    header("connection", "Connection", "close"),
                    header("upgrade", "Upgrade", "h2c"),
                    header("host", "Host", "elsewhere.example"),
                    header("expect", "Expect", "100-continue"),
                    header("strange-content-type", "Content-Type", "\u0007///"),
                    header("puid-of-another", "Seldon-Puid", "the-same-for-all"),
                    header("empty-puid", "Seldon-Puid", ""),
                    header("line-break-in-puid", "Seldon-Puid", "a\r\nX-Injected: b"),
                    answered("two-puids", HeaderPoisons::twoPuids),
                    header("idempotency-key-of-another", "Idempotency-Key", "none"),
                    header("no-traceparent", "traceparent", "zz"),
                    answered("no-key", draft -> draft.key = null),
                    answered("empty-key", draft -> draft.key = new byte[0]),
                    answered("binary-key", draft -> draft.key = bytes(1000)),
                    new Poison("refused-with-false-error", "model-rejected", HeaderPoisons::lie),
                    new Poison("key-too-large", "output-too-large", d -> d.key = bytes(1_200_000)),
                    new Poison("headers-too-large", "output-too-large", HeaderPoisons::large));

    private HeaderPoisons() {}

    private static void thousand(Poison.Draft draft) {
        IntStream.range(0, 1000).forEach(i -> draft.header("x-" + i, "value " + i));
    }

    private static void twoPuids(Poison.Draft draft) {
        draft.header("Seldon-Puid", "one");
        draft.header("seldon-puid", "two");
    }

    /** As if it were a dead letter already. */
    private static void lie(Poison.Draft draft) {
        draft.header("leat-error-code", "internal");
        draft.header("leat-error-source-partition", "77");
        draft.behave("status-400");
    }

    /** No header alone is more than a model takes. */
    private static void large(Poison.Draft draft) {
        // Illegal names: they are for Kafka alone.
        IntStream.range(0, 12).forEach(i -> draft.header("x " + i, bytes(100_000)));
    }
}
