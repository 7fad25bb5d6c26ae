// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options.settings;

import io.leat.deployment.schema.NearestName;
import io.leat.deployment.validation.ExternalServers;
import io.leat.options.Option;
import io.leat.options.OptionSource;
import io.leat.options.SeldonTimeouts;
import io.leat.options.catalog.LeatOptions;
import io.leat.protocol.Transport;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Annotations of Seldon's and Leat's names that nothing reads, or that count for nothing. */
final class UnreadAnnotations {

    private static final String SELDON = "seldon.io/";

    /** Read where manifests are rendered, or where ports are assigned. */
    private static final Set<String> OTHERS =
            Set.of(
                    ExternalServers.ANNOTATION,
                    "leat.io/parallelism",
                    "leat.io/state-dir",
                    "leat.io/storage-class",
                    "seldon.io/engine-separate-pod",
                    "seldon.io/no-storage-initializer");

    /** What reading the document has warned of with words of its own. */
    private static final List<String> WARNED_OF =
            List.of(
                    "seldon.io/no-engine",
                    "seldon.io/svc-name",
                    "seldon.io/istio-",
                    "seldon.io/ambassador-",
                    "seldon.io/headless-svc");

    private static final Set<String> OPTIONS = options();

    private UnreadAnnotations() {}

    private static Set<String> options() {
        Set<String> names = new TreeSet<>();
        for (Option<?> option : LeatOptions.ALL) {
            option.annotations().values().forEach(names::addAll);
        }
        return names;
    }

    /**
     * Why an annotation has no effect, or another one than it says; null where it has what it says.
     *
     * @param all those that are read with it
     */
    static @Nullable String reason(
            String name, String value, Map<String, String> all, Transport transport) {
        if (!isOurs(name) || OTHERS.contains(name) || isWarnedOf(name)) {
            return null;
        }
        if (SeldonTimeouts.isOne(name)) {
            return timeout(name, value, all, transport);
        }
        if (OPTIONS.contains(name) || OPTIONS.contains(option(name))) {
            return null;
        }
        if (name.startsWith("seldon.io/engine-") || name.startsWith("seldon.io/executor-")) {
            return "ignored: it sets v1's executor, which Leat takes the place of";
        }
        if (name.toLowerCase(Locale.ROOT).equals("seldon.io/grpc-max-message-size")) {
            return "ignored: with v1 it bounds its own server only; an answer may have"
                    + " LEAT_MAX_REPLY_BYTES";
        }
        return "not read" + hint(name);
    }

    /** Why an annotation in the metadata has no effect; null where none of ours is meant. */
    static @Nullable String inMetadata(String name) {
        boolean known =
                OPTIONS.contains(name) || OPTIONS.contains(option(name)) || OTHERS.contains(name);
        return known ? "not read here (expected: in spec.annotations, as with v1)" : null;
    }

    private static boolean isOurs(String name) {
        return name.startsWith(SELDON) || name.startsWith(OptionSource.OWN_ANNOTATIONS);
    }

    private static boolean isWarnedOf(String name) {
        return WARNED_OF.stream().anyMatch(name::startsWith);
    }

    /** {@code leat.io/batch-max-size} of {@code leat.io/batch-max-size.NODE}. */
    private static String option(String name) {
        int dot = name.indexOf('.', OptionSource.OWN_ANNOTATIONS.length());
        return dot < 0 || !name.startsWith(OptionSource.OWN_ANNOTATIONS)
                ? name
                : name.substring(0, dot);
    }

    private static @Nullable String timeout(
            String name, String value, Map<String, String> all, Transport transport) {
        SeldonTimeouts.Read read = SeldonTimeouts.read(name, value);
        if (!isOf(name, LeatOptions.CALL_TIMEOUT, transport)
                && !isOf(name, LeatOptions.CONNECT_TIMEOUT, transport)) {
            return "ignored: spec.transport is " + transport.wire();
        }
        String stronger = stronger(name, all, transport);
        return stronger == null ? read.warning() : "ignored: " + stronger + " counts";
    }

    private static boolean isOf(String name, Option<?> option, Transport transport) {
        return option.annotations().getOrDefault(transport, List.of()).contains(name);
    }

    private static @Nullable String stronger(
            String name, Map<String, String> all, Transport transport) {
        for (String other :
                LeatOptions.CALL_TIMEOUT.annotations().getOrDefault(transport, List.of())) {
            if (other.equals(name)) {
                return null;
            }
            if (!all.getOrDefault(other, "").isBlank()
                    && isOf(name, LeatOptions.CALL_TIMEOUT, transport)) {
                return other;
            }
        }
        return null;
    }

    private static String hint(String name) {
        Set<String> known = new TreeSet<>(OPTIONS);
        known.addAll(OTHERS);
        String nearest = NearestName.of(name, known);
        return nearest == null ? "" : ": did you mean " + nearest + "?";
    }
}
