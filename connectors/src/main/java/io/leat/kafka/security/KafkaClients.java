// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.security;

import io.leat.kafka.security.SecretsProvider.Form;
import io.leat.secrets.SecretReference;
import io.leat.secrets.SecretReference.Source;
import java.io.Serializable;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * The properties of every Kafka client of a job. Holds no secret.
 *
 * @param brokers bootstrap servers
 * @param stated further properties, by name
 * @param variables further properties that are secret: by name the environment variable that holds
 *     them
 */
public record KafkaClients(
        String brokers,
        KafkaSecurity security,
        Map<String, String> stated,
        Map<String, String> variables)
        implements Serializable {

    public KafkaClients {
        stated = Map.copyOf(stated);
        variables = Map.copyOf(variables);
    }

    /** Clients of brokers that ask for nothing. */
    public static KafkaClients plain(String brokers) {
        return new KafkaClients(brokers, KafkaSecurity.NONE, Map.of(), Map.of());
    }

    /** Client properties with references in place of secrets. */
    public Properties properties() {
        Properties properties = new Properties();
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, brokers);
        properties.putAll(SecretsProvider.declaration(security.keyPassword()));
        properties.putAll(security.properties());
        properties.putAll(stated);
        variables.forEach(
                (name, variable) ->
                        properties.put(
                                name,
                                SecretsProvider.place(
                                        Form.TEXT,
                                        new SecretReference(Source.ENVIRONMENT, variable))));
        return properties;
    }
}
