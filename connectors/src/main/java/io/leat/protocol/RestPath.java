// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.protocol;

import java.nio.charset.StandardCharsets;

/** A path of a URL, percent-encoded as v1's client does it: nothing in a node's name ends it. */
public final class RestPath {

    private static final String PLAIN = "-_.~$&+,/:;=@";

    private RestPath() {}

    public static String encode(String path) {
        if (path.chars().allMatch(RestPath::isPlain)) {
            return path;
        }
        StringBuilder out = new StringBuilder(path.length() + 8);
        for (byte next : path.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(next & 0xff)) {
                out.append((char) next);
            } else {
                out.append('%').append(hex(next >> 4)).append(hex(next));
            }
        }
        return out.toString();
    }

    private static boolean isPlain(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || PLAIN.indexOf(c) >= 0;
    }

    private static char hex(int half) {
        return "0123456789ABCDEF".charAt(half & 0xf);
    }
}
