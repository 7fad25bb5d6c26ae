// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.testing.kafka.TestBroker;
import io.leat.testing.kafka.TopicReader;
import io.leat.testing.model.RestModelStub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The classes that a record passes between Kafka and its model, there and back. */
class RecordPathITCase {

    /** So many that what runs from time to time, and not for a record, runs less often. */
    private static final int RECORDS = 2_000;

    private static final int MAX_CLASSES = 25;

    private static final Pattern SECTION =
            Pattern.compile("(?s)\n## The way of a record\n(.*?)\n## ");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\|[^|]*\\|([^|]*)\\|[^|]*\\|(.*)\\|$");
    private static final Pattern FORMS = Pattern.compile("\nIts forms: ([^.]*(\\.\\w[^.]*)*)\\. ");
    private static final Pattern CLASS = Pattern.compile("`([\\w.]+)`");

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    /** What {@code CONTRIBUTING.md} says of it. */
    private record Stated(Set<String> stations, Set<String> asked, Set<String> forms) {

        static Stated read() throws IOException {
            String section =
                    matches(SECTION, Files.readString(Path.of("..", "CONTRIBUTING.md")), 1).get(0);
            return new Stated(
                    classes(matches(ROW, section, 1)),
                    classes(matches(ROW, section, 2)),
                    classes(matches(FORMS, section, 1)));
        }

        private static List<String> matches(Pattern pattern, String text, int group) {
            List<String> found =
                    pattern.matcher(text).results().map(each -> each.group(group)).toList();
            assertThat(found).as(pattern.pattern()).isNotEmpty();
            return found;
        }

        private static Set<String> classes(List<String> texts) {
            Set<String> names = new LinkedHashSet<>();
            for (String text : texts) {
                CLASS.matcher(text)
                        .results()
                        .map((MatchResult m) -> m.group(1))
                        .forEach(names::add);
            }
            return names;
        }

        Set<String> all() {
            Set<String> all = new LinkedHashSet<>(stations);
            all.addAll(asked);
            all.addAll(forms);
            return all;
        }
    }

    @Test
    void hasTheClassesThatContributingStatesAndNoOther() throws Exception {
        assertThat(measured()).containsExactlyInAnyOrderElementsOf(Stated.read().all());
    }

    @Test
    void isNoLongerThanTheHouseAllows() throws IOException {
        Stated stated = Stated.read();

        assertThat(stated.stations().size() + stated.forms().size())
                .as("%s and %s", stated.stations(), stated.forms())
                .isLessThanOrEqualTo(MAX_CLASSES);
    }

    /** Those that work for each of many records, after as many that have made them warm. */
    private static Set<String> measured() throws Exception {
        List<String> values = IntStream.range(0, RECORDS).mapToObj(Integer::toString).toList();
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            TestJob job = TestJob.of(BROKER, model, 1);
            job.send(0, values);
            RunningJob running = RunningJob.start(CLUSTER, job);
            try (TopicReader output = BROKER.read(job.output)) {
                running.await(output, RECORDS);
                try (MethodEntries entries = new MethodEntries()) {
                    job.send(0, values);
                    running.await(output, 2 * RECORDS);
                    return entries.atLeast(RECORDS);
                }
            }
        }
    }
}
