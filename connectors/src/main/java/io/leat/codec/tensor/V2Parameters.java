// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.tensor;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Parameters of the Open Inference Protocol that bind a request to itself. */
public final class V2Parameters {

    /** Tensors outside the message, and requests that belong together in an order of their own. */
    private static final List<byte[]> FOR_ONE =
            List.of(
                    bytes("binary_data"),
                    bytes("shared_memory"),
                    bytes("sequence_id"),
                    bytes("sequence_start"));

    private V2Parameters() {}

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether one of them is in a key; what only looks like it goes alone for nothing. */
    public static boolean areForOne(byte[] key) {
        for (byte[] name : FOR_ONE) {
            if (contains(key, name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean contains(byte[] key, byte[] name) {
        for (int at = 0; at <= key.length - name.length; at++) {
            if (key[at] == name[0]
                    && Arrays.equals(key, at, at + name.length, name, 0, name.length)) {
                return true;
            }
        }
        return false;
    }
}
