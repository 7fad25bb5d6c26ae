// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.graph;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.protocol.BadPayloadException;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A routing as the text of a header: {@code router=1,ab=0}. A node's name is percent-encoded but
 * for letters, digits and {@code . - _ ~}; the child is counted from 0, -1 is all and -2 none.
 */
public final class RoutingText {

    private static final Pattern ENTRY =
            Pattern.compile("((?:[A-Za-z0-9.~_-]|%[0-9A-Fa-f]{2})+)=(-?\\d{1,9})");

    private static final String PLAIN =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** As much of a header as a message quotes. */
    private static final int QUOTED = 60;

    private RoutingText() {}

    static String entry(String node, int child) {
        return encode(node) + '=' + child;
    }

    private static String encode(String name) {
        StringBuilder out = new StringBuilder(name.length());
        for (byte next : name.getBytes(UTF_8)) {
            if (PLAIN.indexOf(next) >= 0) {
                out.append((char) next);
            } else {
                out.append('%').append(HEX.toHexDigits(next));
            }
        }
        return out.toString();
    }

    /** Of a name as it stands in an entry. */
    private static String decode(String name) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(name.length());
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) == '%') {
                out.write(HexFormat.fromHexDigits(name, i + 1, i + 3));
                i += 2;
            } else {
                out.write(name.charAt(i));
            }
        }
        return out.toString(UTF_8);
    }

    /**
     * Reads a routing.
     *
     * @throws BadPayloadException if the text is none, or names a node twice
     */
    public static Map<String, Integer> read(String text) throws BadPayloadException {
        Map<String, Integer> routing = new HashMap<>();
        for (String each : text.split(",", -1)) {
            Matcher entry = ENTRY.matcher(each.strip());
            if (!entry.matches()) {
                throw bad(text);
            }
            String node = decode(entry.group(1));
            if (routing.put(node, Integer.parseInt(entry.group(2))) != null) {
                throw bad(text);
            }
        }
        return routing;
    }

    private static BadPayloadException bad(String text) {
        String legible = text.replaceAll("[^ -~]", "?");
        String quoted = legible.length() > QUOTED ? legible.substring(0, QUOTED) + "…" : legible;
        return new BadPayloadException(
                "\"%s\" (expected: NODE=CHILD, each node once, separated by commas, such as router=1,ab=0)"
                        .formatted(quoted));
    }
}
