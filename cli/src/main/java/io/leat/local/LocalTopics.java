package io.leat.local;

import io.leat.options.JobSettings.Topics;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** The topics of a local run. */
final class LocalTopics {

    private LocalTopics() {}

    /** What a run has to know of its input. */
    record Facts(String clusterId, int partitions) {}

    /** Makes input and output topic on a broker of our own, where nobody else will. */
    static void createMissing(Properties client, Topics topics, int partitions)
            throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(client)) {
            Set<String> existing = admin.listTopics().names().get();
            List<NewTopic> missing =
                    List.of(topics.input(), topics.output()).stream()
                            .filter(topic -> !existing.contains(topic))
                            .map(topic -> new NewTopic(topic, partitions, (short) 1))
                            .toList();
            admin.createTopics(missing).all().get();
        }
    }

    static Facts look(Properties client, String input)
            throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(client)) {
            return new Facts(
                    admin.describeCluster().clusterId().get(),
                    admin.describeTopics(Set.of(input))
                            .allTopicNames()
                            .get()
                            .get(input)
                            .partitions()
                            .size());
        }
    }
}
