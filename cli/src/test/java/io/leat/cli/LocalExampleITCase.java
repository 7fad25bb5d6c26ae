// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.local.EmbeddedBroker;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code leat local} without a file: the bundled example with broker and model of its own. */
class LocalExampleITCase {

    private static final String SUMMARY =
            "summary     sent 250, answered 250, distinct 250, dead letters 0";

    @TempDir private Path folder;

    private LeatProcess example(String... more) throws Exception {
        List<String> args = new ArrayList<>();
        args.addAll(List.of("local", "--port", "0", "--state-dir", folder.toString()));
        args.addAll(List.of(more));
        return LeatProcess.start(args.toArray(String[]::new));
    }

    @Test
    void answersEveryImageOnceInEachOfTwoRuns() throws Exception {
        try (LeatProcess first = example("--until-end")) {
            first.awaitReady();
            assertListensOnLoopbackOnly(first);
            first.assertExits(0);

            assertThat(first.out()).filteredOn(line -> line.startsWith("ready")).hasSize(1);
            assertThat(URI.create(first.awaitReady())).hasScheme("http").hasHost("127.0.0.1");
            assertThat(first.out())
                    .contains(SUMMARY)
                    .noneMatch(line -> line.startsWith("resuming"));
            assertThat(first.out()).filteredOn(line -> line.startsWith("image ")).hasSize(1);
            assertThat(first.out()).filteredOn(line -> line.contains("prediction  ")).hasSize(7);
            assertThat(first.err()).isEmpty();
        }

        try (LeatProcess second = example("--until-end")) {
            second.assertExits(0);

            second.awaitOut("resuming ");
            assertThat(second.out()).contains(SUMMARY);
            assertThat(second.err()).isEmpty();
        }

        List<ConsumerRecord<String, String>> predictions = predictions();
        assertThat(predictions).hasSize(500);
        assertThat(predictions)
                .extracting(record -> Topics.header(record, "Seldon-Puid"))
                .doesNotContain("")
                .doesNotHaveDuplicates();
    }

    /** Broker, model server and cluster: nothing else on the network should reach them. */
    private static void assertListensOnLoopbackOnly(LeatProcess leat) throws Exception {
        if (OS.LINUX.isCurrentOs()) {
            assertThat(ListeningSockets.of(leat.pid()))
                    .hasSizeGreaterThan(3)
                    .allSatisfy(address -> assertThat(address.isLoopbackAddress()).isTrue());
        }
    }

    private List<ConsumerRecord<String, String>> predictions() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"))) {
            return new Topics(broker.address()).committed("fashion-predictions");
        }
    }
}
