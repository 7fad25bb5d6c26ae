// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options;

import io.leat.deployment.schema.Placeholder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads options from several places, the first that states one winning, and gathers every problem
 * instead of stopping at the first. Values are meaningful only if {@link #problems} stays empty.
 */
public final class OptionReader {

    private static final String ANNOTATION = "annotation ";

    private final List<OptionSource> sources;
    private final boolean complete;
    private final SortedMap<String, OptionSource.Stated> clientProperties;
    private final List<OptionProblem> problems = new ArrayList<>();
    private final List<OptionProblem> warnings = new ArrayList<>();

    /**
     * A reader with an order of precedence.
     *
     * @param sources the strongest first
     */
    public OptionReader(List<OptionSource> sources) {
        this(sources, Map.of());
    }

    /**
     * A reader that also knows properties of Kafka's clients.
     *
     * @param clientProperties by Kafka's name
     */
    public OptionReader(
            List<OptionSource> sources, Map<String, OptionSource.Stated> clientProperties) {
        this(sources, clientProperties, true);
    }

    /**
     * @param complete whether nothing is stated elsewhere: then what is missing is a problem
     */
    public OptionReader(
            List<OptionSource> sources,
            Map<String, OptionSource.Stated> clientProperties,
            boolean complete) {
        this.complete = complete;
        this.sources = List.copyOf(sources);
        this.clientProperties = new TreeMap<>(clientProperties);
    }

    public SortedMap<String, OptionSource.Stated> clientProperties() {
        return clientProperties;
    }

    /**
     * The option's value, or null where it is missing or wrong, which is a problem noted, or where
     * only the running job will know it.
     */
    public <T> @Nullable T read(Option<T> option) {
        int before = problems.size();
        OptionSource.Stated stated = find(option);
        if (problems.size() > before) {
            return null;
        }
        if (stated != null) {
            return stated.isDeferred() ? null : parse(option, stated);
        }
        if (option.fallback() != null) {
            return option.type().read().apply(option.fallback());
        }
        if (option.isRequired() && complete) {
            problem(
                    "%s is missing (expected: %s, as --%s, in the environment or in svcOrchSpec.env)"
                            .formatted(option.env(), option.type().expected(), option.flag()));
        }
        return null;
    }

    /** The strongest statement of an option, or null where there is none. */
    public OptionSource.@Nullable Stated find(Option<?> option) {
        for (OptionSource source : sources) {
            List<OptionSource.Stated> stated = source.find(option);
            if (stated.size() > 1) {
                problem(
                        stated.get(0).origin()
                                + ": stated "
                                + stated.size()
                                + " times (expected: once)");
            }
            if (!stated.isEmpty() && !isBlank(stated.get(0))) {
                return stated.get(0);
            }
        }
        return null;
    }

    /** Whether the option is stated, with a value that only the running job will know. */
    public boolean isDeferred(Option<?> option) {
        OptionSource.Stated stated = find(option);
        return stated != null && stated.isDeferred();
    }

    /** Whether an annotation of the SeldonDeployment states it. */
    public boolean isAnnotated(Option<?> option) {
        OptionSource.Stated stated = find(option);
        return stated != null && stated.name().startsWith(ANNOTATION);
    }

    /**
     * An option and its value as a message says them: by the name the user has written, which may
     * be a flag or an annotation, or by its variable where none is stated.
     */
    public String says(Option<?> option, Object value) {
        OptionSource.Stated stated = find(option);
        return stated == null
                ? "%s is %s (its default)".formatted(option.env(), value)
                : "%s is %s".formatted(stated.name(), value);
    }

    /** The name under which the user has stated an option, else that of its variable. */
    public String name(Option<?> option) {
        OptionSource.Stated stated = find(option);
        return stated == null ? option.env() : stated.name();
    }

    private static boolean isBlank(OptionSource.Stated stated) {
        return stated.text() != null && stated.text().isBlank();
    }

    private <T> @Nullable T parse(Option<T> option, OptionSource.Stated stated) {
        if (stated.text() == null) {
            problem(
                    "%s is a reference (%s) that only a cluster resolves (expected: its value in the environment or as --%s)"
                            .formatted(option.env(), stated.origin(), option.flag()));
            return null;
        }
        T value = option.type().read().apply(stated.text().trim());
        String placeholder = option.type().isName() ? Placeholder.said(stated.text()) : "";
        if (value == null || !placeholder.isEmpty()) {
            wrong(
                    stated,
                    "\"%s\"%s (expected: %s)"
                            .formatted(stated.text(), placeholder, option.type().expected()));
            return null;
        } else if (value instanceof Duration duration
                && duration.compareTo(OptionType.LONGEST) > 0) {
            wrong(
                    stated,
                    "\"%s\" (expected: at most %dms)"
                            .formatted(stated.text(), OptionType.LONGEST.toMillis()));
            return null;
        }
        return value;
    }

    /** Notes what is wrong with one statement. A flag or a variable is its own place. */
    private void wrong(OptionSource.Stated stated, String message) {
        problems.add(
                isItsOwnPlace(stated)
                        ? new OptionProblem(stated.origin(), message, List.of())
                        : new OptionProblem(
                                stated.name() + ": " + message, List.of(stated.origin())));
    }

    private static boolean isItsOwnPlace(OptionSource.Stated stated) {
        return stated.origin().endsWith(stated.name());
    }

    /** Notes what is missing; a warning where it may be stated in another place. */
    public void missing(String message, Option<?>... options) {
        (complete ? problems : warnings).add(new OptionProblem(message, places(options)));
    }

    /** Notes a problem that stands in no place of its own. */
    public void problem(String message) {
        problems.add(new OptionProblem(message, List.of()));
    }

    /** Notes a problem between options, with the places of those that are stated. */
    public void problem(String message, Option<?>... options) {
        problems.add(new OptionProblem(message, places(options)));
    }

    /**
     * Notes each of these options that is stated, as it would silently do nothing.
     *
     * @param because what rules them out: {@code "KAFKA_SECURITY_PROTOCOL is PLAINTEXT"}
     * @param expected what would have to stand there for them to do something
     * @param ruledOutBy the option that {@code because} is about
     */
    public void refuseStated(
            List<? extends Option<?>> options,
            String because,
            String expected,
            Option<?> ruledOutBy) {
        for (Option<?> option : options) {
            if (find(option) != null) {
                String name = name(option);
                problem(
                        "%s is stated but %s (expected: %s, or no %s)"
                                .formatted(name, because, expected, name),
                        option,
                        ruledOutBy);
            }
        }
    }

    /** Notes what is taken otherwise than it is written. */
    public void warn(String message, Option<?>... options) {
        warnings.add(new OptionProblem(message, places(options)));
    }

    void warn(String message, OptionSource.Stated stated) {
        warnings.add(new OptionProblem(message, List.of(stated.origin())));
    }

    /** Notes a problem of one statement, with its place where that is in a document. */
    public void problem(String message, OptionSource.Stated stated) {
        problems.add(new OptionProblem(message, List.of(stated.origin())));
    }

    /** Where options are stated in a document; flags and variables name their place themselves. */
    private List<String> places(Option<?>... options) {
        List<String> places = new ArrayList<>();
        for (Option<?> option : options) {
            OptionSource.Stated stated = find(option);
            if (stated != null && !isItsOwnPlace(stated)) {
                places.add(stated.origin());
            }
        }
        return places;
    }

    /** Each problem as a line. */
    public List<String> problems() {
        return lines(problems);
    }

    /** Each warning as a line. */
    public List<String> warnings() {
        return lines(warnings);
    }

    public List<OptionProblem> foundProblems() {
        return List.copyOf(problems);
    }

    public List<OptionProblem> foundWarnings() {
        return List.copyOf(warnings);
    }

    private static List<String> lines(List<OptionProblem> found) {
        return found.stream()
                .map(OptionProblem::toString)
                .distinct()
                .collect(Collectors.toUnmodifiableList());
    }
}
