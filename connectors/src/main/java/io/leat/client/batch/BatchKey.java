// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.batch;

import io.leat.client.CallContext;
import io.leat.protocol.BatchableRequest;
import io.leat.protocol.NodeCall;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The properties that must be equal in requests that share a call: what they ask for, and the
 * record headers that go with them, in their order. Headers that are a record's own may differ; on
 * the call stand those of its first record.
 */
final class BatchKey {

    /** They name one record, or its way through the systems before, or frame its body. */
    private static final Set<String> OF_ONE_RECORD =
            Set.of(
                    "seldon-puid",
                    "idempotency-key",
                    "content-length",
                    "traceparent",
                    "tracestate",
                    "b3",
                    "x-b3-traceid",
                    "x-b3-spanid",
                    "x-b3-parentspanid",
                    "x-b3-sampled",
                    "uber-trace-id",
                    "x-request-id",
                    "x-correlation-id",
                    "correlation-id",
                    "ce-id",
                    "ce_id",
                    "ce-time",
                    "ce_time",
                    "leat-timestamp",
                    "leat-predictor",
                    "leat-latency-ms",
                    "leat-deadline");

    private final NodeCall call;
    private final BatchableRequest.Key part;
    private final Names names;
    private final byte[] @Nullable [] values;
    private final int hash;

    /** Header names, and which of them name headers that must be equal. */
    static final class Names {

        private final String[] names;
        private final int[] equal; // their places

        Names(String[] names) {
            this.names = names;
            int[] places = new int[names.length];
            int count = 0;
            for (int i = 0; i < names.length; i++) {
                if (!OF_ONE_RECORD.contains(names[i].toLowerCase(Locale.ROOT))) {
                    places[count++] = i;
                }
            }
            this.equal = Arrays.copyOf(places, count);
        }

        boolean areOf(CallContext context) {
            return names == context.names();
        }
    }

    /**
     * A request's.
     *
     * @param names the context's
     */
    BatchKey(NodeCall call, BatchableRequest part, CallContext context, Names names) {
        this.call = call;
        this.part = part.key();
        this.names = names;
        this.values = context.values();
        this.hash = hash();
    }

    private int hash() {
        int sum = part.hashCode() * 31 + call.method().hashCode();
        for (int i : names.equal) {
            sum = sum * 31 + names.names[i].hashCode();
            sum = sum * 31 + Arrays.hashCode(values[i]);
        }
        return sum;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BatchKey key
                && hash == key.hash
                && call.method() == key.call.method()
                && call.payload().type().equals(key.call.payload().type())
                && part.equals(key.part)
                && headersEqual(key);
    }

    private boolean headersEqual(BatchKey other) {
        int[] equal = names.equal;
        boolean so = equal.length == other.names.equal.length;
        for (int i = 0; so && i < equal.length; i++) {
            int own = equal[i];
            int others = other.names.equal[i];
            so =
                    names.names[own].equals(other.names.names[others])
                            && Arrays.equals(values[own], other.values[others]);
        }
        return so;
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
