// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options;

import io.leat.protocol.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A place where options may be stated. */
@FunctionalInterface
public interface OptionSource {

    /**
     * A stated value.
     *
     * @param text null where the place names the option but its value is elsewhere, as a reference
     *     to a secret is
     * @param origin where it stands, for messages: {@code "--broker"}, {@code "environment
     *     KAFKA_BROKER"}
     * @param variable of the job's environment that holds it, or null
     * @param name what the user has written to state it: a flag, a variable or an annotation
     */
    record Stated(@Nullable String text, String origin, @Nullable String variable, String name) {

        public Stated(@Nullable String text, String origin) {
            this(text, origin, null, origin);
        }

        public Stated(@Nullable String text, String origin, @Nullable String variable) {
            this(text, origin, variable, variable == null ? origin : variable);
        }

        /**
         * Whether its value is known only once the job runs: the job's environment will hold it.
         * Such a value is neither missing nor wrong, and no rule can be applied to it.
         */
        public boolean isDeferred() {
            return text == null && variable != null;
        }
    }

    /** Every statement of an option in this place; more than one is a mistake. */
    List<Stated> find(Option<?> option);

    static OptionSource commandLine(Function<String, @Nullable String> flags) {
        return commandLine(flags, flag -> "--" + flag);
    }

    /**
     * A command line.
     *
     * @param flags by name without the dashes
     * @param statedAs what the user has written for a flag: the flag itself, or an option that
     *     states it too, as the scheme of a URL does TLS
     */
    static OptionSource commandLine(
            Function<String, @Nullable String> flags, UnaryOperator<String> statedAs) {
        return option ->
                option.flag().isEmpty()
                        ? List.of()
                        : one(flags.apply(option.flag()), statedAs.apply(option.flag()));
    }

    static OptionSource environment(Map<String, String> environment) {
        return environment(environment, UnaryOperator.identity());
    }

    /**
     * An environment.
     *
     * @param names the variable that states an option, by the option's own
     */
    static OptionSource environment(Map<String, String> environment, UnaryOperator<String> names) {
        return option -> {
            String name = names.apply(option.env());
            String text = environment.get(name);
            return text == null
                    ? List.of()
                    : List.of(new Stated(text, "environment " + name, name));
        };
    }

    /** Annotations of Leat's own; each may be stated for one node too, as {@code NAME.NODE}. */
    String OWN_ANNOTATIONS = "leat.io/";

    /** Annotations, read as they hold for one transport; each is its own place. */
    static OptionSource annotations(Map<String, String> annotations, Transport transport) {
        return annotations(annotations, transport, name -> "annotation " + name);
    }

    /**
     * Annotations, read as they hold for one transport.
     *
     * @param place where an annotation stands, by its name
     */
    static OptionSource annotations(
            Map<String, String> annotations, Transport transport, UnaryOperator<String> place) {
        return option -> {
            for (String name : option.annotations().getOrDefault(transport, List.of())) {
                List<Stated> stated =
                        name.startsWith(OWN_ANNOTATIONS)
                                ? perNode(annotations, name, place)
                                : seldons(annotations, name, place);
                if (!stated.isEmpty()) {
                    return stated;
                }
            }
            return List.of();
        };
    }

    private static List<Stated> seldons(
            Map<String, String> annotations, String name, UnaryOperator<String> place) {
        String stated = annotations.get(name);
        String text = stated == null ? null : SeldonTimeouts.read(name, stated).text();
        return text == null || text.isBlank()
                ? List.of()
                : List.of(new Stated(text, place.apply(name), null, "annotation " + name));
    }

    /** What is stated for all and for single nodes, as one text. */
    private static List<Stated> perNode(
            Map<String, String> annotations, String name, UnaryOperator<String> place) {
        List<String> entries = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<String> places = new ArrayList<>();
        for (Map.Entry<String, String> annotation : new TreeMap<>(annotations).entrySet()) {
            String key = annotation.getKey();
            boolean forAll = key.equals(name);
            if (!annotation.getValue().isBlank() && (forAll || key.startsWith(name + "."))) {
                String node = forAll ? "" : key.substring(name.length() + 1) + "=";
                entries.add(node + annotation.getValue());
                names.add("annotation " + key);
                places.add(place.apply(key));
            }
        }
        return entries.isEmpty()
                ? List.of()
                : List.of(
                        new Stated(
                                String.join(",", entries),
                                String.join(", ", places),
                                null,
                                String.join(", ", names)));
    }

    private static List<Stated> one(@Nullable String text, String origin) {
        return text == null ? List.of() : List.of(new Stated(text, origin));
    }
}
