package io.leat.local.example;

import io.leat.local.serving.EmbeddedModelServer;
import io.leat.local.serving.OnnxModel;
import io.leat.options.JobSettings.Topics;
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

    private final Topics topics;
    private final Properties client;
    private final PrintStream out;
    private final Map<String, ExampleImage> sent = new HashMap<>();
    private final String run = UUID.randomUUID().toString().substring(0, 8);

    private ExampleRun(Topics topics, Properties client, PrintStream out) {
        this.topics = topics;
        this.client = client;
        this.out = out;
    }

    /**
     * A run with puids of its own, so that it knows its records among those of earlier runs.
     *
     * @param client bootstrap servers and security
     */
    public static ExampleRun of(Topics topics, Properties client, PrintStream out) {
        return new ExampleRun(topics, client, out);
    }

    /** The example's model on a free port of the loopback interface. */
    public static EmbeddedModelServer model() {
        return EmbeddedModelServer.start(
                Map.of(FashionExample.MODEL, OnnxModel.load(FashionExample.model())));
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
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(
                        topics.input(),
                        "image-" + image.testIndex(),
                        FashionRequest.json(image.image()));
        record.headers()
                .add(PUID, puid.getBytes(StandardCharsets.UTF_8))
                .add("Content-Type", "application/json".getBytes(StandardCharsets.UTF_8));
        return record;
    }

    /**
     * Prints each prediction as it comes, and a summary when every image is answered or dead.
     *
     * @param goOn false as soon as nothing more will come
     */
    public void show(BooleanSupplier goOn) {
        ExampleReport report = new ExampleReport(sent, out);
        try (ResultReader reader = new ResultReader(client, topics)) {
            while (!report.isComplete() && goOn.getAsBoolean()) {
                reader.read().forEach(report::add);
            }
            // What has come twice would stand behind the last.
            reader.rest().forEach(report::add);
        }
        report.summarise();
    }
}
