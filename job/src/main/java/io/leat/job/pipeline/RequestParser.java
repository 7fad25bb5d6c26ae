// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.pipeline;

import io.leat.kafka.InferenceRequest;
import io.leat.kafka.RecordContract;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.Payload;
import io.leat.protocol.Transport;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes a record the message its headers say it is.
 *
 * @param types what a record of the job can say it is, where it must say so
 */
record RequestParser(Transport transport, Set<String> types) {

    /**
     * The record's message for the graph.
     *
     * @throws BadPayloadException if its headers do not say what it is
     */
    Payload parse(InferenceRequest request, byte[] value) throws BadPayloadException {
        return switch (transport) {
            case REST -> new Payload(value, RecordContract.contentType(request));
            case GRPC -> new Payload(value, protoName(request));
        };
    }

    /** A missing name is left to the protocol, which knows the names there are. */
    private String protoName(InferenceRequest request) throws BadPayloadException {
        List<String> names = RecordContract.protoNames(request);
        if (names.size() > 1) {
            throw new BadPayloadException(
                    "header %s: %d times (expected: once, with one of %s)"
                            .formatted(
                                    RecordContract.PROTO_NAME,
                                    names.size(),
                                    String.join(", ", new TreeSet<>(types))));
        }
        return names.isEmpty() ? "" : known(names.get(0));
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
