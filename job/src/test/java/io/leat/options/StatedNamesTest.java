// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.options.catalog.LeatOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatedNamesTest {

    private static final StatedNames NAMES =
            StatedNames.of(
                    new OptionReader(
                            List.of(
                                    OptionSource.commandLine(
                                            Map.of(
                                                            "broker", "h:1",
                                                            "ssl-ca-cert-file", "/ca.pem",
                                                            "model-tls", "false")
                                                    ::get,
                                            flag ->
                                                    flag.equals("model-tls")
                                                            ? "--model http://h:1"
                                                            : "--" + flag),
                                    OptionSource.environment(Map.of("KAFKA_INPUT_TOPIC", "in")))),
                    LeatOptions.ALL);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "KAFKA_BROKER: no answer | --broker: no answer",
                "KAFKA_INPUT_TOPIC: no topic | KAFKA_INPUT_TOPIC: no topic",
                "KAFKA_SSL_CA_CERT: none | --ssl-ca-cert-file: none",
                "KAFKA_SSL_CA_CERT_FILE, and more | --ssl-ca-cert-file, and more",
                "no TLS (LEAT_MODEL_TLS) | no TLS (--model http://h:1)",
                "KAFKA_BROKERS and A_KAFKA_BROKER | KAFKA_BROKERS and A_KAFKA_BROKER",
                "file /run/KAFKA_BROKER, $KAFKA_BROKER, KAFKA_BROKER.pem"
                        + " | file /run/KAFKA_BROKER, $KAFKA_BROKER, KAFKA_BROKER.pem",
            })
    void callsAnOptionWhatTheUserHasWritten(String message, String expected) {
        assertThat(NAMES.in(message)).isEqualTo(expected);
    }
}
