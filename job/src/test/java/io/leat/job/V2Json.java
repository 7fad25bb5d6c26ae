// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static io.leat.job.TestJob.bytes;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Requests of the v2 protocol over REST, with one input {@code x} of single-precision numbers. */
final class V2Json {

    private V2Json() {}

    /** A request in plain JSON; {@code shape} and {@code data} are JSON too. */
    static String request(String shape, String data) {
        return """
               {"inputs":[{"name":"x","shape":%s,"datatype":"FP32","data":%s}]}"""
                .formatted(shape, data);
    }

    /**
     * The head of a request with its tensor behind it, that asks for an answer of the same kind.
     */
    static String binaryHead(int numbers) {
        return """
               {"parameters":{"binary_data_output":true},"inputs":[{"name":"x","shape":[1,%d],\
               "datatype":"FP32","parameters":{"binary_data_size":%d}}]}"""
                .formatted(numbers, 4 * numbers);
    }

    static byte[] withTensor(String head, float... numbers) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(bytes(head));
        body.writeBytes(tensor(numbers));
        return body.toByteArray();
    }

    /** As it stands on the wire, little-endian. */
    static byte[] tensor(float... numbers) {
        ByteBuffer tensor = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        tensor.asFloatBuffer().put(numbers);
        return tensor.array();
    }
}
