// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static io.leat.job.TestJob.bytes;
import static io.leat.job.TestJob.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.job.RunningJob.Start;
import io.leat.job.plan.InferenceJob;
import io.leat.job.plan.JobArguments;
import io.leat.job.plan.PredictorSelection;
import io.leat.testing.kafka.TestBroker;
import io.leat.testing.kafka.TopicReader;
import io.leat.testing.model.RestModelStub;
import io.leat.testing.model.RestModelStub.Answer;
import io.leat.traffic.TrafficHash;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two predictors that share the records of one topic, as one job. */
class TrafficITCase {

    private static final int RECORDS = 200;

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    @TempDir private Path folder;

    private final String name = TestBroker.uniqueName("traffic");
    private final String input = name + "-in";
    private final TrafficHash hash = new TrafficHash(name);

    TrafficITCase() {
        BROKER.createTopic(input, 1);
        BROKER.createTopic(output("main"), 1);
        BROKER.createTopic(output("canary"), 1);
    }

    private String output(String predictor) {
        return name + "-" + predictor;
    }

    private String predictor(String predictor, RestModelStub model, int percent) {
        String share = "traffic: " + percent;
        return TestJob.predictor(predictor, share, model, BROKER, input, output(predictor));
    }

    private void write(RestModelStub main, RestModelStub canary, int percent) throws Exception {
        String yaml =
                """
                apiVersion: machinelearning.seldon.io/v1
                kind: SeldonDeployment
                metadata: {name: %s, namespace: lab}
                spec:
                  serverType: kafka
                  predictors:
                """
                                .formatted(name)
                        + predictor("main", main, 100 - percent)
                        + predictor("canary", canary, percent);
        Files.writeString(file(), yaml);
    }

    private Path file() {
        return folder.resolve("deployment.yaml");
    }

    private InferenceJob load(String... flags) throws Exception {
        Map<String, String> all = new HashMap<>(Map.of("checkpoint-interval", "200ms"));
        for (int i = 0; i < flags.length; i += 2) {
            all.put(flags[i], flags[i + 1]);
        }
        return JobLoader.load(
                PredictorSelection.fromFile(file().toString(), null),
                new JobArguments(all),
                Map.of(),
                Map.of());
    }

    /** Each with a key of its own; the value is its number. */
    private void send(int from, int to) {
        BROKER.produce(
                IntStream.range(from, to)
                        .mapToObj(
                                i -> new ProducerRecord<>(input, 0, bytes("k" + i), bytes("" + i)))
                        .toList());
    }

    /** As anyone would compute it. */
    private List<String> ofCanary(int from, int to, int percent) {
        return IntStream.range(from, to)
                .filter(i -> hash.bucket(bytes("k" + i)) < percent * 100)
                .mapToObj(Integer::toString)
                .toList();
    }

    private static List<String> others(int from, int to, List<String> taken) {
        List<String> others =
                new ArrayList<>(IntStream.range(from, to).mapToObj(Integer::toString).toList());
        others.removeAll(taken);
        return others;
    }

    private static List<String> numbers(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream().map(each -> text(each.key()).substring(1)).toList();
    }

    private static List<String> predictors(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .map(each -> text(each.headers().lastHeader("leat-predictor").value()))
                .distinct()
                .toList();
    }

    @Test
    void answersEachRecordOnceByItsPredictorIntoThatOnesTopics() throws Exception {
        try (RestModelStub main = RestModelStub.answering(RestModelStub::echo);
                RestModelStub canary = RestModelStub.answering(call -> Answer.status(400))) {
            write(main, canary, 30);
            List<String> refused = ofCanary(0, RECORDS, 30);
            RunningJob job = RunningJob.start(CLUSTER, load(), Start.PLAIN);
            send(0, RECORDS);

            try (TopicReader answers = BROKER.read(output("main"));
                    TopicReader none = BROKER.read(output("canary"));
                    TopicReader letters = BROKER.read(output("canary") + "-dead-letter")) {
                List<ConsumerRecord<byte[], byte[]>> answered =
                        job.await(answers, RECORDS - refused.size());
                List<ConsumerRecord<byte[], byte[]>> dead = job.await(letters, refused.size());
                assertThat(numbers(answered)).isEqualTo(others(0, RECORDS, refused));
                assertThat(numbers(dead)).isEqualTo(refused);
                assertThat(predictors(answered)).containsExactly("main");
                assertThat(predictors(dead)).containsExactly("canary");
                assertThat(job.gauge("canary.trafficPercent")).isEqualTo(30);
                assertThat(job.gauge("canary.deadLettersByPredictor")).isEqualTo(refused.size());
                assertThat(job.gauge("main.predictionsByPredictor"))
                        .isEqualTo(RECORDS - refused.size());
                assertThat(job.gauge("[.]predictions$")).isEqualTo(RECORDS - refused.size());
                job.stop();
                assertThat(none.toTheEnd()).isEmpty();
            }
            assertThat(load().group()).isEqualTo("main." + name + ".lab");
        }
    }

    @Test
    void goesByWeightsThatChangeWhileItRunsAndKeepsThemWhereTheFileIsBroken() throws Exception {
        try (RestModelStub main = RestModelStub.answering(RestModelStub::echo);
                RestModelStub canary = RestModelStub.answering(RestModelStub::echo)) {
            write(main, canary, 0);
            RunningJob job = RunningJob.start(CLUSTER, load(), Start.PLAIN);
            try (TopicReader answers = BROKER.read(output("main"));
                    TopicReader canarys = BROKER.read(output("canary"))) {
                job.awaitGauge("main.trafficPercent", 100);
                send(0, RECORDS);
                List<String> ofMain = new ArrayList<>(numbers(job.await(answers, RECORDS)));
                assertThat(ofMain).isEqualTo(others(0, RECORDS, List.of()));

                write(main, canary, 40);
                job.awaitGauge("canary.trafficPercent", 40);
                Files.writeString(file(), Files.readString(file()).substring(0, 300));
                send(RECORDS, 2 * RECORDS);
                List<String> ofCanary = ofCanary(RECORDS, 2 * RECORDS, 40);
                ofMain.addAll(others(RECORDS, 2 * RECORDS, ofCanary));
                assertThat(numbers(job.await(canarys, ofCanary.size()))).isEqualTo(ofCanary);
                assertThat(numbers(job.await(answers, ofMain.size()))).isEqualTo(ofMain);

                write(main, canary, 100);
                job.awaitGauge("canary.trafficPercent", 100);
                send(2 * RECORDS, 3 * RECORDS);
                List<String> all = new ArrayList<>(ofCanary);
                all.addAll(others(2 * RECORDS, 3 * RECORDS, List.of()));
                assertThat(numbers(job.await(canarys, all.size()))).isEqualTo(all);
                job.stop();
                assertThat(numbers(answers.toTheEnd())).isEqualTo(ofMain);
                assertThat(numbers(canarys.toTheEnd())).isEqualTo(all);
            }
        }
    }

    @Test
    void keepsThePredictorOfARecordOverARestartWhileItsModelIsAway() throws Exception {
        try (RestModelStub main = RestModelStub.answering(RestModelStub::echo);
                RestModelStub canary = RestModelStub.answering(call -> Answer.status(503))) {
            write(main, canary, 50);
            List<String> ofCanary = ofCanary(0, 40, 50);
            RunningJob job = RunningJob.start(CLUSTER, load("order", "unordered"), Start.PLAIN);
            send(0, 40);
            try (TopicReader answers = BROKER.read(output("main"));
                    TopicReader canarys = BROKER.read(output("canary"))) {
                assertThat(numbers(job.await(answers, 40 - ofCanary.size())))
                        .containsExactlyInAnyOrderElementsOf(others(0, 40, ofCanary));
                String state = job.stop();
                canary.become(RestModelStub::echo);
                RunningJob again =
                        RunningJob.start(
                                CLUSTER, load("order", "unordered"), Start.PLAIN.from(state));
                assertThat(numbers(again.await(canarys, ofCanary.size())))
                        .containsExactlyInAnyOrderElementsOf(ofCanary);
                again.stop();
                assertThat(answers.toTheEnd()).hasSize(40 - ofCanary.size());
                assertThat(canarys.toTheEnd()).hasSize(ofCanary.size());
            }
        }
    }
}
