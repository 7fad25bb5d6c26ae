// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static io.leat.job.SecureBroker.PASSWORD;
import static io.leat.job.SecureBroker.USER;
import static io.leat.testing.kafka.TestBroker.allow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.job.plan.ConfigurationException;
import io.leat.job.plan.InferenceJob;
import io.leat.job.plan.JobArguments;
import io.leat.job.plan.PredictorSelection;
import io.leat.testing.kafka.BrokerConfig;
import io.leat.testing.kafka.TestBroker;
import io.leat.testing.kafka.TopicReader;
import io.leat.testing.model.RestModelStub;
import io.leat.testing.model.RestModelStub.Answer;
import io.leat.testing.tls.Pki;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A broker with TLS and SASL, and what a client needs to connect. */
class KafkaSecurityITCase {

    @RegisterExtension static final TestBroker BROKER = SecureBroker.create();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    @TempDir Path folder;

    private final String name = TestBroker.uniqueName("secure");
    private final String input = name + "-in";
    private final String output = name + "-out";
    private final String group = "main." + name + ".lab";
    private final Map<String, String> flags = new HashMap<>();

    @BeforeEach
    void createTopics() throws Exception {
        for (String topic : List.of(input, output, output + "-dead-letter")) {
            BROKER.createTopic(topic, 1);
        }
        flags.put("checkpoint-interval", "200ms");
        flags.put("create-dead-letter-topic", "false");
        flags.put("input-topic", input);
        flags.put("output-topic", output);
    }

    /** What the documentation says a job needs. */
    private List<AclBinding> permissions(String user) {
        return permissions(user, input, output, group);
    }

    static List<AclBinding> permissions(String user, String input, String output, String group) {
        List<AclBinding> all = new ArrayList<>();
        all.add(topic(user, input, AclOperation.READ));
        for (String written : List.of(output, output + "-dead-letter")) {
            all.add(topic(user, written, AclOperation.WRITE));
            all.add(topic(user, written, AclOperation.READ));
            all.add(topic(user, written, AclOperation.DESCRIBE_CONFIGS));
        }
        all.add(allow(user, ResourceType.GROUP, PatternType.LITERAL, group, AclOperation.READ));
        all.add(
                allow(
                        user,
                        ResourceType.TRANSACTIONAL_ID,
                        PatternType.PREFIXED,
                        "leat/" + group + "/",
                        AclOperation.WRITE));
        return all;
    }

    private static AclBinding topic(String user, String topic, AclOperation operation) {
        return allow(user, ResourceType.TOPIC, PatternType.LITERAL, topic, operation);
    }

    private void permit(List<AclBinding> permissions) throws Exception {
        BROKER.permit(permissions);
    }

    private void speak(String listener, String protocol) {
        flags.put("broker", BROKER.address(listener));
        flags.put("security-protocol", protocol);
    }

    private void trust(Pki.Signed authority) throws Exception {
        flags.put("ssl-ca-cert-file", file("ca.pem", authority.certificatePem()));
    }

    private void show(Pki.Signed client, String keyPem) throws Exception {
        flags.put("ssl-client-cert-file", file("client.pem", client.certificatePem()));
        flags.put("ssl-client-key-file", file("client.key", keyPem));
    }

    private void login(String mechanism, String password) throws Exception {
        flags.put("sasl-mechanism", mechanism);
        flags.put("sasl-username", USER);
        flags.put("sasl-password-file", file("password", password + "\n"));
    }

    private String file(String fileName, String text) throws Exception {
        Path file = folder.resolve(fileName);
        Files.writeString(file, text);
        return file.toString();
    }

    private InferenceJob load(RestModelStub model) throws ConfigurationException {
        String yaml =
                """
                apiVersion: machinelearning.seldon.io/v1
                kind: SeldonDeployment
                metadata: {name: %s, namespace: lab}
                spec:
                  predictors:
                  - name: main
                    graph: %s
                    componentSpecs: [{spec: {containers: [{name: m, image: x:1}]}}]
                """
                        .formatted(name, TestJob.node("m", "MODEL", model.port()));
        return JobLoader.load(
                PredictorSelection.fromText(yaml, "test.yaml", null),
                new JobArguments(flags),
                Map.of(),
                Map.of());
    }

    private void answers() throws Exception {
        try (RestModelStub model = RestModelStub.answering(call -> Answer.ok("answer"))) {
            BROKER.produce(List.of(new ProducerRecord<>(input, TestJob.bytes("{}"))));

            RunningJob running = RunningJob.start(CLUSTER, load(model), RunningJob.Start.PLAIN);

            try (TopicReader reader = BROKER.read(output)) {
                assertThat(running.await(reader, 1))
                        .extracting(ConsumerRecord::value)
                        .containsExactly(TestJob.bytes("answer"));
            }
            running.awaitCheckpoints(2);
        }
    }

    private void refuses(String... messages) throws Exception {
        try (RestModelStub model = RestModelStub.answering(call -> Answer.ok("answer"))) {
            assertThatThrownBy(() -> RunningJob.start(CLUSTER, load(model), RunningJob.Start.PLAIN))
                    .isInstanceOfSatisfying(
                            ConfigurationException.class,
                            e -> assertThat(e.problems()).containsExactly(messages));
        }
    }

    @Test
    void isTrustedByAPrivateAuthorityAlone() throws Exception {
        speak(SecureBroker.TLS, "ssl");
        trust(SecureBroker.AUTHORITY);
        permit(permissions("User:ANONYMOUS"));

        answers();
    }

    @Test
    void isShownACertificateWithAnEncryptedKey() throws Exception {
        Pki.Signed client =
                Pki.signedBy(SecureBroker.AUTHORITY, name, Pki.ec(), Duration.ofDays(1));
        speak(SecureBroker.MTLS, "SSL");
        trust(SecureBroker.AUTHORITY);
        show(
                client,
                Pki.pem(
                        new JcaMiscPEMGenerator(
                                client.key(),
                                new JcePEMEncryptorBuilder("AES-256-CBC")
                                        .setProvider(new BouncyCastleProvider())
                                        .build("open".toCharArray()))));
        flags.put("ssl-client-key-pass-file", file("pass", "open"));
        permit(permissions("User:CN=" + name));

        answers();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"})
    void isLoggedInto(String mechanism) throws Exception {
        speak(SecureBroker.SASL, "SASL_PLAINTEXT");
        login(mechanism, PASSWORD);
        permit(permissions("User:" + USER));

        answers();
    }

    @Test
    void isLoggedIntoOverTls() throws Exception {
        speak(SecureBroker.SASL_TLS, "sasl_ssl");
        trust(SecureBroker.AUTHORITY);
        login("scram-sha-512", PASSWORD);
        permit(permissions("User:" + USER));

        answers();
    }

    @Test
    void isAskedForTheDeadLetterTopicWhereThatMayBeMade() throws Exception {
        speak(SecureBroker.SASL, "SASL_PLAINTEXT");
        login("PLAIN", PASSWORD);
        flags.put("create-dead-letter-topic", "true");
        flags.put("dead-letter-topic", name + "-unanswered");
        List<AclBinding> permissions = permissions("User:" + USER);
        permissions.add(topic("User:" + USER, input, AclOperation.DESCRIBE_CONFIGS));
        for (AclOperation operation :
                List.of(
                        AclOperation.CREATE,
                        AclOperation.WRITE,
                        AclOperation.READ,
                        AclOperation.DESCRIBE_CONFIGS)) {
            permissions.add(topic("User:" + USER, name + "-unanswered", operation));
        }
        permit(permissions);

        answers();

        assertThat(BROKER.admin().listTopics().names().get()).contains(name + "-unanswered");
    }

    @ParameterizedTest
    @EnumSource
    void needsEveryPermissionTheDocumentationNames(Missing missing) throws Exception {
        speak(SecureBroker.SASL, "SASL_PLAINTEXT");
        login("PLAIN", PASSWORD);
        List<AclBinding> permissions = permissions("User:" + USER);
        permissions.removeIf(binding -> missing.is(this, binding));
        permit(permissions);

        refuses(
                missing.message
                        .replace("$in", input)
                        .replace("$out", output)
                        .replace("$group", group));
    }

    /** A permission that is not given. */
    enum Missing {
        INPUT_READ(
                AclOperation.READ,
                "$in",
                "--input-topic: the user of this job may not see topic \"$in\" (expected: an ACL that allows Read on Topic $in)"),
        OUTPUT_WRITE(
                AclOperation.WRITE,
                "$out",
                "--output-topic: the user of this job lacks Write on topic \"$out\" (expected: an ACL that allows Write on Topic $out)"),
        OUTPUT_READ(
                AclOperation.READ,
                "$out",
                "--output-topic: the user of this job lacks Read on topic \"$out\" (expected: an ACL that allows Read on Topic $out)"),
        OUTPUT_CONFIG(
                AclOperation.DESCRIBE_CONFIGS,
                "$out",
                "--output-topic: the user of this job lacks DescribeConfigs on topic \"$out\" (expected: an ACL that allows DescribeConfigs on Topic $out)"),
        DEAD_LETTER_WRITE(
                AclOperation.WRITE,
                "$out-dead-letter",
                "KAFKA_DEAD_LETTER_TOPIC: the user of this job lacks Write on topic \"$out-dead-letter\" (expected: an ACL that allows Write on Topic $out-dead-letter)"),
        DEAD_LETTER_READ(
                AclOperation.READ,
                "$out-dead-letter",
                "KAFKA_DEAD_LETTER_TOPIC: the user of this job lacks Read on topic \"$out-dead-letter\" (expected: an ACL that allows Read on Topic $out-dead-letter)"),
        DEAD_LETTER_CONFIG(
                AclOperation.DESCRIBE_CONFIGS,
                "$out-dead-letter",
                "KAFKA_DEAD_LETTER_TOPIC: the user of this job lacks DescribeConfigs on topic \"$out-dead-letter\" (expected: an ACL that allows DescribeConfigs on Topic $out-dead-letter)"),
        GROUP(
                AclOperation.READ,
                "$group",
                "--broker: the user of this job may not commit offsets of its group (expected: an ACL that allows Read on Group $group)"),
        TRANSACTIONS(
                AclOperation.WRITE,
                "leat/$group/",
                "--broker: the user of this job may not write in transactions (expected: an ACL that allows Write on TransactionalId leat/$group/ (prefixed))");

        private final AclOperation operation;
        private final String resource;
        private final String message;

        Missing(AclOperation operation, String resource, String message) {
            this.operation = operation;
            this.resource = resource;
            this.message = message;
        }

        boolean is(KafkaSecurityITCase test, AclBinding binding) {
            return binding.entry().operation() == operation
                    && binding.pattern()
                            .name()
                            .equals(
                                    resource.replace("$in", test.input)
                                            .replace("$out", test.output)
                                            .replace("$group", test.group));
        }
    }

    @Test
    void saysThatAPasswordIsWrong() throws Exception {
        speak(SecureBroker.SASL, "SASL_PLAINTEXT");
        login("SCRAM-SHA-256", "guess");

        refuses(
                "--sasl-username: the broker at %s refuses this user and password by SCRAM-SHA-256 (expected: those of a user it knows)"
                        .formatted(BROKER.address(SecureBroker.SASL)));
    }

    @Test
    void saysThatNoKnownAuthorityVouchesForTheBroker() throws Exception {
        speak(SecureBroker.TLS, "SSL");
        trust(Pki.authority("other"));

        refuses(
                "--ssl-ca-cert-file: no authority in it vouches for the broker at %s (expected: the one that signed the broker's certificate)"
                        .formatted(BROKER.address(SecureBroker.TLS)));
    }

    @Test
    void saysThatTheBrokerMissesACertificate() throws Exception {
        speak(SecureBroker.MTLS, "SSL");
        trust(SecureBroker.AUTHORITY);

        refuses(
                "KAFKA_SSL_CLIENT_CERT: the broker at %s refuses our certificate, or misses one (expected: one of an authority it trusts; it says: Received fatal alert: bad_certificate)"
                        .formatted(BROKER.address(SecureBroker.MTLS)));
    }

    @Test
    void saysThatAKeyIsAnotherCertificates() throws Exception {
        speak(SecureBroker.MTLS, "SSL");
        trust(SecureBroker.AUTHORITY);
        show(
                Pki.signedBy(SecureBroker.AUTHORITY, "one"),
                Pki.signedBy(SecureBroker.AUTHORITY, "two").pkcs8Pem());

        refuses(
                "--ssl-client-key-file: the key in file %1$s/client.key does not fit the certificate in file %1$s/client.pem (expected: the private key of its first certificate, CN=one)"
                        .formatted(folder));
    }

    @Test
    void saysThatTheListenerSpeaksTls() throws Exception {
        speak(SecureBroker.TLS, "PLAINTEXT");

        refuses(
                "--security-protocol: what listens at %s speaks TLS, and this client is PLAINTEXT, without TLS (expected: SSL or SASL_SSL, or the port of a listener without TLS)"
                        .formatted(BROKER.address(SecureBroker.TLS)));
    }

    @Test
    void saysThatTheListenerSpeaksPlainText() throws Exception {
        speak(BrokerConfig.OPEN, "SSL");

        refuses(
                "--security-protocol: the broker at %s speaks plain text there, and this client is SSL, with TLS (expected: PLAINTEXT or SASL_PLAINTEXT, or the port of a listener with TLS)"
                        .formatted(BROKER.servers()));
    }

    @Test
    void saysThatTheListenerAsksForSasl() throws Exception {
        speak(SecureBroker.SASL, "PLAINTEXT");

        refuses(
                "--security-protocol: the broker at %s asks for SASL (PLAIN, SCRAM-SHA-256, SCRAM-SHA-512), and this client is PLAINTEXT (expected: SASL_PLAINTEXT, KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD, or the port of a listener without)"
                        .formatted(BROKER.address(SecureBroker.SASL)));
    }

    @Test
    void saysThatTheListenerAsksForSaslOverTls() throws Exception {
        speak(SecureBroker.SASL_TLS, "SSL");
        trust(SecureBroker.AUTHORITY);

        refuses(
                "--security-protocol: the broker at %s asks for SASL (PLAIN, SCRAM-SHA-256, SCRAM-SHA-512), and this client is SSL (expected: SASL_SSL, KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD, or the port of a listener without)"
                        .formatted(BROKER.address(SecureBroker.SASL_TLS)));
    }

    @Test
    void saysThatTheListenerAsksForNoSasl() throws Exception {
        speak(BrokerConfig.OPEN, "SASL_PLAINTEXT");
        login("SCRAM-SHA-256", SecureBroker.PASSWORD);

        refuses(
                "--security-protocol: the broker at %s asks for no SASL, and this client is SASL_PLAINTEXT (expected: PLAINTEXT, or the port of a listener with SASL)"
                        .formatted(BROKER.servers()));
    }
}
