// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.rest;

import io.grpc.Metadata;
import io.leat.client.CallContext;
import io.leat.client.grpc.GrpcMetadata;
import io.leat.kafka.InferenceRequest;
import io.leat.kafka.RecordContract;
import io.leat.kafka.RecordFuzz;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import io.leat.protocol.UnitMethod;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Any record headers on their way to a model: nothing that splits a request leaves. */
public final class HeadersFuzz {

    private static final Set<String> FRAMING =
            Set.of("host", "content-length", "transfer-encoding", "connection");

    private static final NodeCall CALL =
            new NodeCall("m", UnitMethod.PREDICT, new Payload(new byte[0], "application/json"));

    private HeadersFuzz() {}

    /** Loads what is instrumented before the first input is timed. */
    public static void fuzzerInitialize() {
        fuzzerTestOneInput("a:b\n".getBytes(StandardCharsets.UTF_8));
    }

    /** The fuzzer's way in; see {@link RecordFuzz#request}. */
    public static void fuzzerTestOneInput(byte[] input) {
        InferenceRequest request = RecordFuzz.request(input);
        CallContext context =
                new CallContext(
                        RecordContract.puid(request),
                        RecordContract.idempotencyKey(request),
                        request.value,
                        request.headerNames,
                        request.headerValues);
        HttpHeaders http = RestRequestEncoder.headers();
        int illegal = HttpRecordHeaders.addTo(http, context, request.value);
        require(http.size() + illegal <= request.headerNames.length, "headers out of nothing");
        for (Map.Entry<String, String> header : http) {
            require(!FRAMING.contains(header.getKey().toLowerCase(Locale.ROOT)), "framing");
            require(harmless(header.getKey() + header.getValue()), "a control character");
        }
        Metadata metadata = GrpcMetadata.of(context, CALL, 1, null).metadata();
        for (String key : metadata.keys()) {
            require(!FRAMING.contains(key) && !key.startsWith("grpc-"), key);
        }
    }

    private static boolean harmless(String text) {
        return text.chars().noneMatch(c -> c == '\r' || c == '\n' || c == 0);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
