// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options;

import io.leat.deployment.schema.HttpUrlSyntax;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.jspecify.annotations.Nullable;

/**
 * How an option's text is read.
 *
 * @param expected what a right value looks like, to stand behind "expected:"
 * @param read null for a text that is no such value
 */
public record OptionType<T>(String expected, Function<String, @Nullable T> read) {

    private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,15})\\s*([a-zA-Z]*)");
    private static final Pattern DECIMAL = Pattern.compile("\\d?(\\.\\d{1,4})?");
    private static final Pattern SEPARATORS = Pattern.compile("[-_ ]");
    private static final Set<String> MECHANISMS =
            Set.of("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512", "OAUTHBEARER", "GSSAPI");
    private static final Map<String, Long> MILLIS =
            Map.of("", 1L, "ms", 1L, "s", 1_000L, "min", 60_000L, "m", 60_000L, "h", 3_600_000L);
    private static final Map<String, Long> BYTES =
            Map.of("", 1L, "b", 1L, "kb", 1L << 10, "mb", 1L << 20, "gb", 1L << 30);

    /** What Kafka's, Netty's and Flink's time-outs in milliseconds can be at most: 24 days. */
    static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

    public static final OptionType<String> TOPIC_NAME =
            new OptionType<>(
                    "a topic name of at most 249 letters, digits, '.', '_' and '-'",
                    text ->
                            TOPIC.matcher(text).matches() && !text.equals(".") && !text.equals("..")
                                    ? text
                                    : null);

    public static final OptionType<String> GROUP_NAME =
            new OptionType<>(
                    "a consumer group of at most 249 letters, digits, '.', '_' and '-'",
                    text -> TOPIC.matcher(text).matches() ? text : null);

    public static final OptionType<String> BROKERS =
            new OptionType<>(
                    "HOST:PORT, several separated by commas",
                    text -> BrokerAddress.listOrNull(text) == null ? null : text);

    public static final OptionType<SecurityProtocol> SECURITY_PROTOCOL =
            new OptionType<>(
                    "PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL",
                    text ->
                            Arrays.stream(SecurityProtocol.values())
                                    .filter(protocol -> isWord(protocol.name, text))
                                    .findFirst()
                                    .orElse(null));

    /** Whether its values are names of hosts, topics or groups, which no placeholder can be. */
    boolean isName() {
        return equals(TOPIC_NAME) || equals(GROUP_NAME) || equals(BROKERS);
    }

    /** Never shown. */
    public static final OptionType<String> SECRET = new OptionType<>("text", text -> text);

    public static final OptionType<String> CERTIFICATES =
            new OptionType<>("certificates in PEM", text -> text);

    public static final OptionType<String> TEXT = new OptionType<>("text", text -> text);

    public static final OptionType<String> MECHANISM =
            new OptionType<>(
                    "PLAIN, SCRAM-SHA-256, SCRAM-SHA-512, OAUTHBEARER or GSSAPI",
                    text ->
                            MECHANISMS.stream()
                                    .filter(name -> isWord(name, text))
                                    .findFirst()
                                    .orElse(null));

    public static final OptionType<String> FILE =
            new OptionType<>(
                    "the path of a file, without '}'", text -> text.contains("}") ? null : text);

    public static final OptionType<Set<String>> NAMES =
            new OptionType<>(
                    "names, several separated by commas",
                    text -> {
                        Set<String> names = new LinkedHashSet<>();
                        for (String name : text.split(",", -1)) {
                            names.add(name.trim());
                        }
                        return names.contains("") ? null : names;
                    });

    public static final OptionType<Boolean> BOOLEAN =
            new OptionType<>("true or false", OptionType::booleanOrNull);

    /** Of a server that events are posted to. It may not hold what is secret. */
    public static final OptionType<String> HTTP_URL =
            new OptionType<>(
                    HttpUrlSyntax.EXPECTED, text -> HttpUrlSyntax.matches(text) ? text : null);

    /** More than nothing. */
    public static final OptionType<Double> SHARE =
            new OptionType<>(
                    "a number from 0.0001 to 1, in steps of 0.0001, such as 0.1",
                    text -> {
                        double share =
                                DECIMAL.matcher(text).matches() ? Double.parseDouble(text) : 0;
                        return share >= 0.0001 && share <= 1 ? Double.valueOf(share) : null;
                    });

    /** On the command line its name alone means true. */
    public static final OptionType<Boolean> SWITCH =
            new OptionType<>("true or false, or nothing for true", OptionType::booleanOrNull);

    public static final OptionType<Duration> DURATION =
            new OptionType<>(
                    "a duration above zero such as 500ms, 5s, 2min or 1h; a bare number is"
                            + " milliseconds",
                    text -> {
                        Long millis = amount(text, MILLIS);
                        return millis == null ? null : Duration.ofMillis(millis);
                    });

    public static final OptionType<Long> SIZE =
            new OptionType<>(
                    "a size above zero such as 512kb, 64mb or 1gb; a bare number is bytes",
                    text -> amount(text, BYTES));

    public static OptionType<Integer> intBetween(int least, int most) {
        return new OptionType<>(
                "a whole number from " + least + " to " + most,
                text -> {
                    Long number = amount(text, Map.of("", 1L));
                    return number == null || number < least || number > most
                            ? null
                            : number.intValue();
                });
    }

    private static @Nullable Boolean booleanOrNull(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> null;
        };
    }

    /** {@code VALUE} for all nodes, {@code NODE=VALUE} for one, several separated by commas. */
    public static <T> OptionType<PerNode<T>> perNode(OptionType<T> each) {
        return new OptionType<>(
                each.expected() + "; for one node NODE=VALUE, several separated by commas",
                text -> perNodeOrNull(text, each));
    }

    private static <T> @Nullable PerNode<T> perNodeOrNull(String text, OptionType<T> each) {
        Map<String, T> nodes = new HashMap<>();
        T others = null;
        for (String entry : text.split(",", -1)) {
            int equals = entry.indexOf('=');
            String node = equals < 0 ? "" : entry.substring(0, equals).trim();
            T value = each.read().apply(entry.substring(equals + 1).trim());
            boolean again = equals < 0 ? others != null : nodes.containsKey(node);
            if (value == null || again || (equals >= 0 && node.isEmpty())) {
                return null;
            }
            if (equals < 0) {
                others = value;
            } else {
                nodes.put(node, value);
            }
        }
        return new PerNode<>(nodes, others);
    }

    /** Constants are written in lower case with dashes. */
    public static <E extends Enum<E>> OptionType<E> oneOf(Class<E> constants) {
        return new OptionType<>(
                Arrays.stream(constants.getEnumConstants())
                        .map(OptionType::wire)
                        .collect(Collectors.joining(" or ")),
                text ->
                        Arrays.stream(constants.getEnumConstants())
                                .filter(constant -> isWord(wire(constant), text))
                                .findFirst()
                                .orElse(null));
    }

    /** Letters and digits count: {@code AtLeastOnce} and {@code AT_LEAST_ONCE} are one word. */
    private static boolean isWord(String word, String text) {
        return letters(word).equals(letters(text));
    }

    private static String letters(String text) {
        return SEPARATORS.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
    }

    /** As an option states a constant: {@code at-least-once}. */
    public static String wire(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static @Nullable Long amount(String text, Map<String, Long> units) {
        Matcher matcher = AMOUNT.matcher(text.trim());
        if (!matcher.matches()) {
            return null;
        }
        Long unit = units.get(matcher.group(2).toLowerCase(Locale.ROOT));
        long number = Long.parseLong(matcher.group(1));
        if (unit == null || number == 0 || number > Long.MAX_VALUE / unit) {
            return null;
        }
        return number * unit;
    }
}
