package io.leat.cli;

import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import picocli.CommandLine.Option;

/** Which topic of which broker. */
final class KafkaOptions {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Option(
            names = "--broker",
            paramLabel = "HOST:PORT",
            required = true,
            description = "A broker.")
    private String broker;

    @Option(names = "--topic", paramLabel = "TOPIC", required = true, description = "A topic.")
    private String topic;

    String topic() {
        return topic;
    }

    /** Client properties that give up on a broker that is not there within seconds. */
    Properties client() {
        Properties client = new Properties();
        client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, broker);
        client.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        client.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis() / 2);
        return client;
    }

    /** Looks first, so that what is missing is said by its name. */
    void requireTopic() throws CommandFailure, InterruptedException {
        try (Admin admin = Admin.create(client())) {
            admin.describeTopics(Set.of(topic)).allTopicNames().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw failure(
                        "topic %s on %s does not exist (expected: an existing topic)"
                                .formatted(topic, broker));
            }
            if (e.getCause() instanceof TimeoutException) {
                throw failure(
                        "no broker answers at %s within %d s (expected: a running broker there)"
                                .formatted(broker, PATIENCE.toSeconds()));
            }
            throw unreachable(e);
        } catch (KafkaException e) {
            throw unreachable(e);
        }
    }

    private static CommandFailure failure(String message) {
        return new CommandFailure(LeatCommand.FAILED, message);
    }

    CommandFailure unreachable(Exception e) {
        return failure(
                "topic %s on %s: %s (expected: a broker that answers, and an existing topic)"
                        .formatted(topic, broker, e.getMessage()));
    }
}
