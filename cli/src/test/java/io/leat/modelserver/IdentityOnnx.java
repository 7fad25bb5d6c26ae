// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes the smallest ONNX model there is: one vector in, the same vector out. Field numbers are
 * those of ONNX's protobuf messages; everything is short enough for one-byte lengths and values.
 */
final class IdentityOnnx {

    private IdentityOnnx() {}

    /**
     * @param elementType ONNX's number of a tensor's element type, 1 for float for example
     */
    static byte[] of(int elementType) {
        byte[] dimension = field(2, "n");
        byte[] shape = field(1, dimension);
        byte[] tensor = join(field(1, elementType), field(2, shape));
        byte[] type = field(1, tensor);
        byte[] node = join(field(1, "in"), field(2, "out"), field(4, "Identity"));
        byte[] graph =
                join(
                        field(1, node),
                        field(2, "identity"),
                        field(11, join(field(1, "in"), field(2, type))),
                        field(12, join(field(1, "out"), field(2, type))));
        return join(field(1, 8), field(7, graph), field(8, field(2, 17)));
    }

    private static byte[] field(int number, int value) {
        return new byte[] {(byte) (number << 3), (byte) value};
    }

    private static byte[] field(int number, String text) {
        return field(number, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] field(int number, byte[] content) {
        return join(new byte[] {(byte) (number << 3 | 2), (byte) content.length}, content);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }
}
