// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deadletter;

import io.leat.kafka.admin.AdminClients;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.acl.AclOperation;

/** Looks at what a dead-letter topic holds now, and changes nothing. */
public final class DeadLetterScan {

    /** Takes what is found, partition by partition in no particular order. */
    public interface Finder {

        void found(DeadLetter letter, boolean redriven);

        /** A record that is no dead letter of Leat's. */
        void foreign(RecordPosition position);
    }

    private DeadLetterScan() {}

    /**
     * Reads to the end the topic has now.
     *
     * @param client bootstrap servers and security
     * @throws DeadLetterException if the topic is not there or may not be read
     */
    public static void run(Properties client, String topic, DeadLetterFilter filter, Finder finder)
            throws DeadLetterException {
        try (Admin admin = AdminClients.create(client)) {
            TopicLook look = new TopicLook(admin);
            TopicDescription found = look.require(topic, AclOperation.READ);
            String marks = RedriveLog.topic(topic);
            boolean marked = look.find(marks, AclOperation.READ) != null;
            try (CommittedReader reader = new CommittedReader(client, topic)) {
                RedriveLog redriveLog =
                        marked
                                ? RedriveLog.load(
                                        client, marks, found.topicId(), reader.beginnings())
                                : RedriveLog.empty(marks, found.topicId());
                while (!reader.isAtEnd()) {
                    for (ConsumerRecord<byte[], byte[]> record : reader.poll()) {
                        if (reader.wasThere(record)) {
                            look(record, filter, redriveLog, finder);
                        }
                    }
                }
            }
        }
    }

    private static void look(
            ConsumerRecord<byte[], byte[]> record,
            DeadLetterFilter filter,
            RedriveLog redriveLog,
            Finder finder) {
        Optional<DeadLetter> letter = DeadLetter.of(record);
        if (letter.isEmpty()) {
            finder.foreign(new RecordPosition(record.partition(), record.offset()));
        } else if (filter.matches(letter.get())) {
            finder.found(letter.get(), redriveLog.contains(letter.get().position()));
        }
    }
}
