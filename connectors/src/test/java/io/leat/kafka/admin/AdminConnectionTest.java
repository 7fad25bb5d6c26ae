// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class AdminConnectionTest {

    private final AtomicLong nanos = new AtomicLong();

    @AutoClose private final ScriptedBroker broker = new ScriptedBroker();

    @AutoClose
    private final AdminConnection connection =
            new AdminConnection(impatient(broker.client()), nanos::get);

    AdminConnectionTest() throws IOException {}

    private static Properties impatient(Properties client) {
        client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 500);
        client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 500);
        return client;
    }

    private String ask() throws Exception {
        return connection.admin().describeCluster().clusterId().get();
    }

    /** Where nothing listens. */
    private static int closedPort() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return server.getLocalPort();
        }
    }

    private void forget() throws Exception {
        broker.advertise(closedPort());
        assertThatThrownBy(this::ask)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TimeoutException.class);
        broker.advertise(broker.port());
    }

    @Test
    void asksTheBootstrapServersAgainWhereTheBrokersItKnowsDoNotAnswer() throws Exception {
        forget();
        nanos.addAndGet(AdminConnection.LEAST_AGE.toNanos());
        connection.unanswered();

        assertThat(ask()).isEqualTo("cluster");
    }

    @Test
    void keepsAYoungClient() {
        Admin before = connection.admin();
        nanos.addAndGet(AdminConnection.LEAST_AGE.toNanos() - 1);
        connection.unanswered();

        assertThat(connection.admin()).isSameAs(before);
    }

    @Test
    void makesNoClientAfterItsEnd() {
        connection.close();

        assertThatThrownBy(connection::admin).isInstanceOf(IllegalStateException.class);
    }
}
