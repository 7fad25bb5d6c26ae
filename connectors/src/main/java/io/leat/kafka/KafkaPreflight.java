package io.leat.kafka;

import io.leat.kafka.ResultSerializer.Destination;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
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
            return check(new BrokerView(admin, PATIENCE), wanted);
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
        return message == null || message.isBlank() ? deepest.getClass().getSimpleName() : message;
    }

    private static Found check(BrokerView broker, Wanted wanted) throws PreflightException {
        List<String> problems = new ArrayList<>();
        checkTransactionTimeout(broker, wanted, problems);
        TopicDescription input = broker.describe(wanted.input());
        TopicDescription output = broker.describe(wanted.output());
        boolean deadLetters = broker.describe(wanted.deadLetters()) != null;
        if (input == null) {
            problems.add(missing("KAFKA_INPUT_TOPIC", wanted.input()));
        }
        if (output == null) {
            problems.add(missing("KAFKA_OUTPUT_TOPIC", wanted.output()));
        }
        if (!deadLetters && !wanted.createDeadLetters()) {
            problems.add(missing("KAFKA_DEAD_LETTER_TOPIC", wanted.deadLetters()));
        }
        if (!problems.isEmpty() || input == null || output == null) {
            throw new PreflightException(problems);
        }
        Destination out = broker.destination(wanted.output());
        if (!deadLetters) {
            int largest = Math.max(out.maxBytes(), broker.destination(wanted.input()).maxBytes());
            broker.create(wanted.deadLetters(), output, largest + ROOM_FOR_REASONS);
        }
        return new Found(
                broker.clusterId(),
                input.partitions().size(),
                out,
                broker.destination(wanted.deadLetters()));
    }

    private static String missing(String option, String topic) {
        return "%s: topic \"%s\" does not exist (expected: an existing topic; create it with kafka-topics.sh --create --topic %s, or correct the name)"
                .formatted(option, topic, topic);
    }

    private static void checkTransactionTimeout(
            BrokerView broker, Wanted wanted, List<String> problems) {
        Duration timeout = wanted.transactionTimeout();
        if (timeout == null) {
            return;
        }
        String most = broker.setting("transaction.max.timeout.ms");
        if (most != null && timeout.toMillis() > Long.parseLong(most)) {
            problems.add(
                    "LEAT_TRANSACTION_TIMEOUT is %d ms (expected: at most the broker's transaction.max.timeout.ms, %s ms)"
                            .formatted(timeout.toMillis(), most));
        }
    }
}
