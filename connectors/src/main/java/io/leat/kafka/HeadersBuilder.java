// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Record headers while they are put together. Not thread-safe. */
final class HeadersBuilder {

    private String[] names;
    private byte[] @Nullable [] values;
    private int size;

    private HeadersBuilder(int expected) {
        names = new String[expected];
        values = new byte[expected][];
    }

    /**
     * All headers of a record but those with one of these names.
     *
     * @param without in lower case
     * @param more how many are likely to be added
     */
    static HeadersBuilder of(InferenceRequest request, Set<String> without, int more) {
        String[] names = request.headerNames;
        boolean[] kept = new boolean[names.length];
        int size = more;
        for (int i = 0; i < names.length; i++) {
            kept[i] = !without.contains(names[i].toLowerCase(Locale.ROOT));
            size += kept[i] ? 1 : 0;
        }
        HeadersBuilder headers = new HeadersBuilder(size);
        for (int i = 0; i < names.length; i++) {
            if (kept[i]) {
                headers.add(names[i], request.headerValues[i]);
            }
        }
        return headers;
    }

    /**
     * The headers of a result but the first ones.
     *
     * @param more how many are likely to be added
     */
    static HeadersBuilder after(int first, InferenceResult result, int more) {
        HeadersBuilder headers = new HeadersBuilder(result.headerNames.length - first + more);
        for (int i = first; i < result.headerNames.length; i++) {
            headers.add(result.headerNames[i], result.headerValues[i]);
        }
        return headers;
    }

    HeadersBuilder add(String name, String value) {
        add(name, value.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    private void add(String name, byte @Nullable [] value) {
        if (size == names.length) {
            resize(2 * size + 1);
        }
        names[size] = name;
        values[size++] = value;
    }

    private void resize(int length) {
        names = Arrays.copyOf(names, length);
        values = Arrays.copyOf(values, length);
    }

    HeadersBuilder addIfPresent(String name, @Nullable String value) {
        return value == null ? this : add(name, value);
    }

    void into(InferenceResult result) {
        if (size < names.length) {
            resize(size);
        }
        result.headerNames = names;
        result.headerValues = values;
    }
}
