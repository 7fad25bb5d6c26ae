// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deadletter.redrive;

import io.leat.deadletter.DeadLetter;
import io.leat.kafka.ErrorHeaders;
import io.leat.kafka.RecordContract;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.RecordBatch;
import org.jspecify.annotations.Nullable;

/** The record a dead letter was made from. */
final class SourceRecord {

    private final DeadLetter.Source source;
    private final byte @Nullable [] key;
    private final byte @Nullable [] value;
    private final RecordHeaders headers;

    private SourceRecord(DeadLetter.Source source, ConsumerRecord<byte[], byte[]> record) {
        this.source = source;
        this.key =
                record.headers().lastHeader(ErrorHeaders.KEY_ADDED) == null ? record.key() : null;
        this.value = record.value();
        this.headers = own(record.headers());
    }

    /** Out of a dead letter that holds it whole. */
    static SourceRecord within(DeadLetter letter) {
        return of(letter.source(), letter.record());
    }

    /** Out of its source, or a dead letter: what Leat has added is left off. */
    static SourceRecord of(DeadLetter.Source source, ConsumerRecord<byte[], byte[]> record) {
        return new SourceRecord(source, record);
    }

    /** What stands behind the last code is ours, and the rest too if it is called like ours. */
    private static RecordHeaders own(Headers all) {
        Header[] headers = all.toArray();
        int ours = headers.length;
        for (int i = 0; i < headers.length; i++) {
            if (headers[i].key().equals(ErrorHeaders.CODE)) {
                ours = i;
            }
        }
        RecordHeaders own = new RecordHeaders();
        for (int i = 0; i < headers.length; i++) {
            String name = headers[i].key();
            boolean added =
                    i > ours
                            && (name.equals(ErrorHeaders.TIMESTAMP)
                                    || name.equals(RecordContract.PREDICTOR));
            if (!name.startsWith(ErrorHeaders.PREFIX) && !added) {
                own.add(headers[i]);
            }
        }
        return own;
    }

    int redrives() {
        return DeadLetter.redrives(headers);
    }

    /**
     * The record to be sent: the same, with its count of redrives. It goes to the partition it was
     * in if it goes back to its topic. Where its own timestamp would not last it gets the present
     * one, and keeps its own in a header. One that has expired would expire again: it gets no
     * deadline, as who sends it back wants its answer now.
     *
     * @param expired whether it became a dead letter for its deadline
     */
    ProducerRecord<byte[], byte[]> redriven(RedriveTarget target, Instant now, boolean expired) {
        RecordHeaders sent = new RecordHeaders(headers);
        sent.remove(ErrorHeaders.REDRIVES);
        sent.add(ErrorHeaders.REDRIVES, utf8(Integer.toString(redrives() + 1)));
        if (!isKnownByItself() && headers.lastHeader(ErrorHeaders.REDRIVEN_FROM) == null) {
            String first =
                    "%s-%d-%d"
                            .formatted(
                                    source.topic(),
                                    source.position().partition(),
                                    source.position().offset());
            sent.add(ErrorHeaders.REDRIVEN_FROM, utf8(first));
        }
        if (expired) {
            sent.remove(RecordContract.DEADLINE);
            sent.add(RecordContract.DEADLINE, utf8(RecordContract.NO_DEADLINE));
        }
        long timestamp = source.timestamp();
        boolean lasts = timestamp >= 0 && target.keeps(timestamp, now);
        if (timestamp >= 0
                && (!lasts || target.logAppendTime())
                && headers.lastHeader(ErrorHeaders.TIMESTAMP) == null) {
            sent.add(ErrorHeaders.TIMESTAMP, utf8(Long.toString(timestamp)));
        }
        return new ProducerRecord<>(
                target.topic(), partition(target), lasts ? timestamp : null, key, value, sent);
    }

    /** Whether its predictor follows from what it carries, and not from where it stands. */
    private boolean isKnownByItself() {
        if (key != null && key.length > 0) {
            return true;
        }
        for (Header header : headers) {
            byte[] value = header.value();
            if (header.key().equalsIgnoreCase(RecordContract.PUID)
                    && value != null
                    && value.length > 0) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Integer partition(RedriveTarget target) {
        int partition = source.position().partition();
        boolean same = target.topic().equals(source.topic()) && partition < target.partitions();
        return same ? partition : null;
    }

    /** Whether the topic takes the record. */
    static boolean fits(ProducerRecord<byte[], byte[]> record, RedriveTarget target) {
        int size =
                AbstractRecords.estimateSizeInBytesUpperBound(
                        RecordBatch.CURRENT_MAGIC_VALUE,
                        CompressionType.NONE,
                        record.key(),
                        record.value(),
                        record.headers().toArray());
        return size <= target.maxBytes();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
