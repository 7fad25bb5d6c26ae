// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deadletter;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * The record of the dead letters that were sent back. It is a compacted topic beside theirs; each
 * transaction that sends some back marks them here, so that both happen or neither does, and no
 * later run, with whatever filter, sends them again.
 *
 * <p>A consumer group's offsets would not do: they say "everything before this", which a run that
 * chooses among dead letters cannot say. A dead letter is named by the id of its topic too, because
 * one that was deleted and made anew counts from 0 again.
 *
 * <p>Why it is so: {@code docs/adr/0007-a-redrive-keeps-a-log-not-offsets.md}.
 */
public final class RedriveLog {

    private final String topic;
    private final Uuid deadLetters;

    /** The keys of marks that hold, and of those that no longer matter. */
    private final Set<String> redriven = new HashSet<>();

    private final Set<String> stale = new HashSet<>();

    private RedriveLog(String topic, Uuid deadLetters) {
        this.topic = topic;
        this.deadLetters = deadLetters;
    }

    /** The topic that holds the log of a dead-letter topic. */
    public static String topic(String deadLetters) {
        return deadLetters + "-redriven";
    }

    /** The log of a topic from which nothing was ever sent back. */
    public static RedriveLog empty(String topic, Uuid deadLetters) {
        return new RedriveLog(topic, deadLetters);
    }

    /**
     * Reads the log as it is committed.
     *
     * @param beginnings the oldest offsets of the dead-letter topic: marks before them are stale
     */
    public static RedriveLog load(
            Properties client,
            String topic,
            Uuid deadLetters,
            Map<TopicPartition, Long> beginnings) {
        RedriveLog redriveLog = new RedriveLog(topic, deadLetters);
        redriveLog.reload(client, beginnings);
        return redriveLog;
    }

    /** Reads it anew, as it is committed now. */
    public void reload(Properties client, Map<TopicPartition, Long> beginnings) {
        Map<Integer, Long> oldest = new HashMap<>();
        beginnings.forEach((partition, offset) -> oldest.put(partition.partition(), offset));
        redriven.clear();
        stale.clear();
        try (CommittedReader reader = new CommittedReader(client, topic)) {
            while (!reader.isAtEnd()) {
                reader.poll().forEach(record -> read(record, oldest));
            }
        }
    }

    private void read(ConsumerRecord<byte[], byte[]> mark, Map<Integer, Long> oldest) {
        if (mark.key() == null) {
            return;
        }
        String key = new String(mark.key(), StandardCharsets.UTF_8);
        RecordPosition position = position(key);
        boolean current =
                position != null
                        && position.offset()
                                >= oldest.getOrDefault(position.partition(), Long.MAX_VALUE);
        redriven.remove(key);
        stale.remove(key);
        if (mark.value() != null) {
            (current ? redriven : stale).add(key);
        }
    }

    /** Null for a mark of another topic's dead letter. */
    private @Nullable RecordPosition position(String key) {
        String[] parts = key.split("/", -1);
        if (parts.length != 3 || !parts[0].equals(deadLetters.toString())) {
            return null;
        }
        try {
            return new RecordPosition(Integer.parseInt(parts[1]), Long.parseLong(parts[2]));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Whether a dead letter was sent back. */
    public boolean contains(RecordPosition letter) {
        return redriven.contains(key(letter));
    }

    /** To be called once the mark is committed. */
    public void add(RecordPosition letter) {
        redriven.add(key(letter));
    }

    /** Says that a dead letter was sent back. */
    public ProducerRecord<byte[], byte[]> mark(RecordPosition letter, Instant when, String target) {
        return new ProducerRecord<>(topic, utf8(key(letter)), utf8(when + " " + target));
    }

    private String key(RecordPosition letter) {
        return deadLetters + "/" + letter.partition() + "/" + letter.offset();
    }

    /** What takes marks away that can matter no more; none of them a second time. */
    public List<ProducerRecord<byte[], byte[]>> forget() {
        List<ProducerRecord<byte[], byte[]>> tombstones = new ArrayList<>();
        for (String key : stale) {
            tombstones.add(new ProducerRecord<>(topic, utf8(key), null));
        }
        stale.clear();
        return tombstones;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
