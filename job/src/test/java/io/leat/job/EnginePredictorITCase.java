// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static io.leat.job.TestJob.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.job.RunningJob.Start;
import io.leat.job.plan.InferenceJob;
import io.leat.job.plan.JobArguments;
import io.leat.job.plan.PredictorSelection;
import io.leat.testing.kafka.TestBroker;
import io.leat.testing.kafka.TopicReader;
import io.leat.testing.model.RestModelStub;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** In the place of v1's executor: with its flags and in its environment. */
class EnginePredictorITCase {

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    @Test
    void answersAsTheExecutorWould() throws Exception {
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            String input = TestBroker.uniqueName("engine-in");
            String output = TestBroker.uniqueName("engine-out");
            BROKER.createTopic(input, 1);
            BROKER.createTopic(output, 1);
            BROKER.produce(List.of(new ProducerRecord<>(input, bytes("{\"instances\":[1]}"))));
            Map<String, String> environment =
                    Map.of(
                            "ENGINE_PREDICTOR", predictor(model.port()),
                            "KAFKA_BROKER", BROKER.servers(),
                            "KAFKA_INPUT_TOPIC", input);
            JobArguments arguments =
                    JobArguments.parse(
                            "--sdep=classifier",
                            "--namespace=lab",
                            "--protocol=tensorflow",
                            "--output-topic=" + output,
                            "--checkpoint-interval=200ms");

            InferenceJob job =
                    JobLoader.load(
                            PredictorSelection.of(arguments, environment),
                            arguments,
                            environment,
                            Map.of());

            assertThat(job.group()).isEqualTo("main.classifier.lab");
            RunningJob running = RunningJob.start(CLUSTER, job, Start.PLAIN);
            try (TopicReader reader = BROKER.read(output)) {
                assertThat(running.await(reader, 1))
                        .extracting(record -> TestJob.text(record.value()))
                        .containsExactly("{\"echo\":{\"instances\":[1]}}");
            }
            assertThat(model.calls().get(0).path()).isEqualTo("/v1/models/cnn:predict");
        }
    }

    /** As v1's operator encodes it: endpoints filled in, variables of the executor included. */
    private static String predictor(int port) {
        String json =
                """
                {"name": "main", "replicas": 1,
                 "graph": {"name": "cnn", "type": "MODEL", "implementation": "TENSORFLOW_SERVER",
                           "endpoint": {"service_host": "127.0.0.1", "service_port": %1$d, "httpPort": %1$d, "grpcPort": 9500}},
                 "svcOrchSpec": {"env": [{"name": "KAFKA_BROKER", "value": "overridden.example:9092"}]}}
                """
                        .formatted(port);
        return Base64.getEncoder().encodeToString(bytes(json));
    }
}
