// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.job.JobLoader;
import io.leat.job.plan.InferenceJob;
import io.leat.job.plan.JobArguments;
import io.leat.job.plan.PredictorSelection;
import io.leat.testing.log.LogLines;
import io.leat.testing.model.RestModelStub;
import io.leat.testing.model.RestModelStub.Answer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A job says once in its log what it finds of its models, and nothing else follows from it. */
class StartupCheckTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static InferenceJob job(int port) throws Exception {
        String yaml =
                """
                apiVersion: machinelearning.seldon.io/v1
                kind: SeldonDeployment
                metadata:
                  name: iris
                spec:
                  protocol: v2
                  predictors:
                  - name: default
                    graph:
                      name: iriss
                      type: MODEL
                      endpoint:
                        service_host: 127.0.0.1
                        service_port: %d
                """
                        .formatted(port);
        return JobLoader.load(
                PredictorSelection.fromText(yaml, "a test", null),
                new JobArguments(
                        Map.of("broker", "h:1", "input-topic", "in", "output-topic", "out")),
                Map.of(),
                Map.of());
    }

    /** Until it has said something. */
    private static void run(RestModelStub model, LogLines lines) throws Exception {
        StartupCheck check = StartupCheck.begin(job(model.port()));
        try {
            Awaitility.await().atMost(TIMEOUT).until(() -> !lines.seen().isEmpty());
        } finally {
            check.close();
        }
    }

    @Test
    void saysWhatIsWrongAndThatTheJobRuns() throws Exception {
        try (RestModelStub model =
                        RestModelStub.answering(Answer.ok("{}"))
                                .saying(call -> Answer.status(404));
                LogLines lines = LogLines.of(StartupCheck.class)) {
            run(model, lines);

            assertThat(lines.seen())
                    .containsExactly(
                            "model iriss at 127.0.0.1:%d: HTTP status 404 for GET /v2/models/iriss/ready: is `iriss` the model's name and v2 its protocol?; the job runs, and records wait until it answers"
                                    .formatted(model.port()));
            assertThat(model.calls()).isEmpty();
        }
    }

    @Test
    void saysThatAModelIsReady() throws Exception {
        try (RestModelStub model = RestModelStub.answering(Answer.ok("{}"));
                LogLines lines = LogLines.of(StartupCheck.class)) {
            run(model, lines);

            assertThat(lines.seen())
                    .containsExactly(
                            "model iriss at 127.0.0.1:%d is ready: 200 for GET /v2/models/iriss/ready"
                                    .formatted(model.port()));
        }
    }

    @Test
    void endsWithItsTask() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                LogLines lines = LogLines.of(StartupCheck.class)) {
            StartupCheck.begin(job(silent.getLocalPort())).close();

            assertThat(lines.seen()).isEmpty();
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .doesNotContain("leat-startup-check");
        }
    }
}
