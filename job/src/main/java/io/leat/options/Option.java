// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options;

import io.leat.protocol.Transport;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One option, declared.
 *
 * @param flag its name on the command line, without the dashes; empty for what must not stand there
 * @param env its name in the environment and in {@code svcOrchSpec.env}
 * @param annotations the SeldonDeployment annotations that state it too, for each transport that
 *     has any; the first that is stated counts
 * @param type how its text is read
 * @param fallback the default as a user would write it, or null where it has none
 * @param fallbackNote what stands in the documentation instead of a missing default
 * @param description a sentence or two for the documentation and {@code --help}
 */
public record Option<T>(
        String flag,
        String env,
        Map<Transport, List<String>> annotations,
        OptionType<T> type,
        @Nullable String fallback,
        String fallbackNote,
        String description) {

    public Option {
        annotations = Map.copyOf(annotations);
    }

    /** Whether its name alone on the command line means true. */
    public boolean isSwitch() {
        return type.equals(OptionType.SWITCH);
    }

    public static <T> Option<T> required(
            String flag, String env, OptionType<T> type, String description) {
        return new Option<>(flag, env, Map.of(), type, null, "required", description);
    }

    public static <T> Option<T> of(
            String flag, String env, OptionType<T> type, String fallback, String description) {
        return new Option<>(flag, env, Map.of(), type, fallback, "", description);
    }

    public static <T> Option<T> derived(
            String flag, String env, OptionType<T> type, String note, String description) {
        return new Option<>(flag, env, Map.of(), type, null, note, description);
    }

    /** Certificates, keys and passwords: the list of processes would show them. */
    public static Option<String> environmentOnly(
            String env, OptionType<String> type, String description) {
        return new Option<>("", env, Map.of(), type, null, "", description);
    }

    /** With one annotation more, which counts where those before it are not stated. */
    public Option<T> withAnnotation(Transport transport, String name) {
        Map<Transport, List<String>> more = new EnumMap<>(Transport.class);
        more.putAll(annotations);
        List<String> names = new ArrayList<>(annotations.getOrDefault(transport, List.of()));
        names.add(name);
        more.put(transport, List.copyOf(names));
        return new Option<>(flag, env, more, type, fallback, fallbackNote, description);
    }

    /** Whether it must be stated and has no default. */
    public boolean isRequired() {
        return fallbackNote.equals("required");
    }
}
