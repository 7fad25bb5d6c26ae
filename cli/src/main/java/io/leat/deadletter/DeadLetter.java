// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deadletter;

import io.leat.kafka.ErrorHeaders;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record of a dead-letter topic that Leat has written.
 *
 * @param record as it stands there
 * @param source the record it was made from
 */
public record DeadLetter(ConsumerRecord<byte[], byte[]> record, Source source) {

    /**
     * Where the record stands that could not be answered.
     *
     * @param timestamp milliseconds since the epoch, -1 where it has none
     */
    public record Source(String topic, RecordPosition position, long timestamp) {

        @Override
        public String toString() {
            return topic + " " + position;
        }
    }

    /** Empty for a record that lacks the headers every dead letter of Leat's has. */
    public static Optional<DeadLetter> of(ConsumerRecord<byte[], byte[]> record) {
        Headers headers = record.headers();
        String topic = ErrorHeaders.text(headers, ErrorHeaders.SOURCE_TOPIC);
        long partition = number(headers, ErrorHeaders.SOURCE_PARTITION, -1);
        long offset = number(headers, ErrorHeaders.SOURCE_OFFSET, -1);
        if (topic == null
                || partition < 0
                || partition > Integer.MAX_VALUE
                || offset < 0
                || ErrorHeaders.text(headers, ErrorHeaders.CODE) == null) {
            return Optional.empty();
        }
        RecordPosition position = new RecordPosition((int) partition, offset);
        long timestamp = number(headers, ErrorHeaders.SOURCE_TIMESTAMP, -1);
        return Optional.of(new DeadLetter(record, new Source(topic, position, timestamp)));
    }

    /** How often a record was sent back; 0 where nothing, or nothing sensible, is said of it. */
    public static int redrives(Headers headers) {
        long redrives = number(headers, ErrorHeaders.REDRIVES, 0);
        return redrives < 0 || redrives > Integer.MAX_VALUE - 1 ? 0 : (int) redrives;
    }

    private static long number(Headers headers, String name, long otherwise) {
        String text = ErrorHeaders.text(headers, name);
        try {
            return text == null ? otherwise : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /** Where it stands itself. */
    public RecordPosition position() {
        return new RecordPosition(record.partition(), record.offset());
    }

    /** One of {@link ErrorHeaders}, or null where it is not stated. */
    public @Nullable String text(String header) {
        return ErrorHeaders.text(record.headers(), header);
    }

    public int redrives() {
        return redrives(record.headers());
    }

    /** When the record failed, or null where that is not stated. */
    public @Nullable Instant time() {
        String text = text(ErrorHeaders.TIME);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Whether key, value and headers are all there. */
    public boolean isWhole() {
        return text(ErrorHeaders.VALUE_OMITTED) == null
                && text(ErrorHeaders.HEADERS_OMITTED) == null
                && text(ErrorHeaders.KEY_OMITTED) == null;
    }
}
