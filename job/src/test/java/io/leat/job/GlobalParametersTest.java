// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.job.plan.ConfigurationException;
import io.leat.job.plan.GlobalParameters;
import io.leat.job.plan.JobArguments;
import io.leat.job.plan.PredictorSelection;
import io.leat.options.Option;
import io.leat.options.catalog.LeatOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The options in force, as Flink's web page shows them. */
class GlobalParametersTest {

    private static final String DEPLOYMENT =
            """
            apiVersion: machinelearning.seldon.io/v1
            kind: SeldonDeployment
            metadata: {name: d, namespace: lab}
            spec:
              serverType: kafka
              protocol: v2
              predictors:
              - name: main
                graph:
                  name: first
                  type: TRANSFORMER
                  endpoint: {type: REST, service_host: 10.0.0.1, service_port: 8000}
                  children:
                  - name: second
                    type: MODEL
                    endpoint: {type: REST, service_host: models, service_port: 9000}
                componentSpecs:
                - spec: {containers: [{name: first, image: 'x:1'}, {name: second, image: 'x:1'}]}
                svcOrchSpec:
                  env:
                  - {name: KAFKA_BROKER, value: 'h:1,i:2'}
                  - {name: KAFKA_INPUT_TOPIC, value: in}
                  - {name: KAFKA_OUTPUT_TOPIC, value: out}
            """;

    private static Map<String, String> parameters(
            Map<String, String> flags, Map<String, String> environment)
            throws ConfigurationException {
        return GlobalParameters.of(
                JobLoader.load(
                        PredictorSelection.fromText(DEPLOYMENT, "d.yaml", null),
                        new JobArguments(flags),
                        environment,
                        Map.of()),
                Duration.ofSeconds(10));
    }

    @Test
    void areTheValuesThatCountWhateverStatesThem() throws Exception {
        assertThat(
                        parameters(
                                Map.of("max-in-flight", "7", "batch-max-size", "first=4,9"),
                                Map.of("LEAT_CALL_TIMEOUT", "1500", "KAFKA_CLIENT_LINGER_MS", "3")))
                .containsEntry("KAFKA_BROKER", "h:1,i:2")
                .containsEntry("KAFKA_INPUT_TOPIC", "in")
                .containsEntry("KAFKA_DEAD_LETTER_TOPIC", "out-dead-letter")
                .containsEntry("KAFKA_CLIENT_LINGER_MS", "3")
                .containsEntry("LEAT_DELIVERY", "exactly-once")
                .containsEntry("LEAT_MAX_IN_FLIGHT", "7")
                .containsEntry("LEAT_MAX_IN_FLIGHT_BYTES", "64mb")
                .containsEntry("LEAT_MAX_IN_FLIGHT_OF", "job")
                .containsEntry("LEAT_BATCH_MAX_SIZE", "first=4,9")
                .containsEntry("LEAT_CALL_TIMEOUT", "1500ms")
                .containsEntry("LEAT_CONNECT_TIMEOUT", "1500ms")
                .containsEntry("LEAT_BREAKER_RECORDS", "7")
                .containsEntry("LEAT_CHECKPOINT_INTERVAL", "10s")
                .containsEntry("LEAT_TRANSACTION_TIMEOUT", "10min")
                .containsEntry("leat.group", "main.d.lab")
                .containsEntry("leat.protocol", "v2")
                .containsEntry("leat.transport", "rest")
                .containsEntry("leat.endpoint.first", "10.0.0.1:8000")
                .containsEntry("leat.endpoint.second", "models:9000");
    }

    /**
     * Or an option that is added later would be missed. Batches and a log need more to be there.
     */
    @Test
    void areAllThatHaveAValueWithoutBeingStated() throws Exception {
        assertThat(parameters(Map.of(), Map.of()).keySet())
                .containsAll(
                        LeatOptions.ALL.stream()
                                .filter(option -> option.fallback() != null)
                                .filter(option -> !option.env().startsWith("LEAT_BATCH_"))
                                .filter(option -> !option.env().startsWith("LEAT_LOG_"))
                                .map(Option::env)
                                .toList())
                .allMatch(GlobalParameters::isOne);
    }

    @Test
    void sayOfSecretsOnlyWhereTheyAre() throws Exception {
        Map<String, String> environment = new HashMap<>();
        environment.put("KAFKA_SECURITY_PROTOCOL", "SASL_SSL");
        environment.put("KAFKA_SASL_MECHANISM", "PLAIN");
        environment.put("KAFKA_SASL_USERNAME", "planted-user");
        environment.put("KAFKA_SASL_PASSWORD", "planted-password");
        environment.put("KAFKA_SSL_CA_CERT_FILE", "/etc/ca.pem");
        environment.put("KAFKA_CLIENT_SSL_TRUSTSTORE_PASSWORD", "planted-store");
        environment.put("KAFKA_CLIENT_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL", "https://u:planted@h");
        environment.put("LEAT_MODEL_TLS", "true");
        environment.put("LEAT_MODEL_TOKEN", "planted-token");

        assertThat(parameters(Map.of(), environment))
                .containsEntry("KAFKA_SECURITY_PROTOCOL", "SASL_SSL")
                .containsEntry("KAFKA_SASL_USERNAME", "environment variable KAFKA_SASL_USERNAME")
                .containsEntry("KAFKA_SASL_PASSWORD", "environment variable KAFKA_SASL_PASSWORD")
                .containsEntry("KAFKA_SSL_CA_CERT", "file /etc/ca.pem")
                .containsEntry(
                        "KAFKA_CLIENT_SSL_TRUSTSTORE_PASSWORD",
                        "environment variable KAFKA_CLIENT_SSL_TRUSTSTORE_PASSWORD")
                .containsEntry("KAFKA_CLIENT_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL", "stated")
                .containsEntry("LEAT_MODEL_TOKEN", "environment variable LEAT_MODEL_TOKEN")
                .allSatisfy((name, value) -> assertThat(value).doesNotContain("planted"));
    }
}
