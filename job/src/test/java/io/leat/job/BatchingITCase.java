// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static io.leat.job.TestJob.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.leat.job.wire.Body;
import io.leat.job.wire.Fixture.Reply;
import io.leat.testing.kafka.TestBroker;
import io.leat.testing.kafka.TopicReader;
import io.leat.testing.model.RestModelStub;
import io.leat.testing.model.RestModelStub.Answer;
import io.leat.testing.model.RestModelStub.Call;
import io.leat.wire.v2.ModelInferRequest;
import io.leat.wire.v2.ModelInferResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Records that share calls through the whole job: each answered once, in order, poison apart. */
class BatchingITCase {

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private static final int RECORDS = 200;
    private static final int BATCH = 8;
    private static final int POISON_EVERY = 41;

    private static boolean isPoison(int record) {
        return record % POISON_EVERY == 7;
    }

    private static List<Integer> records(boolean poison) {
        return IntStream.range(0, RECORDS)
                .filter(record -> isPoison(record) == poison)
                .boxed()
                .toList();
    }

    private static TestJob batching(TestJob job) {
        return job.with("batch-max-size", Integer.toString(BATCH)).with("batch-max-delay", "1s");
    }

    private static String instances(int record) {
        return "{\"instances\":[[" + record + "]]}";
    }

    private static List<Integer> numbers(String json) {
        List<Integer> numbers = new ArrayList<>();
        for (String number : json.replaceAll("[^0-9,]", "").split(",", -1)) {
            numbers.add(Integer.valueOf(number));
        }
        return numbers;
    }

    private static Answer answer(Call call) {
        return numbers(call.text()).stream().anyMatch(BatchingITCase::isPoison)
                ? Answer.status(400)
                : Answer.ok(call.text().replace("instances", "predictions"));
    }

    /** Keeps the first call until a full one has come. */
    private static RestModelStub waitingForAFullCall() {
        CompletableFuture<Void> full = new CompletableFuture<>();
        return RestModelStub.promising(
                call -> {
                    if (numbers(call.text()).size() == BATCH) {
                        full.complete(null);
                    }
                    return full.thenApply(seen -> answer(call));
                });
    }

    @Test
    void answersEachRecordOnceAndInOrderOverRest() throws Exception {
        try (RestModelStub model = waitingForAFullCall()) {
            TestJob job = batching(TestJob.of(BROKER, model, 1).protocol("tensorflow"));
            job.send(0, IntStream.range(0, RECORDS).mapToObj(BatchingITCase::instances).toList());

            RunningJob running = RunningJob.start(CLUSTER, job);

            try (TopicReader output = BROKER.read(job.output);
                    TopicReader letters = BROKER.read(job.deadLetters)) {
                assertThat(running.await(output, records(false).size()))
                        .extracting(record -> text(record.value()))
                        .containsExactlyElementsOf(
                                records(false).stream()
                                        .map(BatchingITCase::instances)
                                        .map(row -> row.replace("instances", "predictions"))
                                        .toList());
                List<ConsumerRecord<byte[], byte[]>> dead =
                        running.await(letters, records(true).size());
                assertThat(dead)
                        .extracting(record -> text(record.value()))
                        .containsExactlyElementsOf(
                                records(true).stream().map(BatchingITCase::instances).toList());
                assertThat(dead)
                        .extracting(letter -> header(letter, "leat-error-code"))
                        .containsOnly("model-rejected");
            }
            assertThat(model.calls())
                    .extracting(call -> numbers(call.text()).size())
                    .contains(1, BATCH)
                    .allMatch(rows -> rows <= BATCH);
            assertThat(model.calls()).hasSizeLessThan(RECORDS);
        }
    }

    /** Nine of ten places are taken by records that are told "not now" without end. */
    @Test
    void answersTheOthersWhileMostPlacesAreTaken() throws Exception {
        int good = 20;
        try (RestModelStub model =
                RestModelStub.answering(
                        call ->
                                call.text().contains("inputs")
                                        ? Answer.status(503)
                                        : Answer.ok(
                                                call.text().replace("instances", "predictions")))) {
            TestJob job =
                    TestJob.of(BROKER, model, 1)
                            .protocol("tensorflow")
                            .with("batch-max-size", "4")
                            .with("max-in-flight", "10")
                            .with("order", "unordered");
            job.send(0, Collections.nCopies(9, "{\"inputs\":[[1]]}"));
            job.send(0, IntStream.range(0, good).mapToObj(BatchingITCase::instances).toList());

            RunningJob running = RunningJob.start(CLUSTER, job);

            try (TopicReader output = BROKER.read(job.output)) {
                assertThat(running.await(output, good)).hasSize(good);
            }
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return text(record.headers().lastHeader(name).value());
    }

    @Test
    void answersEachRecordOnceAndInOrderOverGrpc() throws Exception {
        Queue<Integer> sizes = new ConcurrentLinkedQueue<>();
        CompletableFuture<Void> full = new CompletableFuture<>();
        try (WireServer model =
                WireServer.grpc(
                        (path, headers, body) -> {
                            int rows = request(body).getRawInputContents(0).size() / 4;
                            sizes.add(rows);
                            if (rows == BATCH) {
                                full.complete(null);
                            }
                            full.join();
                            return answer(request(body));
                        })) {
            TestJob job =
                    batching(TestJob.at(BROKER, model.port(), 1).protocol("v2").transport("grpc"));
            BROKER.produce(
                    IntStream.range(0, RECORDS)
                            .mapToObj(record -> infer(job.input, record))
                            .toList());

            RunningJob running = RunningJob.start(CLUSTER, job);

            try (TopicReader output = BROKER.read(job.output);
                    TopicReader letters = BROKER.read(job.deadLetters)) {
                assertThat(running.await(output, records(false).size()))
                        .extracting(record -> id(record.value()))
                        .containsExactlyElementsOf(
                                records(false).stream().map(n -> n + "=" + n).toList());
                assertThat(running.await(letters, records(true).size()))
                        .extracting(record -> request(record.value()).getId())
                        .containsExactlyElementsOf(
                                records(true).stream().map(String::valueOf).toList());
            }
            assertThat(sizes).contains(1, BATCH).allMatch(rows -> rows <= BATCH);
            assertThat(sizes).hasSizeLessThan(RECORDS);
            assertThat(running.gauge("node\\.m\\.batchSizeSum")).isPositive();
        }
    }

    private static ProducerRecord<byte[], byte[]> infer(String topic, int record) {
        ModelInferRequest.Builder request =
                ModelInferRequest.newBuilder().setId(Integer.toString(record));
        request.addInputsBuilder().setName("x").setDatatype("INT32").addShape(1).addShape(1);
        ByteBuffer raw = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(record);
        request.addRawInputContents(ByteString.copyFrom(raw.flip()));
        return new ProducerRecord<>(
                topic,
                0,
                (byte[]) null,
                request.build().toByteArray(),
                List.of(
                        new RecordHeader(
                                "proto-name",
                                "inference.ModelInferRequest"
                                        .getBytes(StandardCharsets.US_ASCII))));
    }

    private static ModelInferRequest request(byte[] body) {
        try {
            return ModelInferRequest.parseFrom(body);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static Reply answer(ModelInferRequest request) {
        ByteString raw = request.getRawInputContents(0);
        ByteBuffer numbers = raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        while (numbers.hasRemaining()) {
            if (isPoison(numbers.getInt())) {
                return new Reply("", "", "INVALID_ARGUMENT", "poison", List.of(), null);
            }
        }
        ModelInferResponse.Builder answer =
                ModelInferResponse.newBuilder().setModelName("m").setId(request.getId());
        answer.addOutputsBuilder().setName("y").setDatatype("INT32").addShape(raw.size() / 4);
        answer.addRawOutputContents(raw);
        return new Reply("", "", "", "", List.of(), Body.plain(answer.build().toByteArray()));
    }

    private static String id(byte[] prediction) {
        try {
            ModelInferResponse answer = ModelInferResponse.parseFrom(prediction);
            assertThat(answer.getOutputs(0).getShapeList()).containsExactly(1L);
            ByteBuffer raw = answer.getRawOutputContents(0).asReadOnlyByteBuffer();
            return answer.getId() + "=" + raw.order(ByteOrder.LITTLE_ENDIAN).getInt();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
