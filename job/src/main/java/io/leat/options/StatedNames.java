// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names that the user has written for options that messages know by their variables: {@code
 * --broker} for {@code KAFKA_BROKER}. For messages of code that does not read options itself, such
 * as a look at the brokers. Holds no value.
 *
 * @param byVariable only what differs from the variable
 */
public record StatedNames(Map<String, String> byVariable) implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Where every option is called by its variable. */
    public static final StatedNames NONE = new StatedNames(Map.of());

    /** No part of a path, a URL or another name. */
    private static final Pattern VARIABLE =
            Pattern.compile("(?<![\\w/$.-])[A-Z]+_[A-Z_]+(?![\\w.-])");

    private static final String FILE = "_FILE";

    public StatedNames {
        byVariable = Map.copyOf(byVariable);
    }

    /** Those of the options that a reader finds. */
    public static StatedNames of(OptionReader reader, List<Option<?>> options) {
        Map<String, String> names = new HashMap<>();
        for (Option<?> option : options) {
            String name = reader.name(option);
            String variable = option.env();
            if (!name.equals(variable)) {
                names.put(variable, name);
                if (variable.endsWith(FILE)) {
                    // A secret is named by the variable of its text, wherever it is read from.
                    names.putIfAbsent(
                            variable.substring(0, variable.length() - FILE.length()), name);
                }
            }
        }
        return new StatedNames(names);
    }

    /** A message with these names. */
    public String in(String message) {
        return VARIABLE.matcher(message)
                .replaceAll(
                        found ->
                                Matcher.quoteReplacement(
                                        byVariable.getOrDefault(found.group(), found.group())));
    }

    /** Messages with these names. */
    public List<String> in(List<String> messages) {
        return messages.stream().map(this::in).toList();
    }
}
