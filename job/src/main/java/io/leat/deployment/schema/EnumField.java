// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.schema;

import io.leat.graph.Implementation;
import io.leat.graph.UnitType;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The words a field may hold, each with its meaning.
 *
 * @param byWord in the order in which a message lists them
 */
public record EnumField<T>(Map<String, T> byWord) {

    public static final EnumField<Protocol> PROTOCOLS = protocols();
    public static final EnumField<Transport> TRANSPORTS = of(Transport.values(), Transport::wire);
    public static final EnumField<UnitType> TYPES = of(UnitType.values(), UnitType::name);
    public static final EnumField<Implementation> IMPLEMENTATIONS =
            of(Implementation.values(), Implementation::name);
    public static final EnumField<MethodName> METHODS = of(MethodName.values(), MethodName::name);
    public static final EnumField<ServerType> SERVER_TYPES =
            of(ServerType.values(), ServerType::wire);

    /** What {@code methods} may list; the last is for feedback, which does not exist on Kafka. */
    public enum MethodName {
        TRANSFORM_INPUT,
        TRANSFORM_OUTPUT,
        ROUTE,
        AGGREGATE,
        SEND_FEEDBACK
    }

    /** What {@code serverType} may say. */
    public enum ServerType {
        RPC("rpc"),
        KAFKA("kafka");

        private final String wire;

        ServerType(String wire) {
            this.wire = wire;
        }

        String wire() {
            return wire;
        }
    }

    private static EnumField<Protocol> protocols() {
        Map<String, Protocol> words =
                new LinkedHashMap<>(of(Protocol.values(), Protocol::wire).byWord());
        words.put("kfserving", Protocol.V2);
        words.put("oip", Protocol.V2);
        return new EnumField<>(words);
    }

    private static <T> EnumField<T> of(T[] values, Function<T, String> word) {
        Map<String, T> words = new LinkedHashMap<>();
        for (T value : values) {
            words.put(word.apply(value), value);
        }
        return new EnumField<>(words);
    }

    /** The meaning of a word of a checked document, which holds no other. */
    public T of(String word) {
        return Objects.requireNonNull(byWord.get(word), "a word that the check does not let pass");
    }

    /** The meaning of a word; null, and a problem, if it is none of these. */
    public @Nullable T of(String word, String path, Problems problems) {
        T value = byWord.get(word);
        if (value == null) {
            problems.error(
                    path,
                    ScalarValidator.quoted(word)
                            + " (expected: "
                            + String.join(", ", byWord.keySet())
                            + ")");
        }
        return value;
    }
}
