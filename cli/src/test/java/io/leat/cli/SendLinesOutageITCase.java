// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.testing.kafka.BrokerConfig;
import io.leat.testing.kafka.TestBroker;
import io.leat.testing.net.FreePorts;
import io.leat.testing.net.TcpLink;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code leat send --lines} to a broker that is lost in the middle. */
class SendLinesOutageITCase {

    private static final int PORT = FreePorts.free();
    private static final String LINK = "LINK";

    /** Clients of one listener are led back to the link. */
    @RegisterExtension
    static final TestBroker BROKER =
            TestBroker.of(new BrokerConfig().advertising(LINK, "127.0.0.1:" + PORT));

    private static LeatProcess send(String broker) throws Exception {
        return LeatProcess.start(
                "send",
                "-b",
                broker,
                "-t",
                "lost",
                "--lines",
                "--kafka-client",
                "default.api.timeout.ms=60000", // however busy the machine is
                "--kafka-client",
                "delivery.timeout.ms=15000");
    }

    @Test
    void saysHowManyWereWrittenAndFromWhichLineToGoOn() throws Exception {
        BROKER.createTopic("lost", 1);
        Topics topics = new Topics(BROKER.servers());
        TcpLink link = TcpLink.to(PORT, BROKER.port(LINK));
        try (LeatProcess send = send(link.address())) {
            try (link) {
                send.type("a\n\nb\n");
                topics.awaitCommitted("lost", 2);
                assertThat(link.connections()).isPositive();
            }
            send.input("c\nd\n");

            send.assertExits(1);
            assertThat(send.out())
                    .containsExactly(
                            "lost 0@0-1, 2 records",
                            "sent 2 records to lost; empty lines left out: 1");
            assertThat(send.err())
                    // A slow machine may wait for the broker's first answer, which comes then.
                    .filteredOn(line -> !line.contains(": waiting for the broker at "))
                    .containsExactly(
                            "leat send: line 4: KAFKA_BROKER: no broker answers at %s within 15 s: connection refused (expected: a running broker there; check address, port, listener and security protocol); 2 records before it written, none after it; to go on, send from line 4: a record that was under way may then be there twice"
                                    .formatted(link.address()));
            assertThat(topics.committed("lost"))
                    .extracting(ConsumerRecord::value)
                    .containsExactly("a", "b");
        }
    }
}
