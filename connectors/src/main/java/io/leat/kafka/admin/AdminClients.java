// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.admin;

import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * Makes every admin client of Leat. Unless the client properties say otherwise, none of them
 * returns to the bootstrap servers when all brokers it knows are away: Kafka's admin client does so
 * without a pause for as long as none is to be reached, and logs it each time, thousands of lines a
 * second (seen in 4.2.2). A client that is kept for long is an {@link AdminConnection}.
 */
public final class AdminClients {

    private static final String NO_RECOVERY = "none";

    private AdminClients() {}

    /**
     * Makes a client that connects to nothing yet.
     *
     * @param client bootstrap servers and security
     * @throws org.apache.kafka.common.KafkaException if no bootstrap server can be resolved, or a
     *     property is not valid
     */
    public static Admin create(Properties client) {
        return Admin.create(properties(client));
    }

    /** The properties for a client whose every question fails where no broker answers in time. */
    public static Properties answeredWithin(Properties client, Duration patience) {
        int millis = (int) patience.toMillis();
        Properties config = new Properties();
        config.putAll(client);
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis / 2);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        return config;
    }

    /** The properties for one that Flink's connector makes. */
    public static Properties properties(Properties client) {
        Properties config = new Properties();
        config.put(AdminClientConfig.METADATA_RECOVERY_STRATEGY_CONFIG, NO_RECOVERY);
        config.putAll(client);
        return config;
    }
}
