// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.job.wire.Fixture;
import io.leat.job.wire.Seen;
import io.leat.testing.kafka.TestBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Every wire fixture through the whole job: a real broker, a Flink cluster, and a real server for
 * each node. With {@code -Dleat.wire.write=true} what was seen is written down as what is expected,
 * to be read before it is committed; {@code -Dleat.wire.only=REGEX} runs the fixtures with that in
 * their names.
 */
class WireITCase {

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private static final boolean WRITE = Boolean.getBoolean("leat.wire.write");

    /** As many at a time as the cluster has slots. */
    private static final ExecutorService JOBS = Executors.newFixedThreadPool(TestCluster.SLOTS);

    private static final Map<Path, Future<Seen>> RUNS = new LinkedHashMap<>();

    @BeforeAll
    static void begin() throws IOException {
        List<NewTopic> topics = new ArrayList<>();
        Map<Path, WireJob> runs = new LinkedHashMap<>();
        for (Path file : WireFixtures.files()) {
            Fixture fixture = WireFixtures.readable(file);
            if (fixture != null) {
                runs.put(file, new WireJob(fixture, BROKER, CLUSTER));
                Stream.of(
                                fixture.input(),
                                fixture.feedback(),
                                fixture.output(),
                                fixture.deadLetters())
                        .forEach(topic -> topics.add(new NewTopic(topic, 1, (short) 1)));
            }
        }
        BROKER.createTopics(topics);
        runs.forEach((file, job) -> RUNS.put(file, JOBS.submit(job::run)));
    }

    @AfterAll
    static void end() {
        JOBS.shutdownNow();
    }

    @TestFactory
    Stream<DynamicTest> runs() throws IOException {
        return WireFixtures.files().stream().map(WireITCase::test);
    }

    private static DynamicTest test(Path file) {
        return DynamicTest.dynamicTest(
                WireFixtures.ROOT.relativize(file).toString(),
                file.toUri(),
                () -> assertRuns(WireFixtures.read(file)));
    }

    private static void assertRuns(Fixture fixture) throws Exception {
        Seen expected = Seen.expectedOf(fixture);

        Seen seen = result(RUNS.get(fixture.file()));

        Seen told = seen.inTheWordsOf(expected);
        if (WRITE) {
            write(fixture.file(), told);
            return;
        }
        assertThat(told.callsYaml()).as("calls: %s", fixture).isEqualTo(expected.callsYaml());
        assertThat(told.outputsYaml()).as("outputs: %s", fixture).isEqualTo(expected.outputsYaml());
        assertThat(told.unused()).as("replies that were not requested").isEmpty();
    }

    private static void write(Path file, Seen seen) throws IOException {
        String text = Files.readString(file);
        String stated = text.substring(0, text.indexOf("\ncalls:") + 1);
        String found = section("calls", seen.callsYaml()) + section("outputs", seen.outputsYaml());
        Files.writeString(file, stated + found);
    }

    private static String section(String key, String list) {
        return key + (list.startsWith("[") ? ": " : ":\n") + list;
    }

    /** What the run gave, or what ended it. */
    private static Seen result(Future<Seen> run) throws Exception {
        try {
            return run.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error assertion) {
                throw assertion;
            }
            throw e;
        }
    }
}
