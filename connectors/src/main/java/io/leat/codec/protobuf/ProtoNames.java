// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.protobuf;

import io.leat.protocol.BadPayloadException;
import io.leat.protocol.Protocol;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The {@code proto-name}s that may stand on a record: the full names of protobuf messages. */
public final class ProtoNames {

    public static final String SELDON_MESSAGE = "seldon.protos.SeldonMessage";
    public static final String SELDON_MESSAGE_LIST = "seldon.protos.SeldonMessageList";
    public static final String SELDON_FEEDBACK = "seldon.protos.Feedback";
    public static final String TF_PREDICT_REQUEST = "tensorflow.serving.PredictRequest";
    public static final String TF_PREDICT_RESPONSE = "tensorflow.serving.PredictResponse";
    public static final String TF_CLASSIFICATION_REQUEST =
            "tensorflow.serving.ClassificationRequest";
    public static final String TF_CLASSIFICATION_RESPONSE =
            "tensorflow.serving.ClassificationResponse";
    public static final String TF_REGRESSION_REQUEST = "tensorflow.serving.RegressionRequest";
    public static final String TF_REGRESSION_RESPONSE = "tensorflow.serving.RegressionResponse";
    public static final String TF_MULTI_REQUEST = "tensorflow.serving.MultiInferenceRequest";
    public static final String TF_MULTI_RESPONSE = "tensorflow.serving.MultiInferenceResponse";
    public static final String V2_REQUEST = "inference.ModelInferRequest";
    public static final String V2_RESPONSE = "inference.ModelInferResponse";

    private static final int LONGEST_QUOTED = 80;

    /** Who forgets the header often sends JSON, which the other transport takes. */
    private static final String MISSING =
            "the Kafka record header proto-name is missing (expected: %s, as it names the protobuf message in the value; JSON needs transport rest, or http:// with --model)";

    private ProtoNames() {}

    /** What the first node of a graph can be sent, answers that chain into requests included. */
    public static Set<String> of(Protocol protocol) {
        return switch (protocol) {
            case SELDON -> Set.of(SELDON_MESSAGE);
            case TENSORFLOW ->
                    Set.of(
                            TF_PREDICT_REQUEST,
                            TF_PREDICT_RESPONSE,
                            TF_CLASSIFICATION_REQUEST,
                            TF_REGRESSION_REQUEST,
                            TF_MULTI_REQUEST);
            case V2 -> Set.of(V2_REQUEST, V2_RESPONSE);
        };
    }

    /**
     * What is wrong with a record's header.
     *
     * @param name its value; blank where there is none
     */
    public static BadPayloadException reject(String name, Protocol protocol) {
        return reject(name, of(protocol));
    }

    /**
     * The same.
     *
     * @param expected what it may be
     */
    static BadPayloadException reject(String name, Set<String> expected) {
        Set<String> known = new TreeSet<>(expected);
        String names = String.join(", ", known);
        return new BadPayloadException(
                name.isBlank()
                        ? MISSING.formatted(known.size() == 1 ? names : "one of " + names)
                        : found(name) + " (expected: " + names + ")");
    }

    private static String found(String name) {
        String quoted =
                "proto-name \""
                        + name.substring(0, Math.min(name.length(), LONGEST_QUOTED))
                                .replaceAll("[^\\x20-\\x7e]", "?")
                        + "\"";
        return owner(name)
                .map(other -> quoted + " of the " + other.wire() + " protocol")
                .orElse(quoted);
    }

    private static Optional<Protocol> owner(String name) {
        for (Protocol protocol : Protocol.values()) {
            if (of(protocol).contains(name)) {
                return Optional.of(protocol);
            }
        }
        return Optional.empty();
    }
}
