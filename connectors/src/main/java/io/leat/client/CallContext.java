// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client;

import io.leat.tracing.CallTrace;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The context of a record's calls: what each of them carries along.
 *
 * @param puid the record's {@code Seldon-Puid}
 * @param source of the call: what is asked of the record less often than its headers
 * @param body the record's value, to tell it from what the graph has made of it
 * @param names the record's header names, as they are
 * @param values as long as {@code names}; null where the record's header has no value
 * @param budget what the record has used up of its budget
 * @param deadline until when its answer is of use, or null
 */
@SuppressWarnings("ArrayRecordComponent") // shared with the record, never compared
public record CallContext(
        String puid,
        Source source,
        byte[] body,
        String[] names,
        byte[] @Nullable [] values,
        RetryBudget budget,
        @Nullable Deadline deadline) {

    /** The record that a call is made for, or several that share it. */
    @FunctionalInterface
    public interface Source {

        /** The same for every call ever made for this record. Made anew each time. */
        String idempotencyKey();

        /** Where the spans of its calls belong; null where none are made. */
        default @Nullable CallTrace trace() {
            return null;
        }

        /** The same with a trace. */
        default Source tracedBy(CallTrace trace) {
            Source same = this;
            return new Source() {
                @Override
                public String idempotencyKey() {
                    return same.idempotencyKey();
                }

                @Override
                public CallTrace trace() {
                    return trace;
                }
            };
        }
    }

    /** For a record that has used up nothing and has no deadline. */
    public CallContext(
            String puid,
            String idempotencyKey,
            byte[] body,
            String[] names,
            byte[] @Nullable [] values) {
        this(puid, () -> idempotencyKey, body, names, values, new RetryBudget(), null);
    }

    /** How long a call may last that is made now, within the usual time-out. */
    public Duration callTimeout(Duration usual) {
        return deadline == null ? usual : deadline.cutCall(usual);
    }

    /** Whether its answer is of no use any more. */
    public boolean isExpired() {
        return deadline != null && deadline.isOver();
    }

    /** Made anew each time. */
    public String idempotencyKey() {
        return source.idempotencyKey();
    }

    /** Where the spans of its calls belong; null where none are made. */
    public @Nullable CallTrace trace() {
        return source.trace();
    }

    /** The same for the attempt after one that has failed; itself where no spans are made. */
    public CallContext again(int made, String reason) {
        CallTrace trace = source.trace();
        return trace == null
                ? this
                : with(source.tracedBy(trace.again(made, reason)), names, values);
    }

    /** The same with other headers, for one attempt. */
    public CallContext withHeaders(String[] otherNames, byte[] @Nullable [] otherValues) {
        return with(source, otherNames, otherValues);
    }

    private CallContext with(
            Source otherSource, String[] otherNames, byte[] @Nullable [] otherValues) {
        return new CallContext(puid, otherSource, body, otherNames, otherValues, budget, deadline);
    }
}
