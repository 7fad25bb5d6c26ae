// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local;

import io.leat.kafka.admin.AdminClients;
import io.leat.options.settings.JobSettings.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** The topics of a local run. */
final class LocalTopics {

    /** Half a minute of them. */
    private static final int MOST_TRIES = 600;

    private LocalTopics() {}

    /**
     * Creates the topics that are read, the output topic and that of the request log on the
     * embedded broker.
     *
     * @param log null where there is none, or it is elsewhere
     */
    static void createMissing(
            Properties client, Topics topics, @Nullable String log, int partitions)
            throws ExecutionException, InterruptedException {
        try (Admin admin = AdminClients.create(client)) {
            Set<String> existing = admin.listTopics().names().get();
            List<NewTopic> missing =
                    Stream.of(topics.input(), topics.feedback(), topics.output(), log)
                            .distinct()
                            .filter(Objects::nonNull)
                            .filter(topic -> !existing.contains(topic))
                            .map(topic -> new NewTopic(topic, partitions, (short) 1))
                            .toList();
            admin.createTopics(missing).all().get();
            awaitLeaders(admin, missing, partitions);
        }
    }

    /**
     * The controller knows a new topic a little before the broker serves it; a producer that comes
     * between may send for minutes in vain. Offsets are told by a partition's leader only.
     */
    private static void awaitLeaders(Admin admin, List<NewTopic> topics, int partitions)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (NewTopic topic : topics) {
            for (int partition = 0; partition < partitions; partition++) {
                latest.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
            }
        }
        for (int tries = 1; !hasLeaders(admin, latest, tries == MOST_TRIES); tries++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** The admin client repeats the question where a leader is missing, not where the topic is. */
    private static boolean hasLeaders(
            Admin admin, Map<TopicPartition, OffsetSpec> latest, boolean last)
            throws ExecutionException, InterruptedException {
        try {
            admin.listOffsets(latest).all().get();
            return true;
        } catch (ExecutionException e) {
            if (last || !(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw e;
            }
            return false;
        }
    }
}
