// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.manifest;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Text that every reader of YAML, of version 1.1 or 1.2, takes for text without quotes. */
final class PlainText {

    private static final Set<String> WORDS =
            Set.of("", "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", "<<", "=");

    /** What might begin a number, a time or a date somewhere. */
    private static final Pattern NUMBER_LIKE =
            Pattern.compile("[-+]?\\.?[0-9].*|[-+]?\\.(inf|nan)");

    /** A size or a duration, which is no number to anyone. */
    private static final Pattern WITH_UNIT =
            Pattern.compile("[0-9]+(ms|s|min|h|m|kb|mb|gb|Ki|Mi|Gi|Ti)");

    private PlainText() {}

    static boolean isSafe(String text) {
        if (WORDS.contains(text.toLowerCase(Locale.ROOT))) {
            return false;
        }
        return !NUMBER_LIKE.matcher(text.toLowerCase(Locale.ROOT)).matches()
                || WITH_UNIT.matcher(text).matches();
    }
}
