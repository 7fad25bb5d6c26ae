// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.schema;

import java.util.regex.Pattern;

/** The form of a URL that events are posted to. It stands in manifests and may hold no password. */
public final class HttpUrlSyntax {

    /** To stand behind "expected:". */
    public static final String EXPECTED =
            "a URL that begins with http:// or https://, without user, password and fragment";

    private static final Pattern FORM =
            Pattern.compile(
                    "https?://[^\\s/?#@]+([/?][\\x21-\\x7e&&[^#]]*)?", Pattern.CASE_INSENSITIVE);

    private HttpUrlSyntax() {}

    public static boolean matches(String text) {
        return FORM.matcher(text).matches();
    }

    /** As a message may show it: what may be a user and a password is left out. */
    public static String shown(String url) {
        int at = url.lastIndexOf('@');
        return at < 0 ? url : "…" + url.substring(at);
    }
}
