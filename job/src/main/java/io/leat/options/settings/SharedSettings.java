// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options.settings;

import io.leat.options.Option;
import io.leat.options.OptionProblem;
import io.leat.options.OptionReader;
import io.leat.options.OptionSource.Stated;
import io.leat.options.access.ClientProperties;
import io.leat.options.catalog.LeatOptions;
import io.leat.options.catalog.LeatOptions.OutputMode;
import io.leat.options.catalog.SecurityOptions;
import io.leat.options.catalog.TracingOptions;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What predictors that run as one job must state alike, as the job has it once, and the topics that
 * they may not share.
 */
public final class SharedSettings {

    private static final List<Option<?>> SHOWN =
            List.of(
                    LeatOptions.BROKER,
                    LeatOptions.BROKER_WAIT,
                    LeatOptions.INPUT_TOPIC,
                    LeatOptions.FEEDBACK_TOPIC,
                    LeatOptions.OUTPUT_PARTITIONER,
                    LeatOptions.DELIVERY,
                    LeatOptions.ORDER,
                    LeatOptions.MAX_IN_FLIGHT,
                    LeatOptions.MAX_IN_FLIGHT_BYTES,
                    LeatOptions.MAX_IN_FLIGHT_OF,
                    LeatOptions.CHECKPOINT_INTERVAL,
                    LeatOptions.TRANSACTION_TIMEOUT,
                    LeatOptions.TAKE_OVER,
                    LeatOptions.ON_MISSING_RECORDS,
                    LeatOptions.GROUP,
                    LeatOptions.TRAFFIC,
                    LeatOptions.TRAFFIC_BY);

    private static final String EXPECTED =
            "the same for both, as predictors that read one input topic run as one job; or"
                    + " leat.io/traffic: all, with which each is a job of its own and answers every"
                    + " record";

    private final List<OptionProblem> problems = new ArrayList<>();

    private SharedSettings() {}

    /** The options that a job has once, however many predictors it runs. */
    public static List<Option<?>> options() {
        return Stream.of(SHOWN, SecurityOptions.ALL, TracingOptions.ALL)
                .<Option<?>>flatMap(List::stream)
                .toList();
    }

    /**
     * What is not alike, or clashes.
     *
     * @param predictors what is stated for each, by its name, in document order
     */
    public static List<OptionProblem> problems(Map<String, OptionReader> predictors) {
        SharedSettings shared = new SharedSettings();
        Iterator<Map.Entry<String, OptionReader>> others = predictors.entrySet().iterator();
        Map.Entry<String, OptionReader> first = others.next();
        while (others.hasNext()) {
            shared.compare(first, others.next());
        }
        List<Map.Entry<String, OptionReader>> all = List.copyOf(predictors.entrySet());
        for (Map.Entry<String, OptionReader> one : all) {
            for (Map.Entry<String, OptionReader> other : all) {
                shared.apart(one, other);
            }
        }
        return shared.problems;
    }

    private void compare(
            Map.Entry<String, OptionReader> one, Map.Entry<String, OptionReader> other) {
        for (Option<?> option : options()) {
            Stated first = one.getValue().find(option);
            Stated second = other.getValue().find(option);
            if (!Objects.equals(value(option, first), value(option, second))) {
                differ(
                        option.env(),
                        SHOWN.contains(option) ? says(option, first) : "",
                        SHOWN.contains(option) ? says(option, second) : "",
                        one.getKey(),
                        other.getKey(),
                        first,
                        second);
            }
        }
        Set<String> properties = new TreeSet<>(one.getValue().clientProperties().keySet());
        properties.addAll(other.getValue().clientProperties().keySet());
        for (String property : properties) {
            Stated first = one.getValue().clientProperties().get(property);
            Stated second = other.getValue().clientProperties().get(property);
            if (!Objects.equals(text(first), text(second))) {
                differ(
                        ClientProperties.variable(property),
                        "",
                        "",
                        one.getKey(),
                        other.getKey(),
                        first,
                        second);
            }
        }
    }

    private void differ(
            String name,
            String firstValue,
            String secondValue,
            String one,
            String other,
            @Nullable Stated first,
            @Nullable Stated second) {
        String what =
                firstValue.isEmpty()
                        ? "%s is not the same for predictors %s and %s".formatted(name, one, other)
                        : "%s is %s for predictor %s and %s for predictor %s"
                                .formatted(name, firstValue, one, secondValue, other);
        List<String> places =
                Stream.of(first, second)
                        .filter(Objects::nonNull)
                        .map(Stated::origin)
                        .distinct()
                        .toList();
        problems.add(new OptionProblem(what + " (expected: " + EXPECTED + ")", places));
    }

    /** What counts of a statement: how it is written does not. */
    private static @Nullable Object value(Option<?> option, @Nullable Stated stated) {
        String text = stated == null ? option.fallback() : stated.text();
        if (text == null) {
            return stated == null ? null : reference(stated);
        }
        Object read = option.type().read().apply(text.trim());
        return read == null ? text : read;
    }

    private static @Nullable String text(@Nullable Stated stated) {
        return stated == null ? null : stated.text() == null ? reference(stated) : stated.text();
    }

    /**
     * Two references by one name: whether they are the same object is seen where it is rendered.
     */
    private static String reference(Stated stated) {
        return "reference " + stated.variable();
    }

    private static String says(Option<?> option, @Nullable Stated stated) {
        if (stated == null) {
            return option.fallback() == null ? "not stated" : option.fallback() + " (its default)";
        }
        return stated.text() == null ? "a reference" : stated.text().trim();
    }

    /** Predictions of one must not be taken for dead letters of another. */
    private void apart(Map.Entry<String, OptionReader> one, Map.Entry<String, OptionReader> other) {
        String output = output(one.getValue());
        if (!one.getKey().equals(other.getKey())
                && output != null
                && output.equals(deadLetters(other.getValue()))) {
            List<String> places =
                    Stream.of(
                                    one.getValue().find(LeatOptions.OUTPUT_TOPIC),
                                    other.getValue().find(LeatOptions.DEAD_LETTER_TOPIC))
                            .filter(Objects::nonNull)
                            .map(Stated::origin)
                            .toList();
            problems.add(
                    new OptionProblem(
                            "\"%s\" is the output topic of predictor %s and the dead-letter topic of predictor %s (expected: two different topics)"
                                    .formatted(output, one.getKey(), other.getKey()),
                            places));
        }
    }

    private static @Nullable String output(OptionReader reader) {
        return isWritten(reader) ? text(reader.find(LeatOptions.OUTPUT_TOPIC)) : null;
    }

    private static @Nullable String deadLetters(OptionReader reader) {
        String stated = text(reader.find(LeatOptions.DEAD_LETTER_TOPIC));
        String named =
                text(
                        reader.find(
                                isWritten(reader)
                                        ? LeatOptions.OUTPUT_TOPIC
                                        : LeatOptions.INPUT_TOPIC));
        if (stated != null) {
            return stated;
        }
        return named == null ? null : JobSettings.Topics.deadLettersBeside(named);
    }

    private static boolean isWritten(OptionReader reader) {
        Stated mode = reader.find(LeatOptions.OUTPUT_MODE);
        return mode == null
                || LeatOptions.OUTPUT_MODE.type().read().apply(String.valueOf(mode.text()).trim())
                        != OutputMode.NONE;
    }
}
