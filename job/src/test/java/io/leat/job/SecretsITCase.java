// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static io.leat.job.SecureBroker.USER;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.job.PlantedModel.Transport;
import io.leat.job.plan.ConfigurationException;
import io.leat.job.plan.InferenceJob;
import io.leat.job.plan.JobArguments;
import io.leat.job.plan.PredictorSelection;
import io.leat.kafka.gate.StopOffsets;
import io.leat.testing.kafka.TestBroker;
import io.leat.testing.kafka.TopicReader;
import io.leat.testing.tls.Pki;
import io.leat.testing.tls.ServerTls;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.org.webcompere.systemstubs.environment.EnvironmentVariables;

/**
 * Secrets and payloads are planted, a job goes through everything that makes it speak, and then all
 * that others can read is searched for them. Records in flight are a checkpoint's state: there, and
 * only there, a payload may stand; a secret nowhere.
 */
@SuppressWarnings("try") // the model's close allows interruption
class SecretsITCase {

    @RegisterExtension static final TestBroker BROKER = SecureBroker.create();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private static final String TOKEN = "planted-bearer-token-5tz8";
    private static final String MODEL_USER = "planted-user-1k3v";
    private static final String MODEL_PASSWORD = "planted basic password 9qx2";
    private static final String KEY_PASSWORD = "planted-key-password-4md7";
    private static final Pki.Signed CLIENT = Pki.signedBy(SecureBroker.AUTHORITY, USER);
    private static final ServerTls ASKING =
            new ServerTls(
                    Pki.signedBy(SecureBroker.AUTHORITY, "model"),
                    SecureBroker.AUTHORITY.certificate());
    private static final String VALUE = "planted-value-2wr6";
    private static final String KEY = "planted-key-8hc0";
    private static final String HEADER = "planted-header-3ns5";
    private static final String REPLY = "planted-reply-7fe1";

    @TempDir Path folder;

    private final String name = TestBroker.uniqueName("secrets");
    private final String input = name + "-in";
    private final String output = name + "-out";
    private final Map<String, String> flags = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();

    /** How secrets come to the TaskManager. */
    enum Carrier {
        FILES,
        ENVIRONMENT
    }

    /** How the job says to the model who it is. */
    enum Way {
        TOKEN,
        PASSWORD
    }

    private static Planted secrets() {
        return new Planted()
                .text("broker password", SecureBroker.PASSWORD)
                .text("key password", KEY_PASSWORD)
                .pem("client key", CLIENT.pkcs8Pem())
                .text("token", TOKEN)
                .text("model password", MODEL_PASSWORD)
                .basic("basic credentials", MODEL_USER, MODEL_PASSWORD);
    }

    private static Planted payloads() {
        return new Planted()
                .text("value", VALUE)
                .text("key", KEY)
                .text("header", HEADER)
                .text("reply", REPLY);
    }

    /** A secret, or a certificate: the option's variable holds it, or the path of its file. */
    private void plant(Carrier carrier, String variable, String text) throws Exception {
        switch (carrier) {
            case FILES -> {
                Path file = folder.resolve(variable.toLowerCase(Locale.ROOT));
                Files.writeString(file, text);
                environment.put(variable + "_FILE", file.toString());
            }
            case ENVIRONMENT -> environment.put(variable, text);
        }
    }

    private void secure(Carrier carrier, Way way) throws Exception {
        String key =
                Pki.pem(
                        new JcaMiscPEMGenerator(
                                CLIENT.key(),
                                new JcePEMEncryptorBuilder("AES-256-CBC")
                                        .setProvider(new BouncyCastleProvider())
                                        .build(KEY_PASSWORD.toCharArray())));
        flags.put("broker", BROKER.address(SecureBroker.SASL_TLS));
        flags.put("security-protocol", "SASL_SSL");
        flags.put("sasl-mechanism", "SCRAM-SHA-512");
        flags.put("sasl-username", USER);
        plant(carrier, "KAFKA_SASL_PASSWORD", SecureBroker.PASSWORD);
        for (String prefix : List.of("KAFKA_SSL_", "LEAT_MODEL_")) {
            plant(carrier, prefix + "CA_CERT", SecureBroker.AUTHORITY.certificatePem());
            plant(carrier, prefix + "CLIENT_CERT", CLIENT.certificatePem());
            plant(carrier, prefix + "CLIENT_KEY", key);
            plant(carrier, prefix + "CLIENT_KEY_PASS", KEY_PASSWORD);
        }
        flags.put("model-tls", "true");
        switch (way) {
            case TOKEN -> plant(carrier, "LEAT_MODEL_TOKEN", TOKEN);
            case PASSWORD -> {
                flags.put("model-username", MODEL_USER);
                plant(carrier, "LEAT_MODEL_PASSWORD", MODEL_PASSWORD);
            }
        }
        flags.put("checkpoint-interval", "200ms");
        flags.put("max-in-flight", "10");
        flags.put("order", "unordered");
        flags.put("input-topic", input);
        flags.put("output-topic", output);
        flags.put("create-dead-letter-topic", "false");
        for (String topic : List.of(input, output, output + "-dead-letter")) {
            BROKER.createTopic(topic, 1);
        }
        BROKER.permit(KafkaSecurityITCase.permissions("User:" + USER, input, output, group()));
    }

    private String group() {
        return "main." + name + ".lab";
    }

    private InferenceJob load(Transport transport, PlantedModel model)
            throws ConfigurationException {
        String yaml =
                """
                apiVersion: machinelearning.seldon.io/v1
                kind: SeldonDeployment
                metadata: {name: %s, namespace: lab}
                spec:
                  transport: %s
                  predictors:
                  - name: main
                    graph: %s
                    componentSpecs: [{spec: {containers: [{name: m, image: x:1}]}}]
                """
                        .formatted(
                                name,
                                transport.name().toLowerCase(Locale.ROOT),
                                TestJob.node("m", "MODEL", model.port()));
        return JobLoader.load(
                PredictorSelection.fromText(yaml, "test.yaml", null),
                new JobArguments(flags),
                environment,
                Map.of());
    }

    private static byte[] value(Transport transport, String kind) {
        return switch (transport) {
            case REST -> TestJob.bytes("{\"" + kind + "\":\"" + VALUE + "\"}");
            case GRPC -> TestJob.seldonText(kind + " " + VALUE);
        };
    }

    private void send(Transport transport, String... kinds) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (String kind : kinds) {
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(input, TestJob.bytes(KEY), value(transport, kind));
            record.headers().add("x-planted", TestJob.bytes(HEADER));
            if (transport == Transport.GRPC) {
                record.headers().add("proto-name", TestJob.bytes("seldon.protos.SeldonMessage"));
            }
            records.add(record);
        }
        BROKER.produce(records);
    }

    @ParameterizedTest
    @CsvSource({
        "REST, FILES, TOKEN",
        "REST, ENVIRONMENT, PASSWORD",
        "GRPC, FILES, PASSWORD",
        "GRPC, ENVIRONMENT, TOKEN"
    })
    void areNowhereToBeFound(Transport transport, Carrier carrier, Way way) throws Exception {
        secure(carrier, way);
        // The TaskManager lives in this process.
        new EnvironmentVariables(environment).execute(() -> search(transport, carrier));
    }

    private void search(Transport transport, Carrier carrier) throws Exception {
        try (DebugLog log = DebugLog.into(CLUSTER.log());
                PlantedModel model = PlantedModel.start(transport, ASKING, REPLY);
                TopicReader reader = BROKER.read(output, output + "-dead-letter")) {
            InferenceJob job = load(transport, model);
            send(transport, "good", "poison", "broken", "flaky", "held");

            RunningJob running = RunningJob.start(CLUSTER, job, RunningJob.Start.PLAIN.surviving());
            running.await(reader, 4);
            model.awaitHeld();
            running.awaitCheckpoints(1);
            CLUSTER.replaceTaskManager();
            running.awaitCheckpoints(1);

            Map<String, byte[]> pages = WebPages.read(CLUSTER, running.id());
            Map<String, byte[]> metrics = metrics(running);
            Map<String, byte[]> state = files(CLUSTER.files().resolve("checkpoints"));
            model.release();
            running.await(reader, 5);
            String savepoint = running.stop();
            Map<String, byte[]> logs = Map.of("log", log.text());

            // Searching is of use only where there is something to find.
            assertThat(new String(log.text(), StandardCharsets.UTF_8))
                    .contains(
                            switch (transport) {
                                case REST -> " DEBUG org.asynchttpclient";
                                case GRPC -> " DEBUG io.grpc";
                            },
                            " DEBUG io.netty",
                            " DEBUG org.apache.kafka.clients",
                            " DEBUG org.apache.flink");
            assertThat(pages.keySet())
                    .anyMatch(path -> path.matches("/taskmanagers/[^/]+/log"))
                    .anyMatch(path -> path.endsWith("/exceptions"));
            assertThat(
                            new String(
                                    pages.get("/jobs/" + running.id() + "/config"),
                                    StandardCharsets.UTF_8))
                    .as("the options in force")
                    .contains("\"KAFKA_INPUT_TOPIC\":\"" + input + "\"")
                    .contains("\"KAFKA_SASL_USERNAME\":\"the value stated\"");
            secrets().assertNotIn(graph(job, carrier));
            secrets().assertNotIn(pages);
            secrets().assertNotIn(logs);
            secrets().assertNotIn(state);
            secrets().assertNotIn(files(Path.of(URI.create(savepoint))));
            secrets().assertNotIn(metrics);
            payloads().assertNotIn(graph(job, carrier));
            payloads().assertNotIn(pages);
            payloads().assertNotIn(logs);
            payloads().assertNotIn(metrics);
            payloads().assertIn(state, "value", "key", "header");
            List<ConsumerRecord<byte[], byte[]>> all = reader.atLeast(5, () -> {});
            secrets().assertNotIn(headers(all, ""));
            payloads().assertNotIn(headers(all, "leat-"));
        }
    }

    private static Map<String, byte[]> graph(InferenceJob job, Carrier carrier) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        LeatJob.prepare(env, job, StopOffsets.NEVER);
        byte[] bytes = InstantiationUtil.serializeObject(env.getStreamGraph().getJobGraph());
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                .as("the place of a secret, which shows that the graph can be searched")
                .contains(
                        switch (carrier) {
                            case FILES -> List.of("/kafka_sasl_password", "/leat_model_client_key");
                            case ENVIRONMENT ->
                                    List.of("KAFKA_SASL_PASSWORD", "LEAT_MODEL_CLIENT_KEY");
                        });
        return Map.of("job graph", bytes);
    }

    private static Map<String, byte[]> metrics(RunningJob running) {
        List<String> all = new ArrayList<>(running.metrics(".*"));
        return Map.of("metrics", TestJob.bytes(String.join("\n", all)));
    }

    private static Map<String, byte[]> headers(
            List<ConsumerRecord<byte[], byte[]>> records, String prefix) {
        Map<String, byte[]> found = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            for (Header header : record.headers()) {
                if (header.key().startsWith(prefix) && header.value() != null) {
                    found.put(
                            record.topic() + " " + record.offset() + " " + header.key(),
                            header.value());
                }
            }
        }
        assertThat(found).isNotEmpty();
        return found;
    }

    private static Map<String, byte[]> files(Path root) throws Exception {
        Map<String, byte[]> found = new HashMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                found.put(path.toString(), Files.readAllBytes(path));
            }
        } catch (UncheckedIOException | NoSuchFileException subsumed) {
            return files(root); // by a newer checkpoint
        }
        assertThat(found).isNotEmpty();
        return found;
    }

    @Test
    void areFoundWhereTheyAre() {
        assertThat(secrets().in(Map.of("x", TestJob.bytes("a " + TOKEN + " b"))))
                .containsExactly("token in x");
    }
}
