// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults.poison;

import static io.leat.bench.faults.poison.Poison.answer;
import static io.leat.bench.faults.poison.Poison.answered;
import static io.leat.bench.faults.poison.Poison.header;
import static io.leat.bench.faults.poison.Poison.value;

import com.google.protobuf.Value;
import io.leat.bench.faults.model.FaultGrpcStub;
import io.leat.bench.faults.model.SeldonMessages;
import io.leat.wire.seldon.Meta;
import java.util.Arrays;
import java.util.List;

/** Records that are poison over gRPC. */
final class GrpcPoisons {

    private static final String BAD = "bad-record";
    private static final String NAME = "proto-name";
    private static final String MESSAGE = "seldon.protos.SeldonMessage";
    private static final int TEN_MEGABYTES = 10_000_000;

    static final List<Poison> ALL =
            List.of(
                    new Poison("no-value", "tombstone", draft -> draft.value = null),
                    value("empty-value", "model-rejected", ""),
                    value("binary-value", BAD, Poison.bytes(2000)),
                    new Poison("truncated-message", BAD, GrpcPoisons::truncate),
                    new Poison("no-proto-name", BAD, Poison.Draft::nameless),
                    named("unknown-proto-name", "acme.Unknown"),
                    named("empty-proto-name", ""),
                    named("proto-name-of-another-protocol", "inference.ModelInferRequest"),
                    named("proto-name-of-an-answer-list", "seldon.protos.SeldonMessageList"),
                    named("proto-name-with-line-break", MESSAGE + "\r\n"),
                    named("long-proto-name", SeldonMessages.padding(10_000)),
                    new Poison("two-proto-names", BAD, draft -> draft.header(NAME, MESSAGE)),
                    new Poison(
                            "proto-name-without-value",
                            BAD,
                            draft -> draft.nameless().header(NAME, (byte[]) null)),
                    answered("ten-megabytes", GrpcPoisons::large),
                    // An empty message is a message, as garbage in its right place is data.
                    answer("answered-empty", "empty", new byte[0]),
                    answer("answered-garbage", "garbage", FaultGrpcStub.garbage().toByteArray()),
                    header("grpc-timeout", "grpc-timeout", "1n"),
                    header("grpc-encoding", "grpc-encoding", "gzip"),
                    header("pseudo-header", ":authority", "elsewhere.example"),
                    header("binary-header", "trace-bin", "no base64: \u0001"),
                    header("reserved-header", "grpc-status", "0"));

    private GrpcPoisons() {}

    private static Poison named(String name, String type) {
        return new Poison(name, BAD, draft -> draft.nameless().header(NAME, type));
    }

    private static void truncate(Poison.Draft draft) {
        byte[] whole = SeldonMessages.GRPC.request(draft.number);
        draft.value = Arrays.copyOf(whole, whole.length - 3);
    }

    private static void large(Poison.Draft draft) {
        Value pad =
                Value.newBuilder().setStringValue(SeldonMessages.padding(TEN_MEGABYTES)).build();
        draft.value =
                SeldonMessages.message(draft.number).toBuilder()
                        .setMeta(Meta.newBuilder().putTags("pad", pad))
                        .build()
                        .toByteArray();
    }
}
