package io.leat.model;

import io.leat.protocol.BatchPart;
import io.leat.protocol.NodeCall;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must be equal in requests that share a call: what they ask for, and the record headers that
 * go with them, in their order. Headers that are a record's own may differ; on the call stand those
 * of its first record.
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
                    "leat-timestamp");

    private final NodeCall call;
    private final BatchPart.Key part;
    private final String[] names;
    private final byte @Nullable [][] values;
    private final int hash;

    BatchKey(NodeCall call, BatchPart part, CallContext context) {
        this.call = call;
        this.part = part.key();
        this.names = context.names();
        this.values = context.values();
        this.hash = hash();
    }

    private int hash() {
        int sum = part.hashCode() * 31 + call.method().hashCode();
        for (int i = next(0); i < names.length; i = next(i + 1)) {
            sum = sum * 31 + names[i].hashCode();
            sum = sum * 31 + Arrays.hashCode(values[i]);
        }
        return sum;
    }

    /** The first header from here on that must be equal. */
    private int next(int from) {
        int i = from;
        while (i < names.length && mayDiffer(names[i])) {
            i++;
        }
        return i;
    }

    static boolean mayDiffer(String header) {
        return OF_ONE_RECORD.contains(header.toLowerCase(Locale.ROOT));
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
        int own = next(0);
        int others = other.next(0);
        while (own < names.length && others < other.names.length) {
            if (!names[own].equals(other.names[others])
                    || !Arrays.equals(values[own], other.values[others])) {
                return false;
            }
            own = next(own + 1);
            others = other.next(others + 1);
        }
        return own >= names.length && others >= other.names.length;
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
