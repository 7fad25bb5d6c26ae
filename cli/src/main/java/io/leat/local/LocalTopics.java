package io.leat.local;

import io.leat.options.JobSettings.Topics;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics of a local run. */
final class LocalTopics {

    private LocalTopics() {}

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
            for (NewTopic topic : missing) {
                awaitVisible(admin, topic.name());
            }
        }
    }

    /** The controller knows a new topic a little before the broker does. */
    private static void awaitVisible(Admin admin, String topic)
            throws ExecutionException, InterruptedException {
        while (true) {
            try {
                admin.describeTopics(Set.of(topic)).allTopicNames().get();
                return;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }
}
