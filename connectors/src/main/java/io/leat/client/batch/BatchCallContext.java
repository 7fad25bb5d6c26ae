// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.batch;

import io.leat.client.CallContext;
import io.leat.client.Deadline;
import io.leat.client.RetryBudget;
import io.leat.tracing.CallTrace;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The context of a call of several records: the headers and the puid of its first record, and an
 * idempotency key of its own. A server that knows keys again must not take the batch for its first
 * record, nor that record, tried alone, for the batch.
 */
final class BatchCallContext {

    /** Headers of one record that a model must not take for those of all. */
    private static final Set<String> OF_ONE_RECORD = Set.of("idempotency-key", "leat-deadline");

    private static final int KEY_BYTES = 16;
    private static final int KEY_GUESS = 32; // characters of a record's

    /** Never fed, only cloned: to look a digest up costs as much as the digest. */
    private static final MessageDigest SHA_256 = sha256();

    private BatchCallContext() {}

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has it", e);
        }
    }

    static CallContext of(List<Batch.Request> requests, byte[] body) {
        CallContext first = requests.get(0).context();
        List<String> names = new ArrayList<>(first.names().length);
        List<byte[]> values = new ArrayList<>(first.names().length);
        for (int i = 0; i < first.names().length; i++) {
            if (!OF_ONE_RECORD.contains(first.names()[i].toLowerCase(Locale.ROOT))) {
                names.add(first.names()[i]);
                values.add(first.values()[i]);
            }
        }
        String key = key(requests);
        CallContext.Source source = () -> key;
        CallTrace trace = first.trace() == null ? null : trace(requests);
        return new CallContext(
                first.puid(),
                trace == null ? source : source.tracedBy(trace),
                body,
                names.toArray(String[]::new),
                values.toArray(byte[][]::new),
                new RetryBudget(),
                deadline(requests));
    }

    private static @Nullable CallTrace trace(List<Batch.Request> requests) {
        List<@Nullable CallTrace> traces = new ArrayList<>(requests.size());
        requests.forEach(request -> traces.add(request.context().trace()));
        return CallTrace.together(traces);
    }

    private static @Nullable Deadline deadline(List<Batch.Request> requests) {
        List<@Nullable Deadline> deadlines = new ArrayList<>(requests.size());
        requests.forEach(request -> deadlines.add(request.context().deadline()));
        return Deadline.ofAll(deadlines);
    }

    /** The same for the same records. */
    private static String key(List<Batch.Request> requests) {
        MessageDigest digest;
        try {
            digest = (MessageDigest) SHA_256.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's can be cloned", e);
        }
        StringBuilder keys = new StringBuilder(requests.size() * KEY_GUESS);
        for (Batch.Request request : requests) {
            keys.append(request.context().idempotencyKey()).append('\0');
        }
        byte[] all = keys.toString().getBytes(StandardCharsets.UTF_8);
        return "batch-" + HexFormat.of().formatHex(digest.digest(all), 0, KEY_BYTES);
    }
}
