// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.pipeline;

import io.leat.codec.Codecs;
import io.leat.job.plan.InferenceJob;
import io.leat.kafka.InferenceRequest;
import io.leat.kafka.RecordContract;
import io.leat.protocol.CallFailure;
import io.leat.protocol.DeadLetterCode;
import io.leat.protocol.MessageCodec;
import io.leat.protocol.Payload;
import io.leat.protocol.Transport;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds out what a record's value is, as far as its headers say.
 *
 * @param types what a record of the job can say it is, where it must say so
 */
record RequestParser(Transport transport, Set<String> types) {

    static RequestParser of(InferenceJob job) {
        MessageCodec codec = Codecs.message(job.protocol(), job.transport());
        return new RequestParser(job.transport(), codec.recordTypes());
    }

    /** What a record is. */
    sealed interface Reading {}

    /** A message for the graph. */
    record Message(Payload payload) implements Reading {}

    /** Not even that. */
    record Unreadable(CallFailure failure) implements Reading {}

    Reading read(InferenceRequest request, byte[] value) {
        return switch (transport) {
            case REST -> new Message(new Payload(value, RecordContract.contentType(request)));
            case GRPC -> protobuf(request, value);
        };
    }

    /** A missing name is left to the protocol, which knows the names there are. */
    private Reading protobuf(InferenceRequest request, byte[] value) {
        List<String> names = RecordContract.protoNames(request);
        if (names.size() > 1) {
            String message =
                    "header %s: %d times (expected: once, with one of %s)"
                            .formatted(
                                    RecordContract.PROTO_NAME,
                                    names.size(),
                                    String.join(", ", new TreeSet<>(types)));
            return new Unreadable(CallFailure.of(DeadLetterCode.BAD_RECORD, message, null));
        }
        return new Message(new Payload(value, names.isEmpty() ? "" : known(names.get(0))));
    }

    /**
     * The same string for all that are equal: it is looked up for each record, and more than once.
     */
    private String known(String name) {
        for (String type : types) {
            if (type.equals(name)) {
                return type;
            }
        }
        return name;
    }
}
