// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Kubernetes puts into a container for a Service, and what users state. */
class ServiceLinksTest {

    @ParameterizedTest
    @CsvSource({
        "KAFKA_PORT, tcp://10.96.3.4:9092, true",
        "KAFKA_CLIENT_PORT, udp://10.96.3.4:9092, true",
        "KAFKA_BROKER_SERVICE_HOST, 10.96.3.4, true",
        "LEAT_SERVICE_PORT, 80, true",
        "LEAT_SERVICE_PORT_HTTP_METRICS, 80, true",
        "KAFKA_PORT_9092_TCP, tcp://10.96.3.4:9092, true",
        "KAFKA_PORT_9092_TCP_ADDR, 10.96.3.4, true",
        "KAFKA_PORT_9092_SCTP_PROTO, sctp, true",
        "KAFKA_PORT, 9092, false",
        "KAFKA_BROKER, kafka:9092, false",
        "LEAT_ORDER, ordered, false",
        "KAFKA_CLIENT_FETCH_MIN_BYTES, 1, false"
    })
    void tellsThemApart(String variable, String value, boolean link) {
        assertThat(ServiceLinks.isOne(variable, value)).isEqualTo(link);
    }
}
