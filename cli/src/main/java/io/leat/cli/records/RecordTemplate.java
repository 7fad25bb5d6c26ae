// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.records;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of the bytes that are sent.
 *
 * @param key of every record that has none of its own, in UTF-8
 * @param separator what stands between key and value, or null where there is no key
 * @param nullValue a value that stands for none
 */
record RecordTemplate(
        String topic,
        @Nullable String key,
        @Nullable String separator,
        @Nullable String nullValue,
        List<Header> headers) {

    private static final String EXPECTED = " (expected: NAME=VALUE)";

    /**
     * A header as the command line states it: NAME=VALUE, or NAME: VALUE as in HTTP.
     *
     * @throws IllegalArgumentException if it is neither, with what was expected
     */
    static Header header(String text) {
        int equals = text.indexOf('=');
        int colon = text.indexOf(':');
        boolean isHttp = colon >= 0 && (equals < 0 || colon < equals);
        int end = isHttp ? colon : equals;
        if (end < 1) {
            throw new IllegalArgumentException("\"" + text + "\"" + EXPECTED);
        }
        String value = text.substring(end + 1);
        return new RecordHeader(text.substring(0, end), utf8(isHttp ? value.strip() : value));
    }

    /** A text with its end as one record: the end is part of the value. */
    ProducerRecord<byte[], byte[]> whole(byte[] text) {
        boolean isNull = nullValue != null && Arrays.equals(withoutEnd(text), utf8(nullValue));
        return record(key == null ? null : utf8(key), isNull ? null : text);
    }

    /**
     * A line as one record.
     *
     * @throws IllegalArgumentException if it has no key where it should, with what was expected
     */
    ProducerRecord<byte[], byte[]> line(byte[] line) {
        if (separator == null) {
            return record(key == null ? null : utf8(key), value(line));
        }
        byte[] between = utf8(separator);
        int at = indexOf(line, between);
        if (at < 0) {
            throw new IllegalArgumentException(
                    "no \"%s\" in it (expected: KEY%sVALUE)".formatted(separator, separator));
        }
        return record(
                Arrays.copyOf(line, at),
                value(Arrays.copyOfRange(line, at + between.length, line.length)));
    }

    private byte @Nullable [] value(byte[] text) {
        return nullValue != null && Arrays.equals(text, utf8(nullValue)) ? null : text;
    }

    private ProducerRecord<byte[], byte[]> record(
            byte @Nullable [] ownKey, byte @Nullable [] value) {
        return new ProducerRecord<>(topic, null, ownKey, value, headers);
    }

    private static byte[] withoutEnd(byte[] text) {
        int length = text.length;
        if (length > 0 && text[length - 1] == '\n') {
            length--;
            if (length > 0 && text[length - 1] == '\r') {
                length--;
            }
        }
        return Arrays.copyOf(text, length);
    }

    private static int indexOf(byte[] text, byte[] wanted) {
        for (int at = 0; at + wanted.length <= text.length; at++) {
            if (Arrays.equals(text, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
