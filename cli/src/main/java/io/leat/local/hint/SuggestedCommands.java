// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.hint;

import io.leat.kafka.security.KafkaClients;
import io.leat.options.Option;
import io.leat.options.OptionSource.Stated;
import io.leat.options.access.ClientProperties;
import io.leat.options.catalog.LeatOptions;
import io.leat.options.settings.JobSettings.Topics;
import io.leat.terminal.ShellWord;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Commands of {@code leat} for the broker and the topics of a run, as they can be pasted into a
 * shell. They hold no secret: that stays in the variable that states it.
 */
public final class SuggestedCommands {

    /** How the user calls the program; the launcher states it. */
    private static final String PROGRAM = "leat.command";

    private final Topics topics;

    /** Options that reach the broker, in their order. */
    private final List<String> connection;

    private final List<String> variables;

    private SuggestedCommands(Topics topics, List<String> connection, List<String> variables) {
        this.topics = topics;
        this.connection = connection;
        this.variables = variables;
    }

    /** For a broker that asks for nothing. */
    public static SuggestedCommands plain(Topics topics) {
        return new SuggestedCommands(topics, broker(topics), List.of());
    }

    /**
     * For a broker of the user's.
     *
     * @param find the strongest statement of an option, wherever it is
     */
    public static SuggestedCommands of(Topics topics, Function<Option<?>, @Nullable Stated> find) {
        List<String> options = new ArrayList<>(broker(topics));
        List<String> variables = new ArrayList<>();
        for (Option<?> option : LeatOptions.CONNECTION) {
            Stated stated = option.equals(LeatOptions.BROKER) ? null : find.apply(option);
            if (stated != null && (stated.text() == null || !stated.text().isBlank())) {
                if (stated.text() == null || option.flag().isEmpty()) {
                    variables.add(option.env());
                } else {
                    options.addAll(List.of("--" + option.flag(), stated.text().strip()));
                }
            }
        }
        KafkaClients clients = topics.clients();
        new TreeMap<>(clients.stated())
                .forEach(
                        (name, value) ->
                                options.addAll(List.of("--kafka-client", name + "=" + value)));
        clients.variables().keySet().stream()
                .map(ClientProperties::variable)
                .sorted()
                .forEach(variables::add);
        return new SuggestedCommands(topics, options, variables);
    }

    private static List<String> broker(Topics topics) {
        return List.of("--broker", topics.clients().brokers());
    }

    /** Variables that must be set where the commands are run. */
    public List<String> variables() {
        return List.copyOf(variables);
    }

    /** A command of {@code leat} by its words. */
    public static String of(String... words) {
        return of(List.of(words));
    }

    static String of(List<String> words) {
        return Stream.concat(
                        Stream.of(System.getProperty(PROGRAM, "./leat")),
                        words.stream().map(ShellWord::of))
                .collect(Collectors.joining(" "));
    }

    private String at(String command, String... more) {
        List<String> words = new ArrayList<>();
        words.add(command);
        words.addAll(connection);
        words.addAll(List.of(more));
        return of(words);
    }

    /** Sends standard input as a record. */
    String send(String... more) {
        return at(
                "send",
                Stream.concat(Stream.of("--topic", topics.input()), Stream.of(more))
                        .toArray(String[]::new));
    }

    /** Null where none are written. */
    @Nullable String watchPredictions() {
        return topics.output() == null
                ? null
                : at("watch", "--topic", topics.output(), "--from-beginning");
    }

    String listDeadLetters() {
        return listDeadLetters(topics.deadLetters());
    }

    /** Lists what is in a dead-letter topic of this broker. */
    public String listDeadLetters(String topic) {
        return at("dead-letters", "--from", topic, "--list");
    }

    /** Joins the answers of two topics of this broker. */
    public String compare(String primary, String shadow) {
        return at("compare", "--primary", primary, "--shadow", shadow);
    }
}
