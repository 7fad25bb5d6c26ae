// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static io.leat.job.TestJob.node;
import static io.leat.job.TestJob.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.testing.kafka.TestBroker;
import io.leat.testing.kafka.TopicReader;
import io.leat.testing.model.RestModelStub;
import io.leat.testing.model.RestModelStub.Answer;
import io.leat.testing.model.RestModelStub.Call;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Graphs of several nodes through the whole job. */
class GraphITCase {

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    /** Says who was called how, and with what. */
    private static Answer trace(String node, Call call) {
        return Answer.ok("{\"%s%s\":%s}".formatted(node, call.path(), call.text()));
    }

    private static String predictionOf(TestJob job) throws Exception {
        job.send("1");
        RunningJob running = RunningJob.start(CLUSTER, job);
        try (TopicReader output = BROKER.read(job.output)) {
            return text(running.await(output, 1).get(0).value());
        }
    }

    @Test
    void transformsAndThenPredicts() throws Exception {
        try (RestModelStub before = RestModelStub.answering(call -> trace("t", call));
                RestModelStub model = RestModelStub.answering(call -> trace("m", call))) {
            String graph =
                    node("t", "TRANSFORMER", before.port(), node("m", "MODEL", model.port()));
            TestJob job = TestJob.of(BROKER, model, 1).graph(graph, "t", "m");

            assertThat(predictionOf(job)).isEqualTo("{\"m/predict\":{\"t/transform-input\":1}}");
        }
    }

    @Test
    void combinesTheAnswersOfAllChildrenInTheirOrder() throws Exception {
        try (RestModelStub combiner = RestModelStub.answering(call -> trace("c", call));
                RestModelStub left = RestModelStub.answering(call -> trace("l", call));
                RestModelStub right = RestModelStub.answering(call -> trace("r", call))) {
            String graph =
                    node(
                            "c",
                            "COMBINER",
                            combiner.port(),
                            node("l", "MODEL", left.port()),
                            node("r", "MODEL", right.port()));
            TestJob job = TestJob.of(BROKER, left, 1).graph(graph, "c", "l", "r");

            assertThat(predictionOf(job))
                    .isEqualTo("{\"c/aggregate\":[{\"l/predict\":1},{\"r/predict\":1}]}");
        }
    }
}
