package io.leat.kafka;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/**
 * The admin client with which the connector's transactional writer looks for transactions that were
 * left open. It is needed while the writer starts, and the connector (5.0.0) never closes it: every
 * restart of the job would leave its thread on the TaskManager, and with it all of the job's
 * classes.
 */
final class WriterAdmin {

    private static final String WRITER =
            "org.apache.flink.connector.kafka.sink.ExactlyOnceKafkaWriter";

    private WriterAdmin() {}

    /**
     * Asks, with a client of its own that is closed, what a writer will ask as it starts. While
     * brokers are away the job is restarted again and again, and a writer that fails as it starts
     * could not be told to close its client.
     *
     * @param client bootstrap servers and security
     * @param topics what the writer writes to
     * @throws IllegalStateException if the brokers do not answer within their clients' patience
     */
    static void rehearse(Properties client, Collection<String> topics) {
        Admin admin = Admin.create(client);
        try {
            admin.describeProducers(partitions(admin, topics)).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the brokers do not answer for " + topics, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("cancelled while asking for " + topics, e);
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    private static List<TopicPartition> partitions(Admin admin, Collection<String> topics)
            throws ExecutionException, InterruptedException {
        return admin.describeTopics(topics).allTopicNames().get().values().stream()
                .flatMap(
                        topic ->
                                topic.partitions().stream()
                                        .map(
                                                partition ->
                                                        new TopicPartition(
                                                                topic.name(),
                                                                partition.partition())))
                .toList();
    }

    /** Closes the one of a writer that has started, if it has one; it would make another. */
    static <W extends SinkWriter<?>> W close(W writer) {
        if (writer.getClass().getName().equals(WRITER)) {
            try {
                Field field = writer.getClass().getDeclaredField("adminClient");
                field.setAccessible(true);
                if (field.get(writer) instanceof Admin admin) {
                    field.set(writer, null);
                    admin.close(Duration.ZERO);
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(
                        "a Kafka connector that is not the one Leat was built with", e);
            }
        }
        return writer;
    }
}
