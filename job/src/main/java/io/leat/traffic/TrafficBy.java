// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.traffic;

import java.io.Serializable;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The part of a record that is hashed. A record that lacks it, or has it without a single byte, is
 * hashed by its key, else by its {@code Seldon-Puid}, else by topic, partition and offset.
 *
 * @param first what is looked at first
 * @param header the name of the header, in lower case, as it stands in a record in any case; empty
 *     for all but {@link First#HEADER}
 */
public record TrafficBy(First first, String header) implements Serializable {

    /** What a deployment can name. */
    public enum First {
        KEY,
        PUID,
        HEADER
    }

    private static final long serialVersionUID = 1L;

    private static final String HEADER_PREFIX = "header:";

    public static final TrafficBy KEY = new TrafficBy(First.KEY, "");
    public static final TrafficBy PUID = new TrafficBy(First.PUID, "");

    /** As {@link #parse} takes it. */
    public static final String EXPECTED = "key, puid or header:NAME";

    /** Reads it as a deployment states it; null for a text that is none. */
    public static @Nullable TrafficBy parse(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (word.equals("key")) {
            return KEY;
        }
        if (word.equals("puid")) {
            return PUID;
        }
        String name = word.startsWith(HEADER_PREFIX) ? word.substring(HEADER_PREFIX.length()) : "";
        return name.isBlank() ? null : new TrafficBy(First.HEADER, name.strip());
    }

    /** As a deployment states it. */
    @Override
    public String toString() {
        return switch (first) {
            case KEY -> "key";
            case PUID -> "puid";
            case HEADER -> HEADER_PREFIX + header;
        };
    }
}
