// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.testing.log.LogLines;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.internals.AdminMetadataManager;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class AdminClientsTest {

    /** What Kafka's admin client logs while it looks for a broker where none listens. */
    private static List<String> logged(Properties stated) throws Exception {
        Properties client = new Properties();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            client.putAll(ScriptedBroker.client(server.getLocalPort()));
        }
        client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 1000);
        client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 1000);
        client.putAll(stated);
        try (LogLines lines = LogLines.of(AdminMetadataManager.class);
                Admin admin = AdminClients.create(client)) {
            assertThatThrownBy(() -> admin.describeCluster().clusterId().get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TimeoutException.class);
            return lines.seen().stream().filter(line -> line.contains("Rebootstrapping")).toList();
        }
    }

    @Test
    void doNotReturnToTheBootstrapServersWithoutAPause() throws Exception {
        assertThat(logged(new Properties())).isEmpty();
    }

    @Test
    void leaveThatToTheUser() throws Exception {
        Properties stated = new Properties();
        stated.put(AdminClientConfig.METADATA_RECOVERY_STRATEGY_CONFIG, "rebootstrap");

        assertThat(logged(stated)).hasSizeGreaterThan(2);
    }
}
