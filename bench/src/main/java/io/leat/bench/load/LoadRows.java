// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load;

import static io.leat.bench.load.stub.LoadPayload.HUGE_REST;
import static io.leat.bench.load.stub.LoadPayload.IMAGE_GRPC;
import static io.leat.bench.load.stub.LoadPayload.IMAGE_REST;
import static io.leat.bench.load.stub.LoadPayload.MEGABYTE_REST;
import static io.leat.bench.load.stub.LoadPayload.SELDON_GRPC;
import static io.leat.bench.load.stub.LoadPayload.SELDON_REST;
import static io.leat.bench.load.stub.LoadPayload.TENSORFLOW_GRPC;
import static io.leat.bench.load.stub.LoadPayload.TENSORFLOW_REST;
import static io.leat.bench.load.stub.LoadPayload.TEN_MEGABYTES_REST;
import static io.leat.bench.load.stub.LoadPayload.V2_GRPC;
import static io.leat.bench.load.stub.LoadPayload.V2_REST;

import io.leat.bench.load.clients.BetweenTopics;
import io.leat.bench.load.clients.NaiveConsumerLoop;
import io.leat.bench.load.experiment.AllOf;
import io.leat.bench.load.experiment.EvenPace;
import io.leat.bench.load.experiment.LoadRow;
import io.leat.bench.load.experiment.TaskManagerKill;
import io.leat.bench.load.stub.LoadPayload;
import io.leat.bench.load.stub.Pacing;
import io.leat.bench.load.subject.BareLoop;
import io.leat.bench.load.subject.KafkaLoop;
import io.leat.bench.load.subject.LoadGraph;
import io.leat.bench.load.subject.LocalFlinkJob;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every row there is, by name, in the order of the table. */
final class LoadRows {

    /** One of each kind. */
    static final List<String> QUICK =
            List.of(
                    "bare-rest",
                    "plain-copy-exactly-once",
                    "copy-exactly-once",
                    "naive-loop-16",
                    "rest",
                    "batched-v2-grpc",
                    "delay-at-least-once");

    static final List<Integer> LOOP_THREADS = List.of(4, 16, 64);

    private static final int COPY_GUESS = 1_000_000;
    private static final int BATCH_GUESS = 250_000;

    private static final int IMAGE_GUESS = 50_000;
    private static final int MEGABYTE_GUESS = 1_000;
    private static final int TEN_MEGABYTES_GUESS = 100;

    private static final LocalFlinkJob LEAT = LocalFlinkJob.leat();
    private static final LocalFlinkJob IN_FLIGHT_1000 = LEAT.with("max-in-flight", "1000");
    private static final LocalFlinkJob BATCHED = IN_FLIGHT_1000.with("batch-max-size", "64");

    /** Five milliseconds a call, a twentieth for each row of it, and one call at a time. */
    private static final Pacing ONE_AT_A_TIME =
            new Pacing(Duration.ofMillis(5), Duration.ofNanos(50_000), 1, 0);

    private final Map<String, LoadRow> rows = new LinkedHashMap<>();

    private LoadRows() {}

    /** In front of MLServer, which is not of this bench. */
    static Map<String, LoadRow> atMlServer(int port) {
        LoadRows made = new LoadRows();
        LocalFlinkJob job = LEAT.modelAt(port);
        made.add(
                LoadRow.of("mlserver-single", "MLServer, in flight 100", job, V2_REST)
                        .guess(1_500));
        made.add(
                LoadRow.of(
                                "mlserver-batched",
                                "the same in batches of at most 64, in flight 1000",
                                job.with("max-in-flight", "1000").with("batch-max-size", "64"),
                                V2_REST)
                        .guess(60_000)
                        .against("mlserver-single"));
        return made.rows;
    }

    static Map<String, LoadRow> all() {
        LoadRows made = new LoadRows();
        made.baselines();
        made.single();
        made.megabytes();
        made.slowModels();
        made.graphs();
        made.flow();
        made.batches();
        made.delays();
        made.limits();
        return made.rows;
    }

    private void add(LoadRow row) {
        if (rows.put(row.name(), row) != null) {
            throw new IllegalStateException("two rows named " + row.name());
        }
    }

    private void baselines() {
        BareLoop bare = new BareLoop(100, 1);
        add(LoadRow.of("bare-rest", "async-http-client alone", bare, SELDON_REST));
        add(LoadRow.of("bare-grpc", "grpc-java alone", bare, SELDON_GRPC));
        add(
                LoadRow.of(
                                "bare-model-20ms",
                                "async-http-client alone, a model that takes 20 ms, in flight 1000",
                                new BareLoop(1000, 1),
                                SELDON_REST)
                        .paced(Pacing.latency(Duration.ofMillis(20))));
        add(LoadRow.of("bare-rest-image", "async-http-client alone, 23 kB", bare, IMAGE_REST));
        add(LoadRow.of("bare-grpc-image", "grpc-java alone, 24 kB", bare, IMAGE_GRPC));
        for (String delivery : List.of("exactly-once", "at-least-once")) {
            String plain = "plain-copy-" + delivery;
            String words = ", " + delivery.replace('-', ' ');
            add(
                    LoadRow.of(
                                    plain,
                                    "KafkaSource to KafkaSink" + words,
                                    LocalFlinkJob.plainCopy().with("delivery", delivery),
                                    SELDON_REST)
                            .guess(COPY_GUESS));
            add(
                    LoadRow.of(
                                    "copy-" + delivery,
                                    "Leat without a model" + words,
                                    LocalFlinkJob.copy().with("delivery", delivery),
                                    SELDON_REST)
                            .guess(COPY_GUESS)
                            .against(plain));
        }
        KafkaLoop between = new KafkaLoop(BetweenTopics.class, 100);
        add(
                LoadRow.of(
                                "between-topics",
                                "async-http-client between Kafka's clients, nothing kept",
                                between,
                                SELDON_REST)
                        .guess(80_000)
                        .against("bare-rest"));
        add(
                LoadRow.of(
                                "between-topics-20ms",
                                "the same, a model that takes 20 ms, in flight 1000",
                                new KafkaLoop(BetweenTopics.class, 1000),
                                SELDON_REST)
                        .paced(Pacing.latency(Duration.ofMillis(20))));
        add(
                LoadRow.of("between-topics-image", "the same, 23 kB", between, IMAGE_REST)
                        .guess(IMAGE_GUESS)
                        .against("bare-rest-image"));
        add(
                LoadRow.of(
                                "between-topics-image-grpc",
                                "grpc-java between Kafka's clients, 24 kB",
                                between,
                                IMAGE_GRPC)
                        .guess(IMAGE_GUESS)
                        .against("bare-grpc-image"));
        for (int threads : LOOP_THREADS) {
            add(
                    LoadRow.of(
                                    "naive-loop-" + threads,
                                    "a loop with the JDK's client, %d threads".formatted(threads),
                                    new KafkaLoop(NaiveConsumerLoop.class, threads),
                                    SELDON_REST)
                            .guess(8_000));
        }
    }

    private void single() {
        add(
                LoadRow.of("rest", "Leat, seldon, REST", LEAT, SELDON_REST)
                        .against("bare-rest", "copy-exactly-once"));
        add(
                LoadRow.of("grpc", "Leat, seldon, gRPC", LEAT, SELDON_GRPC)
                        .against("bare-grpc", "copy-exactly-once"));
        add(
                LoadRow.of("tensorflow-rest", "tensorflow, REST", LEAT, TENSORFLOW_REST)
                        .against("rest"));
        add(
                LoadRow.of("tensorflow-grpc", "tensorflow, gRPC", LEAT, TENSORFLOW_GRPC)
                        .against("grpc"));
        add(LoadRow.of("v2-rest", "v2, REST", LEAT, V2_REST).against("rest"));
        add(LoadRow.of("v2-grpc", "v2, gRPC", LEAT, V2_GRPC).against("grpc"));
        add(
                LoadRow.of("rest-image", "23 kB, REST", LEAT, IMAGE_REST)
                        .guess(IMAGE_GUESS)
                        .against("bare-rest-image"));
        LocalFlinkJob logged = LEAT.of(LoadGraph.LOGGED);
        add(
                LoadRow.of("rest-logged", "REST, requests and answers kept", logged, SELDON_REST)
                        .against("rest"));
        add(
                LoadRow.of(
                                "rest-image-logged",
                                "23 kB, REST, requests and answers kept",
                                logged,
                                IMAGE_REST)
                        .guess(IMAGE_GUESS)
                        .against("rest-image"));
        add(
                LoadRow.of("grpc-image", "24 kB, gRPC", LEAT, IMAGE_GRPC)
                        .guess(IMAGE_GUESS)
                        .against("bare-grpc-image"));
    }

    /** Each with the bare client, alone and between Kafka's clients. */
    private void megabytes() {
        megabytes("1mb", "1 MB", MEGABYTE_REST, MEGABYTE_GUESS);
        megabytes("10mb", "10 MB", TEN_MEGABYTES_REST, TEN_MEGABYTES_GUESS);
    }

    private void megabytes(String name, String size, LoadPayload payload, int guess) {
        int inFlight = 16; // no more fits into the job's memory of 1 GB at 10 MB
        String bare = "bare-rest-" + name;
        add(
                LoadRow.of(
                        bare,
                        "async-http-client alone, " + size,
                        new BareLoop(inFlight, 1),
                        payload));
        String between = "between-topics-" + name;
        add(
                LoadRow.of(
                                between,
                                "the same between Kafka's clients, " + size,
                                new KafkaLoop(BetweenTopics.class, inFlight),
                                payload)
                        .guess(guess)
                        .against(bare));
        add(
                LoadRow.of(
                                "rest-" + name,
                                size + ", REST, in flight " + inFlight,
                                LEAT.with("max-in-flight", Integer.toString(inFlight)),
                                payload)
                        .guess(guess)
                        .against(bare, between));
    }

    /**
     * As {@code model-20ms}: what their latency and the calls in flight allow is what bounds them.
     */
    private void slowModels() {
        slowModel("200ms", Duration.ofMillis(200), 10_000);
        slowModel("1s", Duration.ofSeconds(1), 1_000);
    }

    private void slowModel(String name, Duration latency, int inFlight) {
        Pacing pacing = Pacing.latency(latency);
        String words = "a model that takes %s, in flight %d".formatted(name, inFlight);
        String between = "between-topics-" + name;
        add(
                LoadRow.of(
                                between,
                                "async-http-client between Kafka's clients, " + words,
                                new KafkaLoop(BetweenTopics.class, inFlight),
                                SELDON_REST)
                        .paced(pacing));
        add(
                LoadRow.of(
                                "model-%s-%d".formatted(name, inFlight),
                                words,
                                LEAT.with("max-in-flight", Integer.toString(inFlight)),
                                SELDON_REST)
                        .paced(pacing)
                        .against(between));
    }

    private void graphs() {
        add(
                LoadRow.of("chain", "a chain of two, REST", LEAT.of(LoadGraph.CHAIN), SELDON_REST)
                        .against("rest"));
        add(
                LoadRow.of(
                                "combiner",
                                "a combiner over three, REST",
                                LEAT.of(LoadGraph.COMBINER),
                                SELDON_REST)
                        .against("rest"));
    }

    private void flow() {
        for (int inFlight : List.of(1, 10, 1000)) {
            String number = Integer.toString(inFlight);
            add(
                    LoadRow.of(
                                    "in-flight-" + number,
                                    "in flight " + number,
                                    LEAT.with("max-in-flight", number),
                                    SELDON_REST)
                            .against("rest"));
        }
        for (int millis : List.of(5, 20, 200)) {
            add(
                    LoadRow.of(
                                    "model-%dms".formatted(millis),
                                    "a model that takes %d ms, in flight 1000".formatted(millis),
                                    IN_FLIGHT_1000,
                                    SELDON_REST)
                            .paced(Pacing.latency(Duration.ofMillis(millis)))
                            .against("in-flight-1000"));
        }
        add(
                LoadRow.of("unordered", "unordered", LEAT.with("order", "unordered"), SELDON_REST)
                        .against("rest"));
        add(
                LoadRow.of("partitions-4", "4 partitions", LEAT, SELDON_REST)
                        .partitions(4)
                        .against("rest"));
        add(
                LoadRow.of(
                                "partitions-4-subtasks-2",
                                "4 partitions, 2 subtasks",
                                LEAT.parallelism(2),
                                SELDON_REST)
                        .partitions(4)
                        .against("rest"));
        add(
                LoadRow.of(
                                "at-least-once",
                                "at least once",
                                LEAT.with("delivery", "at-least-once"),
                                SELDON_REST)
                        .against("rest", "copy-at-least-once"));
        for (String interval : List.of("100ms", "1s")) {
            add(
                    LoadRow.of(
                                    "checkpoint-" + interval,
                                    "a checkpoint every " + interval,
                                    LEAT.with("checkpoint-interval", interval),
                                    SELDON_REST)
                            .against("rest"));
        }
        add(
                LoadRow.of(
                                "failing",
                                "one call in a hundred fails",
                                LEAT.with("retry-attempts", "50"),
                                SELDON_REST)
                        .paced(new Pacing(Duration.ZERO, Duration.ZERO, 0, 100))
                        .against("rest"));
    }

    private void batches() {
        for (LoadPayload payload : List.of(V2_GRPC, V2_REST, TENSORFLOW_REST, SELDON_REST)) {
            String single = "single-" + payload.label();
            add(
                    LoadRow.of(
                            single,
                            payload.label().replace('-', ' ') + ", in flight 1000",
                            IN_FLIGHT_1000,
                            payload));
            add(
                    LoadRow.of(
                                    "batched-" + payload.label(),
                                    "the same in batches of at most 64",
                                    BATCHED,
                                    payload)
                            .guess(BATCH_GUESS)
                            .against(single, "copy-exactly-once"));
        }
        add(
                LoadRow.of(
                                "busy-single",
                                "one call at a time, 5 ms + 50 us a row",
                                IN_FLIGHT_1000,
                                V2_GRPC)
                        .paced(ONE_AT_A_TIME)
                        .guess(1000));
        add(
                LoadRow.of("busy-batched", "the same in batches of at most 64", BATCHED, V2_GRPC)
                        .paced(ONE_AT_A_TIME)
                        .guess(16_000)
                        .against("busy-single"));
    }

    private void delays() {
        add(
                LoadRow.of(
                        "delay-copy",
                        "half load, at least once, without a model",
                        EvenPace.halfOf(
                                "rest", LocalFlinkJob.copy().with("delivery", "at-least-once")),
                        SELDON_REST));
        add(
                LoadRow.of(
                        "delay-at-least-once",
                        "half load, at least once",
                        EvenPace.halfOf("rest", LEAT.with("delivery", "at-least-once")),
                        SELDON_REST));
        for (String interval : List.of("100ms", "1s", "10s")) {
            add(
                    LoadRow.of(
                            "delay-" + interval,
                            "half load, exactly once, a checkpoint every " + interval,
                            EvenPace.halfOf("rest", LEAT.with("checkpoint-interval", interval)),
                            SELDON_REST));
        }
        LocalFlinkJob atOnce = LEAT.with("delivery", "at-least-once");
        add(LoadRow.of("delay-light", "50 records/s", EvenPace.of(50, atOnce), V2_GRPC));
        add(
                LoadRow.of(
                        "delay-light-batched",
                        "50 records/s, batches on",
                        EvenPace.of(50, atOnce.with("batch-max-size", "64")),
                        V2_GRPC));
    }

    private void limits() {
        add(
                LoadRow.of(
                        "huge",
                        "10 MB records, in flight 100, a TaskManager of 1 GB",
                        new AllOf(LEAT.inSmallMemory(), 300),
                        HUGE_REST));
        add(
                LoadRow.of(
                                "recovery",
                                "kill -9 of one TaskManager of two, a checkpoint each second",
                                new TaskManagerKill(
                                        LEAT.with("checkpoint-interval", "1s").parallelism(2), 500),
                                SELDON_REST)
                        .partitions(2));
    }
}
