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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The model of one of two predictors is away: what becomes of the other's records, with {@value
 * #PLACES} places in flight and 30 of 100 records for the one that is away. All numbers follow from
 * the settings and the hash of the keys.
 */
class PredictorOutageITCase {

    private static final int RECORDS = 400;
    private static final int PLACES = 20;
    private static final int PERCENT = 30;

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    /** The same for each run, so that the numbers are: it goes into the hash of the records. */
    private static final String NAME = "outage-of-one";

    private final String namespace = TestBroker.uniqueName(NAME);
    private final String input = namespace + "-in";
    private final TrafficHash hash = new TrafficHash(NAME);
    private final CompletableFuture<Void> release = new CompletableFuture<>();
    private final RestModelStub main =
            RestModelStub.promising(call -> release.thenApply(now -> RestModelStub.echo(call)));
    private final RestModelStub canary = RestModelStub.answering(call -> Answer.status(503));
    private final TopicReader answers;
    private final TopicReader canarys;

    PredictorOutageITCase() {
        BROKER.createTopic(input, 1);
        BROKER.createTopic(output("main"), 1);
        BROKER.createTopic(output("canary"), 1);
        answers = BROKER.read(output("main"));
        canarys = BROKER.read(output("canary"));
    }

    @AfterEach
    void close() {
        answers.close();
        canarys.close();
        main.close();
        canary.close();
    }

    private String output(String predictor) {
        return namespace + "-" + predictor;
    }

    private String predictor(String predictor, RestModelStub model, int percent) {
        String share = "traffic: " + percent;
        return TestJob.predictor(predictor, share, model, BROKER, input, output(predictor));
    }

    private InferenceJob load(String order, String placesOf) throws Exception {
        String yaml =
                """
                apiVersion: machinelearning.seldon.io/v1
                kind: SeldonDeployment
                metadata: {name: %s, namespace: %s}
                spec:
                  serverType: kafka
                  predictors:
                """
                                .formatted(NAME, namespace)
                        + predictor("main", main, 100 - PERCENT)
                        + predictor("canary", canary, PERCENT);
        return JobLoader.load(
                PredictorSelection.fromText(yaml, "deployment.yaml", null),
                new JobArguments(
                        Map.of(
                                "checkpoint-interval",
                                "200ms",
                                "breaker-wait",
                                "200ms",
                                "max-in-flight",
                                Integer.toString(PLACES),
                                "order",
                                order,
                                "max-in-flight-of",
                                placesOf)),
                Map.of(),
                Map.of());
    }

    /** Each with a key of its own; the value is its number. */
    private void send() {
        BROKER.produce(
                IntStream.range(0, RECORDS)
                        .mapToObj(
                                i -> new ProducerRecord<>(input, 0, bytes("k" + i), bytes("" + i)))
                        .toList());
    }

    private boolean isOfCanary(int record) {
        return hash.bucket(bytes("k" + record)) < PERCENT * 100;
    }

    private List<String> ofCanary() {
        return IntStream.range(0, RECORDS)
                .filter(this::isOfCanary)
                .mapToObj(Integer::toString)
                .toList();
    }

    /** Those among the first records of the topic. */
    private List<String> ofMain(int first) {
        return IntStream.range(0, first)
                .filter(i -> !isOfCanary(i))
                .mapToObj(Integer::toString)
                .toList();
    }

    /** How many records must be read until these many of the one that is away are among them. */
    private int readUntilAway(int records) {
        int[] away = IntStream.range(0, RECORDS).filter(this::isOfCanary).toArray();
        return away[records - 1] + 1;
    }

    /** The same for the other. */
    private int readUntilOfMain(int records) {
        return Integer.parseInt(ofMain(RECORDS).get(records - 1)) + 1;
    }

    private static List<String> numbers(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream().map(each -> text(each.key()).substring(1)).toList();
    }

    /** Every record is answered once, when the model is back. */
    private void becomesWhole(RunningJob job) throws Exception {
        canary.become(RestModelStub::echo);
        job.await(answers, RECORDS - ofCanary().size());
        job.await(canarys, ofCanary().size());
        job.stop();
        assertThat(numbers(answers.toTheEnd()))
                .containsExactlyInAnyOrderElementsOf(ofMain(RECORDS));
        assertThat(numbers(canarys.toTheEnd())).containsExactlyInAnyOrderElementsOf(ofCanary());
    }

    /** The places of one that is away are none of the other's: it has all its calls under way. */
    @ParameterizedTest
    @ValueSource(strings = {"ordered", "unordered"})
    void leavesTheOtherAllItsPlacesWhereEachHasItsOwn(String order) throws Exception {
        int read = readUntilOfMain(PLACES);
        assertThat(read).isLessThan(readUntilAway(PLACES));
        RunningJob job = RunningJob.start(CLUSTER, load(order, "predictor"), Start.PLAIN);
        send();

        RunningJob.until(() -> main.calls().size() == PLACES);
        job.awaitGauge("recordsInFlight", read);
        job.awaitCheckpoints(2);
        assertThat(main.calls()).hasSize(PLACES);

        release.complete(null);
        becomesWhole(job);
        assertThat(main.mostAtOnce()).isEqualTo(PLACES);
    }

    /** The places of one that is away are fewer calls of the other, until none is left. */
    @ParameterizedTest
    @ValueSource(strings = {"ordered", "unordered"})
    void leavesTheOtherThePlacesThatAreFreeWhereTheyAreTheJobs(String order) throws Exception {
        int free = ofMain(PLACES).size();
        assertThat(free).isLessThan(PLACES);
        RunningJob job = RunningJob.start(CLUSTER, load(order, "job"), Start.PLAIN);
        send();

        RunningJob.until(() -> main.calls().size() == free);
        job.awaitGauge("recordsInFlight", PLACES);
        job.awaitCheckpoints(2);
        assertThat(main.calls()).hasSize(free);

        release.complete(null);
        becomesWhole(job);
    }

    /** Reading ends at the record for which there is no place; a restart changes nothing of it. */
    @ParameterizedTest
    @ValueSource(strings = {"job", "predictor"})
    void answersTheOtherUntilThePlacesAreUsedUp(String placesOf) throws Exception {
        List<String> before = ofMain(readUntilAway(PLACES));
        release.complete(null);
        RunningJob job = RunningJob.start(CLUSTER, load("unordered", placesOf), Start.PLAIN);
        send();

        assertThat(numbers(job.await(answers, before.size())))
                .containsExactlyInAnyOrderElementsOf(before);
        job.awaitGauge("recordsInFlight", PLACES);
        String state = job.stop();
        RunningJob again =
                RunningJob.start(CLUSTER, load("unordered", placesOf), Start.PLAIN.from(state));
        again.awaitGauge("recordsInFlight", PLACES);
        again.awaitCheckpoints(2);
        assertThat(answers.toTheEnd()).hasSameSizeAs(before);
        assertThat(main.calls()).hasSameSizeAs(before);

        becomesWhole(again);
    }

    /** Answers wait for the first record of the one that is away, and hold their places. */
    @ParameterizedTest
    @ValueSource(strings = {"job", "predictor"})
    void answersTheOtherUpToTheFirstRecordOfTheOneThatIsAwayInOrder(String placesOf)
            throws Exception {
        int first = readUntilAway(1) - 1;
        int read = placesOf.equals("job") ? first + PLACES : readUntilOfMain(first + PLACES);
        release.complete(null);
        RunningJob job = RunningJob.start(CLUSTER, load("ordered", placesOf), Start.PLAIN);
        send();

        RunningJob.until(() -> main.calls().size() == ofMain(read).size());
        job.awaitGauge("recordsInFlight", read - first);
        job.awaitCheckpoints(2);
        assertThat(main.calls()).hasSameSizeAs(ofMain(read));
        assertThat(numbers(answers.toTheEnd())).isEqualTo(ofMain(first));

        becomesWhole(job);
    }
}
