// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.schema;

import io.leat.graph.Implementation;
import io.leat.graph.Node;
import io.leat.graph.UnitType;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The words a field may hold, each with its meaning. Case does not matter.
 *
 * @param byWord in the order in which a message lists them
 * @param meant words of other programs in lower case, each with the word that is meant
 */
public record EnumField<T>(Map<String, T> byWord, Map<String, String> meant) {

    /** V2 as v1 first called it; its operator passes the stated word on to the executor. */
    private static final String KFSERVING = "kfserving";

    public static final EnumField<Protocol> PROTOCOLS = protocols();
    public static final EnumField<Transport> TRANSPORTS =
            new EnumField<>(
                    of(Transport.values(), Transport::wire).byWord(),
                    Map.of("http", "rest", "https", "rest", "grpcs", "grpc"));
    public static final EnumField<UnitType> TYPES = of(UnitType.values(), UnitType::name);
    public static final EnumField<Implementation> IMPLEMENTATIONS =
            of(Implementation.values(), Implementation::name);
    public static final EnumField<MethodName> METHODS = of(MethodName.values(), MethodName::name);
    public static final EnumField<ServerType> SERVER_TYPES =
            of(ServerType.values(), ServerType::wire);

    /** What of a node's calls its {@code logger} logs. */
    public static final EnumField<Node.Logger.Mode> LOGGER_MODES =
            of(Node.Logger.Mode.values(), mode -> mode.name().toLowerCase(Locale.ROOT));

    /** What an endpoint's {@code type} may say. */
    public static final EnumField<Transport> ENDPOINT_TYPES =
            of(Transport.values(), Transport::name);

    /** What {@code methods} may list. */
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
        words.put(KFSERVING, Protocol.V2);
        words.put("oip", Protocol.V2);
        return new EnumField<>(words, protocolsMeant());
    }

    /**
     * What v1's executor would be told a protocol is: {@code kfserving} as it is stated, and the
     * words that v1 does not know by their meaning.
     *
     * @param stated one of {@link #PROTOCOLS}
     */
    public static String executorWord(String stated) {
        String word = PROTOCOLS.canonical(stated);
        return word.equals(KFSERVING) ? word : PROTOCOLS.of(word).wire();
    }

    /** What model servers and their documentation call the protocols. */
    private static Map<String, String> protocolsMeant() {
        Map<String, String> meant = new HashMap<>();
        for (String v2 :
                List.of(
                        "kserve",
                        "kserve-v2",
                        "open-inference",
                        "open-inference-protocol",
                        "openinference",
                        "triton",
                        "mlserver",
                        "v2-dataplane")) {
            meant.put(v2, "v2");
        }
        for (String tensorflow :
                List.of("v1", "kserve-v1", "tf", "tfserving", "tensorflow-serving")) {
            meant.put(tensorflow, "tensorflow");
        }
        return meant;
    }

    /** The words of some values, in their order. */
    public static <T> EnumField<T> of(T[] values, Function<T, String> word) {
        Map<String, T> words = new LinkedHashMap<>();
        for (T value : values) {
            words.put(word.apply(value), value);
        }
        return new EnumField<>(words, Map.of());
    }

    /** The word as this field lists it, whatever its case; as it is where it is none of these. */
    public String canonical(String word) {
        return byWord.keySet().stream().filter(word::equalsIgnoreCase).findFirst().orElse(word);
    }

    /** The meaning of a word of a checked document, which holds no other. */
    public T of(String word) {
        return Objects.requireNonNull(byWord.get(word), "a word that the check does not let pass");
    }

    /** The meaning of a word; null if it is none of these. */
    public @Nullable T find(String word) {
        return byWord.get(canonical(word));
    }

    /** The meaning of a word; null, and a problem, if it is none of these. */
    public @Nullable T of(String word, String path, Problems problems) {
        T value = find(word);
        if (value == null) {
            problems.error(path, refusal(word));
        }
        return value;
    }

    /** What is said of a word that is none of these. */
    public String refusal(String word) {
        @Nullable String near = meant.get(word.toLowerCase(Locale.ROOT));
        @Nullable String nearest = near == null ? NearestName.of(word, byWord.keySet()) : near;
        return ScalarValidator.quoted(word)
                + " (expected: "
                + String.join(", ", byWord.keySet())
                + (nearest == null ? "" : "; did you mean " + nearest + "?")
                + ")";
    }
}
