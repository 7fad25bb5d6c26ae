package io.leat.bench.faults;

import java.util.List;
import java.util.stream.Stream;

/** Every kind of poison. */
final class Poisons {

    private Poisons() {}

    /** Those the model is at. */
    private static final List<Poison> AT_THE_MODEL =
            List.of(new Poison("refused", "model-rejected", draft -> draft.behave("status-400")));

    static List<Poison> all(Speech speech) {
        return AT_THE_MODEL;
    }

    /** By name, {@code all} and {@code none} being names too. */
    static List<Poison> named(Speech speech, List<String> names) {
        return names.stream().flatMap(name -> named(speech, name)).toList();
    }

    private static Stream<Poison> named(Speech speech, String name) {
        if (name.equals("none")) {
            return Stream.of();
        }
        List<Poison> all = all(speech);
        if (name.equals("all")) {
            return all.stream();
        }
        return Stream.of(
                all.stream()
                        .filter(poison -> poison.name().equals(name))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "poison \"%s\" (expected: all, none or one of %s)"
                                                        .formatted(
                                                                name,
                                                                all.stream()
                                                                        .map(Poison::name)
                                                                        .toList()))));
    }
}
