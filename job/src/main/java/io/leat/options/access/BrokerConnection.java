// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options.access;

import io.leat.kafka.security.KafkaClients;
import io.leat.kafka.security.KafkaSecurity;
import io.leat.options.OptionReader;
import io.leat.options.catalog.LeatOptions;
import io.leat.options.catalog.SecurityOptions;
import org.jspecify.annotations.Nullable;

/** Reads what reaches the brokers, which is the same for the job and for every command. */
public final class BrokerConnection {

    private BrokerConnection() {}

    /**
     * Broker, security and further properties.
     *
     * @return null if the reader has noted a problem with one of the first two
     */
    public static @Nullable KafkaClients read(OptionReader reader) {
        String broker = reader.read(LeatOptions.BROKER);
        KafkaSecurity security = new SecurityReader(reader, SecurityOptions.OF_BROKERS).read();
        ClientProperties further = ClientProperties.read(reader);
        return broker == null || security == null
                ? null
                : new KafkaClients(broker, security, further.stated(), further.variables());
    }
}
