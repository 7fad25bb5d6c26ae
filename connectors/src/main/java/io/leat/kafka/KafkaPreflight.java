package io.leat.kafka;

import io.leat.kafka.ResultSerializer.Destination;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the broker before anything starts, so that what is missing is said within seconds and
 * with the remedy, and makes the dead-letter topic if it may.
 */
public final class KafkaPreflight {

    /** What a dead letter may be larger than its record: its error headers, generously. */
    private static final int ROOM_FOR_REASONS = 64 * 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private KafkaPreflight() {}

    /**
     * What shall be there.
     *
     * @param createDeadLetters whether a missing dead-letter topic is made
     * @param transactionTimeout null where no transactions are used
     */
    public record Wanted(
            String input,
            String output,
            String deadLetters,
            boolean createDeadLetters,
            @Nullable Duration transactionTimeout) {}

    /** What is there. */
    public record Found(
            String clusterId, int inputPartitions, Destination output, Destination deadLetters) {}

    /**
     * Checks broker, topics and limits. Waits at most 10 seconds for an answer.
     *
     * @param client bootstrap servers and security
     * @throws PreflightException with everything that is not as it must be
     */
    public static Found check(Properties client, Wanted wanted) throws PreflightException {
        Properties config = new Properties();
        config.putAll(client);
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis() / 2);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        String broker = client.getProperty(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
        try (Admin admin = Admin.create(config)) {
            return check(admin, wanted);
        } catch (TimeoutException e) {
            throw new PreflightException(
                    List.of(
                            "KAFKA_BROKER: no broker answers at %s within %d s (expected: a running broker there; check address, port, listener and security protocol)"
                                    .formatted(broker, PATIENCE.toSeconds())));
        } catch (KafkaException e) {
            throw new PreflightException(
                    List.of("KAFKA_BROKER: %s: %s".formatted(broker, reason(e))));
        }
    }

    private static String reason(Throwable e) {
        Throwable deepest = e;
        while (deepest.getCause() != null && deepest.getCause() instanceof KafkaException) {
            deepest = deepest.getCause();
        }
        String message = deepest.getMessage();
        String kind = deepest.getClass().getSimpleName();
        return message == null || message.isBlank() ? kind : kind + ": " + message;
    }

    private static Found check(Admin admin, Wanted wanted) throws PreflightException {
        List<String> problems = new ArrayList<>();
        checkTransactionTimeout(admin, wanted, problems);
        TopicDescription input = describe(admin, wanted.input());
        TopicDescription output = describe(admin, wanted.output());
        if (input == null) {
            problems.add(missing("KAFKA_INPUT_TOPIC", wanted.input()));
        }
        if (output == null) {
            problems.add(missing("KAFKA_OUTPUT_TOPIC", wanted.output()));
        }
        if (describe(admin, wanted.deadLetters()) == null && !wanted.createDeadLetters()) {
            problems.add(missing("KAFKA_DEAD_LETTER_TOPIC", wanted.deadLetters()));
        }
        if (!problems.isEmpty() || input == null || output == null) {
            throw new PreflightException(problems);
        }
        Destination out = destination(admin, wanted.output());
        if (describe(admin, wanted.deadLetters()) == null) {
            int largest = Math.max(out.maxBytes(), destination(admin, wanted.input()).maxBytes());
            create(admin, wanted.deadLetters(), output, largest + ROOM_FOR_REASONS);
        }
        Destination letters = destinationOnceVisible(admin, wanted.deadLetters());
        String clusterId = await(admin.describeCluster().clusterId());
        return new Found(clusterId, input.partitions().size(), out, letters);
    }

    private static String missing(String option, String topic) {
        return "%s: topic \"%s\" does not exist (expected: an existing topic; create it with kafka-topics.sh --create --topic %s, or correct the name)"
                .formatted(option, topic, topic);
    }

    private static void checkTransactionTimeout(Admin admin, Wanted wanted, List<String> problems) {
        Duration timeout = wanted.transactionTimeout();
        if (timeout == null) {
            return;
        }
        String node = Integer.toString(await(admin.describeCluster().controller()).id());
        Config broker = config(admin, ConfigResource.Type.BROKER, node);
        String most =
                broker.get("transaction.max.timeout.ms") == null
                        ? null
                        : broker.get("transaction.max.timeout.ms").value();
        if (most != null && timeout.toMillis() > Long.parseLong(most)) {
            problems.add(
                    "LEAT_TRANSACTION_TIMEOUT is %d ms (expected: at most the broker's transaction.max.timeout.ms, %s ms)"
                            .formatted(timeout.toMillis(), most));
        }
    }

    private static @Nullable TopicDescription describe(Admin admin, String topic) {
        try {
            return await(admin.describeTopics(Set.of(topic)).topicNameValues().get(topic));
        } catch (UnknownTopicOrPartitionException e) {
            return null;
        }
    }

    /** A topic just made is known to the controller a little before every broker knows it. */
    private static Destination destinationOnceVisible(Admin admin, String topic) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return destination(admin, topic);
            } catch (UnknownTopicOrPartitionException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        }
    }

    private static Destination destination(Admin admin, String topic) {
        Config config = config(admin, ConfigResource.Type.TOPIC, topic);
        int maxBytes = Integer.parseInt(config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value());
        String stamps = config.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG).value();
        return new Destination(topic, maxBytes, stamps.equals("LogAppendTime"));
    }

    private static Config config(Admin admin, ConfigResource.Type type, String name) {
        ConfigResource resource = new ConfigResource(type, name);
        return await(admin.describeConfigs(Set.of(resource)).values().get(resource));
    }

    private static void create(Admin admin, String topic, TopicDescription like, int maxBytes) {
        short replicas = (short) like.partitions().get(0).replicas().size();
        NewTopic topicLike =
                new NewTopic(topic, like.partitions().size(), replicas)
                        .configs(
                                Map.of(
                                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                                        Integer.toString(maxBytes)));
        try {
            await(admin.createTopics(Set.of(topicLike)).all());
        } catch (TopicExistsException e) {
            // Another subtask's job or an operator was quicker: it exists, which is what we want.
            return;
        }
    }

    private static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KafkaException kafka) {
                throw kafka;
            }
            throw new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        }
    }
}
