// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.records;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.terminal.Counted;
import java.util.BitSet;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** The offsets of the sent records. Written by the producer's thread, read by any thread. */
final class SentRecords {

    /** The first record in the order of sending that was not written. */
    record Failure(int index, long line, Exception cause) {}

    /** Those of one partition, which others may write to in between. */
    private static final class Part {
        private final long first;
        private long last;
        private long count;

        private Part(long first) {
            this.first = first;
        }
    }

    private final String topic;
    private final SortedMap<Integer, Part> parts = new TreeMap<>();
    private final BitSet written = new BitSet();
    private @Nullable Failure failure;

    SentRecords(String topic) {
        this.topic = topic;
    }

    /**
     * A record was written, or not.
     *
     * @param index of the record, from 0 on
     * @param line where it stands, from 1 on
     */
    synchronized void ended(
            int index, long line, @Nullable RecordMetadata at, @Nullable Exception cause) {
        if (cause != null || at == null) {
            if (failure == null || index < failure.index()) {
                failure = new Failure(index, line, cause == null ? noPlace() : cause);
            }
            return;
        }
        written.set(index);
        Part part = parts.computeIfAbsent(at.partition(), any -> new Part(at.offset()));
        part.last = at.offset();
        part.count++;
    }

    private static IllegalStateException noPlace() {
        return new IllegalStateException("a record without a place");
    }

    synchronized @Nullable Failure failure() {
        return failure;
    }

    /** How many of the records before one were written, and how many from it on. */
    synchronized String around(int index) {
        int before = written.get(0, index).cardinality();
        int after = written.cardinality() - before;
        return "%s before it written%s"
                .formatted(
                        records(before),
                        after == 0 ? ", none after it" : ", and %d after it".formatted(after));
    }

    /** One line for each partition, and the sum where records are lines. */
    synchronized String text(boolean ofLines, long emptyLines) {
        StringBuilder text = new StringBuilder();
        parts.forEach(
                (partition, part) -> {
                    text.append("%s %d@%d".formatted(topic, partition, part.first));
                    if (ofLines) {
                        text.append(part.last == part.first ? "" : "-" + part.last);
                        text.append(", ").append(records(part.count));
                    }
                    text.append('\n');
                });
        if (ofLines) {
            text.append("sent %s to %s".formatted(records(written.cardinality()), topic));
            text.append(emptyLines == 0 ? "" : "; empty lines left out: " + emptyLines);
            text.append('\n');
        }
        return text.toString();
    }

    /** The same for a program, in one object. */
    synchronized String json(long emptyLines) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("topic", topic).put("records", written.cardinality());
        object.put("emptyLines", emptyLines);
        ArrayNode partitions = object.putArray("partitions");
        parts.forEach(
                (partition, part) ->
                        partitions
                                .addObject()
                                .put("partition", partition)
                                .put("records", part.count)
                                .put("firstOffset", part.first)
                                .put("lastOffset", part.last));
        return object.toPrettyString() + "\n";
    }

    private static String records(long count) {
        return Counted.of(count, "record");
    }
}
