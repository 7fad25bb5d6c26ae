// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.refusal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The value that a call has sent in its header {@code Authorization}, to be taken out of a reply's
 * text.
 */
final class SentCredentials {

    private static final String IN_THEIR_PLACE = "[redacted]";

    /** The secrets in each way of writing that is looked for, the longest first. */
    private final List<String> secrets;

    private SentCredentials(Set<String> secrets) {
        this.secrets =
                secrets.stream()
                        .filter(secret -> !secret.isBlank())
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .toList();
    }

    /**
     * Those of one call.
     *
     * @param authorization the header's value, or null where it was not sent
     */
    static SentCredentials of(@Nullable String authorization) {
        Set<String> secrets = new LinkedHashSet<>();
        if (authorization != null) {
            int blank = authorization.strip().indexOf(' ');
            String credentials = authorization.strip().substring(blank + 1).strip();
            add(credentials, secrets);
            if (authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
                addPair(credentials, secrets);
            }
        }
        return new SentCredentials(secrets);
    }

    private static void addPair(String base64, Set<String> secrets) {
        try {
            String pair = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
            add(pair, secrets);
            add(pair.substring(pair.indexOf(':') + 1), secrets);
        } catch (IllegalArgumentException e) {
            // A record's own that is none: it is taken out as it is.
        }
    }

    /** As it is, and as it stands in JSON, HTML and a URL. */
    private static void add(String secret, Set<String> secrets) {
        secrets.add(secret);
        String json = secret.replace("\\", "\\\\").replace("\"", "\\\"");
        secrets.add(json);
        secrets.add(json.replace("/", "\\/"));
        String html = secret.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        secrets.add(html);
        secrets.add(html.replace("\"", "&quot;").replace("'", "&#39;"));
        secrets.add(html.replace("\"", "&#34;").replace("'", "&#x27;"));
        String url = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        secrets.add(url);
        secrets.add(url.replace("+", "%20"));
    }

    String removedFrom(String text) {
        String without = text;
        for (String secret : secrets) {
            without = without.replace(secret, IN_THEIR_PLACE);
        }
        return without;
    }
}
