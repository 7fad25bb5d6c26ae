// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.testing.kafka.TestBroker;
import io.leat.testing.kafka.TopicReader;
import io.leat.testing.model.RestModelStub;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a job leaves on its TaskManager. */
class ThreadsITCase {

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private static final int ROUNDS = 5;

    private static Set<String> adminClients() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("kafka-admin-client-thread"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Leat's own threads and those of Kafka's clients, wherever in this process they run. */
    private static Set<String> ours() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(
                        name ->
                                name.startsWith("leat-")
                                        || name.startsWith("kafka-admin-client-thread")
                                        || name.startsWith("kafka-producer-network-thread"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** In a session cluster the process outlives its jobs. */
    @Test
    void areNoneHoweverOftenJobsComeAndGo() throws Exception {
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            Set<String> before = ours();

            for (int round = 0; round < ROUNDS; round++) {
                TestJob job = TestJob.of(BROKER, model, 1);
                job.send("1");
                RunningJob running = RunningJob.start(CLUSTER, job);
                try (TopicReader output = BROKER.read(job.output)) {
                    running.await(output, 1);
                }
                running.stop();
            }

            RunningJob.until(() -> before.containsAll(ours()));
            assertThat(before).containsAll(ours());
        }
    }

    @Test
    void areNoneOfAnAdminClient() throws Exception {
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            TestJob job = TestJob.of(BROKER, model, 1);
            job.send("1");
            Set<String> before = adminClients();

            RunningJob running = RunningJob.start(CLUSTER, job);
            try (TopicReader output = BROKER.read(job.output)) {
                running.await(output, 1);
            }
            running.stop();

            RunningJob.until(() -> before.containsAll(adminClients()));
            assertThat(before).containsAll(adminClients());
        }
    }
}
