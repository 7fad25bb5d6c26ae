// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static io.leat.job.TestJob.bytes;
import static io.leat.job.TestJob.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.testing.kafka.TestBroker;
import io.leat.testing.kafka.TopicReader;
import io.leat.testing.model.RestModelStub;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records of the three REST protocols through the whole job. */
class RestProtocolITCase {

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    seldon     | /predict             | {"data" : {"ndarray":[[9007199254740993, 1.50]]}, "é":1}
                    tensorflow | /v1/models/m:predict | {"instances" : [[9007199254740993, 1.50]], "é":1}
                    v2         | /v2/models/m/infer   | {"inputs" : [{"name":"x","data":[9007199254740993, 1.50]}], "é":1}
                    """)
    void takesBytesToTheModelAndItsAnswerToTheOutput(String protocol, String path, String value)
            throws Exception {
        String answer = "{ \"prediction\" : [9007199254740993, 2.50], \"ü\" : 1 }";
        try (RestModelStub model =
                RestModelStub.answering(
                        call ->
                                RestModelStub.Answer.of(
                                        200, "application/x-answer", bytes(answer)))) {
            TestJob job = TestJob.of(BROKER, model, 1).protocol(protocol);
            job.send(value);

            RunningJob running = RunningJob.start(CLUSTER, job);

            try (TopicReader output = BROKER.read(job.output)) {
                ConsumerRecord<byte[], byte[]> prediction = running.await(output, 1).get(0);
                assertThat(text(prediction.value())).isEqualTo(answer);
                assertThat(text(prediction.headers().lastHeader("Content-Type").value()))
                        .isEqualTo("application/x-answer");
            }
            assertThat(model.calls())
                    .singleElement()
                    .satisfies(
                            call -> {
                                assertThat(call.path()).isEqualTo(path);
                                assertThat(call.text()).isEqualTo(value);
                                assertThat(call.headers().get("Content-Type"))
                                        .containsExactly("application/json");
                            });
        }
    }
}
