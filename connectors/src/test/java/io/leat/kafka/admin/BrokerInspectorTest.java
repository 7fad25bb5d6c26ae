// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

/**
 * Brokers that know no controller, as they do while they elect one or for as long as all
 * controllers are away.
 */
class BrokerInspectorTest {

    @Test
    void readsABrokersSettingsWhileNoControllerIsKnown() throws Exception {
        try (ScriptedBroker broker = new ScriptedBroker();
                Admin admin = AdminClients.create(broker.client())) {
            assertThat(new BrokerInspector(admin, Duration.ZERO).requestBytes())
                    .isEqualTo(ScriptedBroker.REQUEST_BYTES);
        }
    }

    @Test
    void takesKafkasDefaultWhereNoBrokerIsKnown() throws Exception {
        try (ScriptedBroker broker = new ScriptedBroker().withoutBrokers();
                Admin admin = AdminClients.create(broker.client())) {
            assertThat(new BrokerInspector(admin, Duration.ZERO).requestBytes())
                    .isEqualTo(TopicLimits.DEFAULT_REQUEST_BYTES);
        }
    }
}
