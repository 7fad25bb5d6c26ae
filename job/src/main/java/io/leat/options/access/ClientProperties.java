// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options.access;

import io.leat.deployment.schema.NearestName;
import io.leat.options.OptionReader;
import io.leat.options.OptionSource;
import io.leat.options.PredictorVariables;
import io.leat.options.ServiceLinks;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.jspecify.annotations.Nullable;

/**
 * Properties of Kafka's own clients, passed through: {@code KAFKA_CLIENT_FETCH_MIN_BYTES} is {@code
 * fetch.min.bytes}, and {@code --kafka-client fetch.min.bytes=1} on the command line.
 *
 * @param stated by name
 * @param variables those that are secret: by name the variable that holds them
 */
public record ClientProperties(Map<String, String> stated, Map<String, String> variables) {

    private static final String PREFIX = "KAFKA_CLIENT_";

    /** What delivery rests on, or another option states. */
    private static final Map<String, String> OURS =
            Map.ofEntries(
                    Map.entry("bootstrap.servers", "KAFKA_BROKER states it"),
                    Map.entry("security.protocol", "KAFKA_SECURITY_PROTOCOL states it"),
                    Map.entry("sasl.mechanism", "KAFKA_SASL_MECHANISM states it"),
                    Map.entry("group.id", "it is the predictor's, deployment's and namespace's"),
                    Map.entry("group.protocol", "partitions are Flink's to assign"),
                    Map.entry("group.instance.id", "partitions are Flink's to assign"),
                    Map.entry("client.id", "every client of a job has its own"),
                    Map.entry("isolation.level", "uncommitted records would be answered"),
                    Map.entry("enable.auto.commit", "offsets are committed at checkpoints"),
                    Map.entry("auto.offset.reset", "records would be skipped unseen"),
                    Map.entry("allow.auto.create.topics", "a mistyped topic would come to be"),
                    Map.entry("key.deserializer", "records are bytes"),
                    Map.entry("value.deserializer", "records are bytes"),
                    Map.entry("key.serializer", "records are bytes"),
                    Map.entry("value.serializer", "records are bytes"),
                    Map.entry("acks", "anything but all loses predictions with a broker"),
                    Map.entry("enable.idempotence", "without it predictions repeat"),
                    Map.entry("retries", "fewer would fail the job at the first hiccup"),
                    Map.entry(
                            "max.in.flight.requests.per.connection",
                            "more than five would change the order"),
                    Map.entry("partitioner.class", "LEAT_OUTPUT_PARTITIONER states it"),
                    Map.entry("partitioner.ignore.keys", "LEAT_OUTPUT_PARTITIONER states it"),
                    Map.entry("max.request.size", "the topics' max.message.bytes state it"),
                    Map.entry("transactional.id", "each subtask has its own"),
                    Map.entry("transaction.timeout.ms", "LEAT_TRANSACTION_TIMEOUT states it"),
                    Map.entry(
                            "transaction.two.phase.commit.enable",
                            "transactions are the connector's"));

    private static final String TAKEN = "secrets are found with it";

    /**
     * What Kafka's clients know. A class of its own, so that a command that states no property
     * starts without Kafka's classes and their logging.
     */
    private static final class Known {

        private static final Map<String, ConfigDef.Type> TYPES = types();

        private static Map<String, ConfigDef.Type> types() {
            Map<String, ConfigDef.Type> types = new HashMap<>();
            for (ConfigDef definition :
                    List.of(
                            ConsumerConfig.configDef(),
                            ProducerConfig.configDef(),
                            AdminClientConfig.configDef())) {
                for (ConfigKey key : definition.configKeys().values()) {
                    types.put(key.name, key.type);
                }
            }
            return types;
        }
    }

    /** Whether a variable names a property. */
    public static boolean isNamedBy(String variable) {
        return variable.startsWith(PREFIX) && variable.length() > PREFIX.length();
    }

    /** What a process's environment states of them, by Kafka's names; no service link does. */
    public static Map<String, OptionSource.Stated> inEnvironment(PredictorVariables variables) {
        Map<String, OptionSource.Stated> found = new HashMap<>();
        variables
                .ofThisJob()
                .forEach(
                        (name, value) -> {
                            if (isNamedBy(name) && !ServiceLinks.isOne(name, value)) {
                                String own = PredictorVariables.ofJob(name, variables.job());
                                found.put(
                                        property(name),
                                        new OptionSource.Stated(value, "environment " + own, own));
                            }
                        });
        return found;
    }

    /** The property a variable names: {@code fetch.min.bytes}. */
    public static String property(String variable) {
        return variable.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '.');
    }

    /** Sorts what was stated; notes what may not be. */
    public static ClientProperties read(OptionReader reader) {
        Map<String, String> stated = new TreeMap<>();
        Map<String, String> variables = new TreeMap<>();
        reader.clientProperties()
                .forEach(
                        (name, statement) -> {
                            String problem = problem(name, statement);
                            if (isBlank(statement)) {
                                return; // as any empty value: not stated
                            }
                            if (problem != null) {
                                reader.problem(problem);
                            } else if (!Known.TYPES.containsKey(name)) {
                                reader.warn(statement.origin() + ": " + unknown(name));
                            } else if (Known.TYPES.get(name) == ConfigDef.Type.PASSWORD) {
                                variables.put(name, statement.variable());
                            } else if (!statement.isDeferred()) {
                                stated.put(name, statement.text());
                            }
                        });
        return new ClientProperties(stated, variables);
    }

    private static boolean isBlank(OptionSource.Stated statement) {
        return statement.text() != null && statement.text().isBlank();
    }

    private static @Nullable String problem(String name, OptionSource.Stated statement) {
        String reason = name.startsWith("config.providers") ? TAKEN : OURS.get(name);
        if (reason != null) {
            return "%s: %s may not be stated (expected: another property; %s)"
                    .formatted(statement.origin(), name, reason);
        }
        if (!Known.TYPES.containsKey(name)) {
            return isForOthersToo(statement)
                    ? null
                    : "%s: %s".formatted(statement.origin(), unknown(name));
        }
        if (statement.variable() == null && Known.TYPES.get(name) == ConfigDef.Type.PASSWORD) {
            return "%s: %s is secret (expected: %s in the environment of every JobManager and TaskManager)"
                    .formatted(statement.origin(), name, variable(name));
        }
        if (statement.text() == null && !statement.isDeferred()) {
            return "%s: %s is a reference that only a cluster resolves (expected: %s in the environment)"
                    .formatted(statement.origin(), name, variable(name));
        }
        return null;
    }

    /** The process's environment may hold it for another program. */
    private static boolean isForOthersToo(OptionSource.Stated statement) {
        return statement.variable() != null && !statement.isDeferred();
    }

    private static String unknown(String name) {
        String nearest = NearestName.of(name, Known.TYPES.keySet());
        return "%s is no property of Kafka's consumer, producer or admin client (expected: one of those%s)"
                .formatted(name, nearest == null ? "" : "; did you mean " + nearest + "?");
    }

    /** The variable that names a property: {@code KAFKA_CLIENT_FETCH_MIN_BYTES}. */
    public static String variable(String property) {
        return PREFIX + property.toUpperCase(Locale.ROOT).replace('.', '_');
    }
}
