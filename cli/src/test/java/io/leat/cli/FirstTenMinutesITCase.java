// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import io.leat.testing.net.FreePorts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The first ten minutes of someone who has a model server and a broker, and every mistake that is
 * made in them: {@code first-ten-minutes.txt}, played on a real broker and real servers.
 */
@ExtendWith(BrokerExtension.class)
class FirstTenMinutesITCase {

    private static final String TRANSCRIPT = "first-ten-minutes.txt";

    @TempDir private static Path folder;

    private static SingleProtocolServers servers;
    private static ShellPlayer shell;

    @BeforeAll
    static void givenServersOfEachProtocolAndABroker(Topics topics) throws Exception {
        servers = new SingleProtocolServers();
        Map<String, String> places = new HashMap<>(servers.addresses());
        places.put("broker", topics.servers());
        places.put("unused", "127.0.0.1:" + FreePorts.free());
        shell = new ShellPlayer(folder, topics, places);
    }

    @AfterAll
    static void end() {
        servers.close();
    }

    @TestFactory
    Stream<DynamicTest> isAsItIsWritten() throws IOException {
        return ShellTranscript.of(text()).parts().stream()
                .map(part -> DynamicTest.dynamicTest(part.title(), () -> shell.play(part)));
    }

    private static String text() throws IOException {
        try (InputStream in = FirstTenMinutesITCase.class.getResourceAsStream(TRANSCRIPT)) {
            return new String(
                    Objects.requireNonNull(in, TRANSCRIPT).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
