// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.wire;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one file says: a deployment, the records it is sent, what its nodes reply, and the calls and
 * outputs that must come of it.
 *
 * @param name {@code <group>/<name>}, as the file is called
 * @param fact what it states, in one sentence
 * @param point which part of the contract it proves
 * @param deployment a SeldonDeployment as text
 */
public record Fixture(
        Path file,
        String name,
        String fact,
        String point,
        String deployment,
        List<Sent> records,
        List<Reply> replies,
        List<Call> calls,
        List<Output> outputs) {

    /**
     * A record of the input topic, or of the feedback topic; its name is its key unless it states
     * another.
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Sent(
            String name,
            boolean feedback,
            byte @Nullable [] key,
            List<Header> headers,
            @Nullable Body body) {}

    /**
     * What a node replies to one call.
     *
     * @param to the call's address: scheme, host, port and path
     * @param status an HTTP status or the name of a gRPC status; empty for the good one
     * @param description gRPC: what goes with a status
     * @param headers those of the reply; trailers where a gRPC call fails
     */
    public record Reply(
            String record,
            String to,
            String status,
            String description,
            List<Header> headers,
            @Nullable Body body) {}

    /** A call of a node. */
    public record Call(String record, String to, List<Header> headers, Body body) {}

    /** What became of a record. */
    public sealed interface Output {
        String record();
    }

    /** An answer on the output topic. */
    public record Prediction(String record, List<Header> headers, @Nullable Body body)
            implements Output {}

    /** A dead letter: its reasons by header, {@code leat-error-} left off. */
    public record DeadLetter(String record, Map<String, String> reasons) implements Output {}

    /** Nothing on either topic, of feedback that was delivered. */
    public record Delivered(String record) implements Output {}

    /** Bytes as the records or replies say them, if these are the bytes of one; else otherwise. */
    public Body known(byte[] bytes, Body otherwise) {
        return Stream.concat(records.stream().map(Sent::body), replies.stream().map(Reply::body))
                .filter(Objects::nonNull)
                .filter(body -> Arrays.equals(body.bytes(), bytes))
                .findFirst()
                .orElse(otherwise);
    }

    /** Part of the names of the topics it is given. */
    public String topicBase() {
        return "wire-" + name.replace('/', '-');
    }

    public String input() {
        return topicBase() + "-in";
    }

    public String feedback() {
        return topicBase() + "-feedback";
    }

    public boolean hasFeedback() {
        return records.stream().anyMatch(Sent::feedback);
    }

    /** The topic that a record is sent to. */
    public String topic(Sent sent) {
        return sent.feedback() ? feedback() : input();
    }

    public String output() {
        return topicBase() + "-out";
    }

    public String deadLetters() {
        return output() + "-dead-letter";
    }

    @Override
    public String toString() {
        return name + ": " + fact;
    }
}
