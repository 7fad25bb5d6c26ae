// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * An input record as it was read: bytes, headers and coordinates, not yet judged.
 *
 * <p>A flat Flink POJO, because records that wait for their model are part of every checkpoint:
 * fields may be added, but not renamed or given another type. Never changed after {@link #of}.
 */
@PublicEvolving
public class InferenceRequest {

    private static final String[] NO_NAMES = {};

    public String topic = "";
    public int partition;
    public long offset;

    /** Milliseconds since the epoch, or -1 where the record has none. */
    public long timestamp;

    public byte @Nullable [] key;

    public byte @Nullable [] value;

    /** As long as {@link #headerValues}; a name may stand in it several times. */
    public String[] headerNames = {};

    /** A value may be null: Kafka allows it. */
    public byte[] @Nullable [] headerValues = {};

    /** Whether it is feedback, whatever topic the job reads feedback from now. */
    public boolean feedback;

    // While it is in flight, the position in the job of the predictor that will answer it.
    public transient int predictor;

    // The neighbours in InFlightRecords.
    public transient @Nullable InferenceRequest older;
    public transient @Nullable InferenceRequest newer;

    private transient int weight; // 0 before it is asked for

    /** For Flink. */
    public InferenceRequest() {}

    /** Shares the record's arrays. */
    public static InferenceRequest of(ConsumerRecord<byte[], byte[]> record) {
        return of(record, NO_NAMES);
    }

    /**
     * Shares the record's arrays.
     *
     * @param likely the {@link #headerNames} it is likely to have, and then shares
     */
    public static InferenceRequest of(ConsumerRecord<byte[], byte[]> record, String[] likely) {
        InferenceRequest request = new InferenceRequest();
        request.topic = record.topic();
        request.partition = record.partition();
        request.offset = record.offset();
        request.timestamp = record.timestamp();
        request.key = record.key();
        request.value = record.value();
        Header[] headers = record.headers().toArray();
        request.headerNames = areNamed(headers, likely) ? likely : names(headers);
        request.headerValues = new byte[headers.length][];
        for (int i = 0; i < headers.length; i++) {
            request.headerValues[i] = headers[i].value();
        }
        return request;
    }

    /** Another one with all of a record but its place in flight. Shares its arrays. */
    static InferenceRequest sameAs(InferenceRequest record) {
        InferenceRequest same = new InferenceRequest();
        same.topic = record.topic;
        same.partition = record.partition;
        same.offset = record.offset;
        same.timestamp = record.timestamp;
        same.key = record.key;
        same.value = record.value;
        same.headerNames = record.headerNames;
        same.headerValues = record.headerValues;
        same.feedback = record.feedback;
        return same;
    }

    private static boolean areNamed(Header[] headers, String[] names) {
        boolean named = headers.length == names.length;
        for (int i = 0; named && i < names.length; i++) {
            named = names[i].equals(headers[i].key());
        }
        return named;
    }

    private static String[] names(Header[] headers) {
        String[] names = new String[headers.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = headers[i].key();
        }
        return names;
    }

    /** What the record weighs against the limit of bytes in flight: key, value and headers. */
    public int weight() {
        if (weight == 0) {
            weight = weigh();
        }
        return weight;
    }

    private int weigh() {
        int sum = 64 + length(key) + length(value);
        for (int i = 0; i < headerNames.length; i++) {
            sum += headerNames[i].length() + length(headerValues[i]);
        }
        return sum;
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    /** The coordinates only: keys and payloads stay out of logs. */
    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
