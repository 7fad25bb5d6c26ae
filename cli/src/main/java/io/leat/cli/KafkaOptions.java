package io.leat.cli;

import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import picocli.CommandLine.Option;

/** Which topic of which broker. */
final class KafkaOptions {

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
        client.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000");
        client.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, "5000");
        return client;
    }

    CommandFailure unreachable(Exception e) {
        return new CommandFailure(
                LeatCommand.FAILED,
                "topic %s on %s: %s (expected: a broker that answers, and an existing topic)"
                        .formatted(topic, broker, e.getMessage()));
    }
}
