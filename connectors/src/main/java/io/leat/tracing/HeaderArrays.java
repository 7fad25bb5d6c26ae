// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.tracing;

import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a record, as two arrays of one length.
 *
 * @param names as they are; one may stand there several times
 * @param values null where the record's header has no value
 */
@SuppressWarnings("ArrayRecordComponent") // shared with the record, never compared
public record HeaderArrays(String[] names, byte[] @Nullable [] values) {

    /** Of several headers of one name the last counts, and the case of names does not. */
    static final TextMapGetter<HeaderArrays> GETTER =
            new TextMapGetter<>() {
                @Override
                @SuppressWarnings("deprecation") // an implementation must have it
                public Iterable<String> keys(HeaderArrays headers) {
                    return Arrays.asList(headers.names());
                }

                @Override
                public @Nullable String get(@Nullable HeaderArrays headers, String name) {
                    return headers == null ? null : headers.last(name);
                }
            };

    /** Collects what a propagator writes. */
    static final TextMapSetter<List<String>> SETTER =
            (written, name, value) -> {
                if (written != null) {
                    written.add(name);
                    written.add(value);
                }
            };

    /** The value of the last header of a name, without blanks around it; null if there is none. */
    @Nullable String last(String name) {
        for (int i = names.length - 1; i >= 0; i--) {
            byte[] value = values[i];
            if (value != null && names[i].equalsIgnoreCase(name)) {
                return new String(value, StandardCharsets.ISO_8859_1).strip();
            }
        }
        return null;
    }

    /**
     * These headers with others in the place of some.
     *
     * @param replaced names in lower case, whose headers are left out
     * @param written names and values in turn, which are added
     */
    HeaderArrays with(Set<String> replaced, List<String> written) {
        List<String> newNames = new ArrayList<>(names.length + written.size() / 2);
        List<byte[]> newValues = new ArrayList<>(names.length + written.size() / 2);
        for (int i = 0; i < names.length; i++) {
            if (!replaced.contains(names[i].toLowerCase(Locale.ROOT))) {
                newNames.add(names[i]);
                newValues.add(values[i]);
            }
        }
        for (int i = 0; i < written.size(); i += 2) {
            newNames.add(written.get(i));
            newValues.add(written.get(i + 1).getBytes(StandardCharsets.UTF_8));
        }
        return new HeaderArrays(newNames.toArray(String[]::new), newValues.toArray(byte[][]::new));
    }
}
