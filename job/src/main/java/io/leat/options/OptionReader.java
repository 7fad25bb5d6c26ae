package io.leat.options;

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

    private final List<OptionSource> sources;
    private final SortedMap<String, OptionSource.Stated> clientProperties;
    private final List<String> problems = new ArrayList<>();

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
        this.sources = List.copyOf(sources);
        this.clientProperties = new TreeMap<>(clientProperties);
    }

    SortedMap<String, OptionSource.Stated> clientProperties() {
        return clientProperties;
    }

    /** The option's value, or null where it is missing or wrong, which is a problem noted. */
    public <T> @Nullable T read(Option<T> option) {
        int before = problems.size();
        OptionSource.Stated stated = find(option);
        if (problems.size() > before) {
            return null;
        }
        if (stated != null) {
            return parse(option, stated);
        }
        if (option.fallback() != null) {
            return option.type().read().apply(option.fallback());
        }
        if (option.isRequired()) {
            problems.add(
                    "%s is missing (expected: %s, as --%s, in the environment or in svcOrchSpec.env)"
                            .formatted(option.env(), option.type().expected(), option.flag()));
        }
        return null;
    }

    /** The strongest statement of an option, or null where there is none. */
    OptionSource.@Nullable Stated find(Option<?> option) {
        for (OptionSource source : sources) {
            List<OptionSource.Stated> stated = source.find(option);
            if (stated.size() > 1) {
                problems.add(
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

    private static boolean isBlank(OptionSource.Stated stated) {
        return stated.text() != null && stated.text().isBlank();
    }

    private <T> @Nullable T parse(Option<T> option, OptionSource.Stated stated) {
        if (stated.text() == null) {
            problems.add(
                    "%s is a reference (%s) that only a cluster resolves (expected: its value in the environment or as --%s)"
                            .formatted(option.env(), stated.origin(), option.flag()));
            return null;
        }
        T value = option.type().read().apply(stated.text().trim());
        if (value == null) {
            problems.add(
                    "%s: \"%s\" (expected: %s) [from %s]"
                            .formatted(
                                    option.env(),
                                    stated.text(),
                                    option.type().expected(),
                                    stated.origin()));
        }
        return value;
    }

    /** Notes a problem between options. */
    public void problem(String message) {
        problems.add(message);
    }

    public List<String> problems() {
        return problems.stream().distinct().collect(Collectors.toUnmodifiableList());
    }
}
