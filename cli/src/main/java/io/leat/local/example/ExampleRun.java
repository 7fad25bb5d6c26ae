// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.example;

import io.leat.graph.Endpoint;
import io.leat.job.plan.InferenceJob;
import io.leat.local.example.fashion.FashionExample;
import io.leat.local.example.fashion.FashionFormat;
import io.leat.local.example.picture.ExampleImage;
import io.leat.modelserver.ModelServer;
import io.leat.modelserver.grpc.GrpcModelServer;
import io.leat.modelserver.rest.RestModelServer;
import io.leat.options.settings.JobSettings.Topics;
import io.leat.protocol.Payload;
import io.leat.protocol.Transport;
import io.leat.terminal.WaitNotice;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The example's records: sends every bundled image as a request, and shows and counts what comes
 * out. Used by one thread.
 */
public final class ExampleRun {

    private static final String PUID = "Seldon-Puid";

    private final ExampleGraph graph;
    private final InferenceJob job;
    private final List<InferenceJob> shadows;
    private final Topics topics;
    private final FashionFormat format;
    private final Properties client;
    private final PrintStream out;
    private final Map<String, ExampleImage> sent = new HashMap<>();
    private final String run = UUID.randomUUID().toString().substring(0, 8);

    private ExampleRun(
            ExampleGraph graph, List<InferenceJob> jobs, Properties client, PrintStream out) {
        this.graph = graph;
        this.job = jobs.get(0);
        this.shadows = jobs.subList(1, jobs.size());
        this.topics = job.settings().topics();
        this.format = FashionFormat.of(job.first().protocol(), job.first().transport());
        this.client = client;
        this.out = out;
    }

    /**
     * A run with puids of its own, so that it knows its records among those of earlier runs.
     *
     * @param jobs the one that answers, and its shadows
     * @param client bootstrap servers and security
     */
    public static ExampleRun of(
            ExampleGraph graph, List<InferenceJob> jobs, Properties client, PrintStream out) {
        return new ExampleRun(graph, jobs, client, out);
    }

    /** The graph's units on free ports of the loopback interface. */
    public static ModelServer serve(ExampleGraph graph, Transport transport) {
        return switch (transport) {
            case REST -> RestModelServer.start(graph.units());
            case GRPC -> GrpcModelServer.start(graph.units());
        };
    }

    /** The job with its nodes where the server has them. */
    public static InferenceJob servedBy(ModelServer server, InferenceJob job) {
        return job.servedAt(
                node -> {
                    int port = server.address(node).getPort();
                    return new Endpoint("127.0.0.1", port, port);
                });
    }

    /** Sends every image and returns when the broker has them all. */
    public void send() throws ExecutionException, InterruptedException {
        Properties config = new Properties();
        config.putAll(client);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        List<ExampleImage> images = FashionExample.images();
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> acknowledged = new ArrayList<>();
            for (ExampleImage image : images) {
                acknowledged.add(producer.send(request(image)));
            }
            for (Future<RecordMetadata> one : acknowledged) {
                one.get();
            }
        }
        out.printf("sent        %d images to %s%n", images.size(), topics.input());
    }

    private ProducerRecord<String, byte[]> request(ExampleImage image) {
        String puid = run + "-" + image.testIndex();
        sent.put(puid, image);
        Payload request = format.request(graph.record(image.image()));
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(topics.input(), "image-" + image.testIndex(), request.body());
        record.headers()
                .add(PUID, puid.getBytes(StandardCharsets.UTF_8))
                .add(
                        typeHeader(job.first().transport()),
                        request.type().getBytes(StandardCharsets.UTF_8));
        return record;
    }

    /** The header that says what a record's value is. */
    static String typeHeader(Transport transport) {
        return switch (transport) {
            case REST -> "Content-Type";
            case GRPC -> "proto-name";
        };
    }

    /**
     * Prints each prediction as it comes, and a summary when every image is answered or dead.
     *
     * @param goOn false as soon as nothing more will come
     */
    public void show(BooleanSupplier goOn) {
        ExampleReport report = new ExampleReport(sent, format, new BranchCounts(job), out);
        List<ShadowReport> beside =
                shadows.stream().map(shadow -> new ShadowReport(shadow, sent)).toList();
        try (ResultReader reader =
                new ResultReader(client, topics, typeHeader(job.first().transport()))) {
            firstOf(reader, goOn).forEach(report::add);
            while (!report.isComplete() && goOn.getAsBoolean()) {
                reader.read().forEach(report::add);
            }
            // What has come twice would stand behind the last.
            reader.rest().forEach(report::add);
        }
        for (ShadowReport shadow : beside) {
            shadow.read(client, goOn);
        }
        report.summarise();
        beside.forEach(shadow -> shadow.print(job.first().name(), report.labels(), out));
        if (graph == ExampleGraph.COMBINER) {
            StandaloneModelResults.print(graph, sent.values(), out);
        }
    }

    @SuppressWarnings("try") // a notice is of use by its end alone
    private List<ExampleResult> firstOf(ResultReader reader, BooleanSupplier goOn) {
        try (WaitNotice waiting =
                WaitNotice.of(
                        "for the first checkpoint, with which predictions become visible",
                        sentence -> out.printf("%-12s%s%n", "waiting", sentence))) {
            List<ExampleResult> first = List.of();
            while (first.isEmpty() && goOn.getAsBoolean()) {
                first = reader.read();
            }
            return first;
        }
    }
}
