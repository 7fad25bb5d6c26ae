// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.kafka.InferenceRequest;
import io.leat.protocol.DeadLetterCode;
import io.leat.testing.kafka.BrokerConfig;
import io.leat.testing.kafka.TestBroker;
import io.leat.testing.net.FreePorts;
import io.leat.testing.net.TcpLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code leat redrive} over a link that is slow, or stops carrying anything. */
class RedriveLinkITCase {

    private static final int PORT = FreePorts.free();
    private static final String LINK = "LINK";

    /** Clients of one listener are led back to the link. */
    @RegisterExtension
    static final TestBroker BROKER =
            TestBroker.of(new BrokerConfig().advertising(LINK, "127.0.0.1:" + PORT));

    private static final int LETTERS = 80;
    private static final int BYTES = 20_000;

    /** More than the first transaction may hold, less than all of them. */
    private static final int HALF = LETTERS * BYTES / 2;

    /** All of them take about twice the timeout of a transaction. */
    private static final int SLOW = LETTERS * BYTES / 60;

    private static final Duration AT_ONCE = Duration.ofSeconds(30);

    private static final AtomicInteger NEXT = new AtomicInteger();

    private final String source = "link-" + NEXT.incrementAndGet();
    private final String dead = source + "-dead";
    private Topics topics;

    @BeforeEach
    void givenLargeDeadLetters() throws Exception {
        topics = new Topics(BROKER.servers());
        topics.create(source, dead);
        Letters letters = new Letters(topics, dead, source);
        Random random = new Random(1);
        List<ProducerRecord<byte[], byte[]>> all = new ArrayList<>();
        for (int i = 0; i < LETTERS; i++) {
            InferenceRequest request = letters.request(i);
            request.value = new byte[BYTES];
            random.nextBytes(request.value);
            all.add(
                    letters.of(
                            request,
                            Letters.failure(DeadLetterCode.MODEL_FAILED, "m"),
                            Letters.FAILED));
        }
        letters.send(all);
    }

    private LeatProcess redrive(String address) throws Exception {
        return LeatProcess.start("redrive", "--broker", address, "--from", dead, "--until-end");
    }

    private List<String> sentBack() {
        return topics.committed(source).stream().map(ConsumerRecord::key).toList();
    }

    @Test
    void sendsInTransactionsThatTheLinkBears() throws Exception {
        try (TcpLink link = TcpLink.slow(PORT, BROKER.port(LINK), SLOW);
                LeatProcess leat = redrive(link.address())) {
            leat.assertExits(0);
            assertThat(leat.err()).isEmpty();
            assertThat(link).isNotNull();
        }

        assertThat(sentBack()).hasSize(LETTERS).doesNotHaveDuplicates();
    }

    @Test
    void endsAtOnceInTheMiddleAndIsResumed() throws Exception {
        try (TcpLink link = TcpLink.cutAfter(PORT, BROKER.port(LINK), HALF);
                LeatProcess leat = redrive(link.address())) {
            assertThat(link.awaitCut()).isTrue();
            leat.terminate();

            assertThat(leat.endsWithin(AT_ONCE)).isTrue();
        }
        assertThat(sentBack()).hasSizeLessThan(LETTERS);

        try (LeatProcess again = redrive(BROKER.servers())) {
            again.assertExits(0);
        }
        assertThat(sentBack()).hasSize(LETTERS).doesNotHaveDuplicates();
    }
}
