package io.leat.options;

import io.leat.protocol.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
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
     * @param variable of this process' environment that holds it, or null
     */
    record Stated(@Nullable String text, String origin, @Nullable String variable) {

        public Stated(@Nullable String text, String origin) {
            this(text, origin, null);
        }
    }

    /** Every statement of an option in this place; more than one is a mistake. */
    List<Stated> find(Option<?> option);

    static OptionSource commandLine(Function<String, @Nullable String> flags) {
        return option ->
                option.flag().isEmpty()
                        ? List.of()
                        : one(flags.apply(option.flag()), "--" + option.flag());
    }

    static OptionSource environment(Map<String, String> environment) {
        return option -> {
            String name = option.env();
            String text = environment.get(name);
            return text == null
                    ? List.of()
                    : List.of(new Stated(text, "environment " + name, name));
        };
    }

    /** Annotations of Leat's own; each may be stated for one node too, as {@code NAME.NODE}. */
    String OWN_ANNOTATIONS = "leat.io/";

    /** Annotations, read as they hold for one transport. */
    static OptionSource annotations(Map<String, String> annotations, Transport transport) {
        return option -> {
            String name = option.annotations().get(transport);
            if (name == null) {
                return List.of();
            }
            return name.startsWith(OWN_ANNOTATIONS)
                    ? perNode(annotations, name)
                    : one(annotations.get(name), "annotation " + name);
        };
    }

    /** What is stated for all and for single nodes, as one text. */
    private static List<Stated> perNode(Map<String, String> annotations, String name) {
        List<String> entries = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, String> annotation : new TreeMap<>(annotations).entrySet()) {
            String key = annotation.getKey();
            boolean forAll = key.equals(name);
            if (!annotation.getValue().isBlank() && (forAll || key.startsWith(name + "."))) {
                String node = forAll ? "" : key.substring(name.length() + 1) + "=";
                entries.add(node + annotation.getValue());
                names.add("annotation " + key);
            }
        }
        return entries.isEmpty()
                ? List.of()
                : one(String.join(",", entries), String.join(", ", names));
    }

    private static List<Stated> one(@Nullable String text, String origin) {
        return text == null ? List.of() : List.of(new Stated(text, origin));
    }
}
