// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code leat send} and {@code leat watch}: what goes in comes out, and what they say if not. */
@ExtendWith(BrokerExtension.class)
class SendWatchITCase {

    private static LeatProcess leat(String command, Topics topics, String topic, String... more)
            throws IOException {
        String[] args = new String[5 + more.length];
        String[] first = {command, "--broker", topics.servers(), "--topic", topic};
        System.arraycopy(first, 0, args, 0, first.length);
        System.arraycopy(more, 0, args, first.length, more.length);
        return LeatProcess.start(args);
    }

    @Test
    void printsWhatWasSent(Topics topics) throws Exception {
        topics.create("round");
        try (LeatProcess send =
                        leat("send", topics, "round", "--key", "k", "-H", "Trace: 1", "-H", "B:")
                                .input("{\"a\": \"ä\"}");
                LeatProcess other = leat("send", topics, "round", "--key", "k").input("second")) {
            send.assertExits(0);
            other.assertExits(0);
            assertThat(send.out()).singleElement().asString().matches("round \\d@[01]");
        }

        try (LeatProcess watch =
                leat("watch", topics, "round", "--from-beginning", "--until-end")) {
            watch.assertExits(0);

            assertThat(watch.err()).isEmpty();
            assertThat(watch.out())
                    .containsSubsequence("  Trace: 1", "  B: ", "  {\"a\": \"ä\"}")
                    .contains("  second")
                    .filteredOn(line -> line.matches("\\d@[01] key=k"))
                    .hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"send", "watch"})
    void tellsOfATopicThatIsNotThere(String command, Topics topics) throws Exception {
        try (LeatProcess leat = leat(command, topics, "absent").input("x")) {
            leat.assertExits(1);

            assertThat(leat.err())
                    .containsExactly(
                            "leat %s: topic absent on %s does not exist (expected: an existing topic; create it with kafka-topics.sh --create --topic absent, or correct the name)"
                                    .formatted(command, topics.servers()));
            assertThat(leat.out()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "send, -t, -t",
        "send, --topic=, --topic",
        "watch, --topic, --topic",
        "dead-letters, --from, --from",
        "redrive, -t, -t",
        "compare, --primary, --primary"
    })
    void refusesATopicThatNoneCanBeCalled(String command, String option, String named) {
        String name = "iris requests";
        Ran ran =
                option.endsWith("=")
                        ? Ran.leat(command, "--broker=127.0.0.1:1", option + name)
                        : Ran.leat(command, "--broker=127.0.0.1:1", option, name);

        assertThat(ran)
                .isEqualTo(
                        new Ran(
                                2,
                                List.of(),
                                List.of(
                                        "leat %s: %s: \"iris requests\" (expected: a topic name of at most 249 letters, digits, '.', '_' and '-')"
                                                .formatted(command, named),
                                        "leat %s --help says what there is".formatted(command))));
    }

    @Test
    void saysWhatItWatches(Topics topics) throws Exception {
        topics.create("watched");
        try (LeatProcess watch = leat("watch", topics, "watched")) {
            watch.awaitErr(
                    "leat watch: reads watched from its end on (--from-beginning shows what it"
                            + " holds already), until Ctrl-C");
        }
        try (LeatProcess watch = leat("watch", topics, "watched", "--from-beginning")) {
            watch.awaitErr("leat watch: reads watched from its beginning, until Ctrl-C");
        }
    }

    @Test
    void tellsOfABrokerThatIsNotThere() throws Exception {
        Topics nowhere = new Topics("127.0.0.1:1");
        try (LeatProcess leat = leat("send", nowhere, "any").input("x")) {
            leat.awaitErr("leat send: waiting for the broker at 127.0.0.1:1, for up to 10 s");
            leat.assertExits(1);

            assertThat(leat.err())
                    .last()
                    .isEqualTo(
                            "leat send: --broker: no broker answers at 127.0.0.1:1 within 10 s:"
                                    + " connection refused (expected: a running broker there; check address, port,"
                                    + " listener and security protocol)");
        }
    }

    @Test
    void refusesAHeaderWithoutAName(Topics topics) throws Exception {
        try (LeatProcess send = leat("send", topics, "any", "-H", "nonsense").input("x")) {
            send.assertExits(2);

            assertThat(send.err())
                    .containsExactly(
                            "leat send: --header: \"nonsense\" (expected: NAME=VALUE)",
                            "leat send --help says what there is");
        }
    }
}
