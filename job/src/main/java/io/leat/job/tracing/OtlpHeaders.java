// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.tracing;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code OTEL_EXPORTER_OTLP_HEADERS}: {@code NAME=VALUE}, several separated by commas, values
 * percent-encoded. No message repeats any of it.
 */
final class OtlpHeaders {

    private static final Pattern NAME = Pattern.compile("[!#$%&'*+\\-.^_`|~0-9A-Za-z]+");
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e]*");

    /** What HTTP and gRPC set themselves. */
    private static final Pattern RESERVED =
            Pattern.compile(
                    "(?i)host|connection|content-length|content-type|expect|upgrade|te|grpc-.*");

    private OtlpHeaders() {}

    static Map<String, String> read(@Nullable String text) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (text == null) {
            return headers;
        }
        String[] entries = text.split(",", -1);
        for (int i = 0; i < entries.length; i++) {
            if (!entries[i].isBlank()) {
                read(entries[i], i + 1, headers);
            }
        }
        return headers;
    }

    private static void read(String entry, int number, Map<String, String> headers) {
        int equals = entry.indexOf('=');
        String name = equals < 0 ? "" : entry.substring(0, equals).trim();
        String value = equals < 0 ? "" : decoded(entry.substring(equals + 1).trim());
        if (!NAME.matcher(name).matches()
                || !VALUE.matcher(value).matches()
                || RESERVED.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "OTEL_EXPORTER_OTLP_HEADERS: header %d cannot be sent (expected: NAME=VALUE, several separated by commas, values percent-encoded, no names of the protocol's own)"
                            .formatted(number));
        }
        headers.put(name, value);
    }

    /** A percent sign that begins no character stands for itself, and so does a plus. */
    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }
}
