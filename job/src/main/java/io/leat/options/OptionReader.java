package io.leat.options;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads options from several places, the first that states one winning, and gathers every problem
 * instead of stopping at the first. Values are meaningful only if {@link #problems} stays empty.
 */
public final class OptionReader {

    private final List<OptionSource> sources;
    private final List<String> problems = new ArrayList<>();

    /**
     * A reader with an order of precedence.
     *
     * @param sources the strongest first
     */
    public OptionReader(List<OptionSource> sources) {
        this.sources = List.copyOf(sources);
    }

    /** The option's value, or null where it is missing or wrong, which is a problem noted. */
    public <T> @Nullable T read(Option<T> option) {
        for (OptionSource source : sources) {
            List<OptionSource.Stated> stated = source.find(option);
            if (stated.size() > 1) {
                problems.add(
                        stated.get(0).origin()
                                + ": stated "
                                + stated.size()
                                + " times (expected: once)");
                return null;
            }
            if (!stated.isEmpty() && !isBlank(stated.get(0))) {
                return parse(option, stated.get(0));
            }
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

    /** Whether any place states it. */
    public boolean isStated(Option<?> option) {
        return sources.stream().anyMatch(source -> !source.find(option).isEmpty());
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
