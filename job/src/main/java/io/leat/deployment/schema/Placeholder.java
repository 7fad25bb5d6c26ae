// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.schema;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text that stands for a value still to be filled in, as guides, templates and shells write it:
 * {@code <nodeport>}, {@code YOUR_BROKER}, {@code {{ .Values.broker }}}, {@code ${BROKER}}. What
 * Kubernetes itself fills in, {@code $(NAME)}, is none.
 */
public final class Placeholder {

    private static final String WORD = "[A-Za-z_][A-Za-z0-9_]*";

    private static final Pattern MARK =
            Pattern.compile(
                    String.join(
                            "|",
                            "<[^<>]+>",
                            "\\{\\{.*?}}",
                            "\\{%.*?%}",
                            "[$#]\\{[^}]*}",
                            "\\$" + WORD,
                            "%" + WORD + "%",
                            "@" + WORD + "@",
                            "__[A-Z][A-Z0-9_]*__",
                            "(?<![A-Za-z0-9])YOUR[-_][A-Z0-9_-]+",
                            "(?<![A-Za-z0-9])(?i:your[-_](account|broker|bucket|cluster|company|domain|host|image|kafka|model|org|project|registry|repo|server|topic)[a-z0-9_-]*)",
                            "(?i:(change|replace)[-_]?me)(?![A-Za-z0-9])",
                            "(?<![^/:@,])(BROKER|BUCKET|FIXME|HOST|NODEPORT|REGISTRY|TBD|TODO)(?![^/:@,])"));

    private Placeholder() {}

    /** The first placeholder in a text, or null where it has none. */
    public static @Nullable String in(String text) {
        Matcher mark = MARK.matcher(text);
        return mark.find() ? mark.group() : null;
    }

    /** What a message says of a value after quoting it; empty for one without a placeholder. */
    public static String said(String text) {
        String found = in(text);
        return found == null ? "" : " holds the placeholder " + found;
    }
}
