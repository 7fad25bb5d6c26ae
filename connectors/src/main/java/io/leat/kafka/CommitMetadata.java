// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The metadata string of a committed offset of the job's consumer group: {@code leat topic-id=…
 * owner=… host=…}, one blank between entries. Whitespace, {@code %}, {@code =} and everything that
 * is not printable ASCII in a value are percent-encoded as UTF-8. Keys that this version does not
 * know are kept.
 *
 * @param values by key, in the order in which they are written; keys are lower-case letters, digits
 *     and hyphens
 */
public record CommitMetadata(Map<String, String> values) {

    /** The id that the broker gave the topic the offset is in. */
    public static final String TOPIC_ID = "topic-id";

    /** The run of the job that holds the group. */
    public static final String OWNER = "owner";

    /** Where that job runs. */
    public static final String HOST = "host";

    /** When it took the group, as {@link java.time.Instant} writes it. */
    public static final String SINCE = "since";

    /** Changes with each renewal of the hold on the group. */
    public static final String SEEN = "seen";

    public static final CommitMetadata EMPTY = new CommitMetadata(Map.of());

    private static final String MARK = "leat";
    private static final Pattern KEY = Pattern.compile("[a-z0-9-]+");
    private static final Pattern ENTRY = Pattern.compile("([a-z0-9-]+)=([!-~&&[^=]]*)");
    private static final Pattern ESCAPE = Pattern.compile("(?:%[0-9A-F]{2})+");
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-F]{2})");

    public CommitMetadata {
        for (String key : values.keySet()) {
            if (!KEY.matcher(key).matches()) {
                throw new IllegalArgumentException(
                        "key \"" + key + "\" (expected: lower-case letters, digits and hyphens)");
            }
        }
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Reads what {@link #text} wrote; anything else, and null, is {@link #EMPTY}. */
    public static CommitMetadata parse(@Nullable String text) {
        if (text == null || !text.startsWith(MARK + " ")) {
            return EMPTY;
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (String entry : text.substring(MARK.length() + 1).split(" ", -1)) {
            Matcher parts = ENTRY.matcher(entry);
            if (!parts.matches() || BROKEN_ESCAPE.matcher(parts.group(2)).find()) {
                return EMPTY;
            }
            values.put(parts.group(1), decode(parts.group(2)));
        }
        return new CommitMetadata(values);
    }

    /** The metadata string; empty where there is nothing to say. */
    public String text() {
        StringBuilder text = new StringBuilder();
        values.forEach(
                (key, value) -> text.append(' ').append(key).append('=').append(encode(value)));
        return text.isEmpty() ? "" : text.insert(0, MARK).toString();
    }

    public @Nullable String get(String key) {
        return values.get(key);
    }

    /** The same with this value under the key. */
    public CommitMetadata with(String key, String value) {
        Map<String, String> changed = new LinkedHashMap<>(values);
        changed.put(key, value);
        return new CommitMetadata(changed);
    }

    /** The same without the keys. */
    public CommitMetadata without(String... keys) {
        Map<String, String> changed = new LinkedHashMap<>(values);
        for (String key : keys) {
            changed.remove(key);
        }
        return new CommitMetadata(changed);
    }

    private static String encode(String value) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            if (b > ' ' && b < 0x7f && b != '%' && b != '=') {
                encoded.append((char) b);
            } else {
                encoded.append("%%%02X".formatted(b & 0xff));
            }
        }
        return encoded.toString();
    }

    private static String decode(String encoded) {
        return ESCAPE.matcher(encoded)
                .replaceAll(found -> Matcher.quoteReplacement(bytes(found.group())));
    }

    private static String bytes(String escapes) {
        byte[] bytes = new byte[escapes.length() / 3];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(escapes.substring(3 * i + 1, 3 * i + 3), 16);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
