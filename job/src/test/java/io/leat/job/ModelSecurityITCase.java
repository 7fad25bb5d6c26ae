// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Metadata;
import io.grpc.Status;
import io.leat.job.plan.ConfigurationException;
import io.leat.testing.kafka.TestBroker;
import io.leat.testing.kafka.TopicReader;
import io.leat.testing.model.GrpcModelStub;
import io.leat.testing.model.RestModelStub;
import io.leat.testing.model.RestModelStub.Answer;
import io.leat.testing.net.FreePorts;
import io.leat.testing.tls.Pki;
import io.leat.testing.tls.ServerTls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A model with TLS and authentication, and a job that has the credentials. */
class ModelSecurityITCase {

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private static final Pki.Signed CA = Pki.authority("lab");
    private static final ServerTls ASKING =
            new ServerTls(Pki.signedBy(CA, "model"), CA.certificate());

    @TempDir Path folder;

    private String file(String name, String text) throws Exception {
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        return file.toString();
    }

    private TestJob secured(TestJob job) throws Exception {
        Pki.Signed client = Pki.signedBy(CA, "job");
        return job.with("model-tls", "true")
                .with("model-ca-cert-file", file("ca.pem", CA.certificatePem()))
                .with("model-client-cert-file", file("client.pem", client.certificatePem()))
                .with("model-client-key-file", file("client.key", client.pkcs8Pem()))
                .with("model-token-file", file("token", "token-1\n"));
    }

    private static Answer admit(RestModelStub.Call call) {
        return "Bearer token-1".equals(call.headers().getFirst("Authorization"))
                ? Answer.ok("admitted")
                : Answer.status(401);
    }

    @Test
    void isCalledByHttps() throws Exception {
        try (RestModelStub model =
                RestModelStub.promising(
                        ASKING.context(), call -> CompletableFuture.completedFuture(admit(call)))) {
            TestJob job = secured(TestJob.of(BROKER, model, 1));
            job.send("{}");

            RunningJob running = RunningJob.start(CLUSTER, job);

            try (TopicReader reader = BROKER.read(job.output)) {
                assertThat(running.await(reader, 1))
                        .extracting(ConsumerRecord::value)
                        .containsExactly(TestJob.bytes("admitted"));
            }
        }
    }

    @Test
    void isCalledByGrpcOverTls() throws Exception {
        Metadata.Key<String> authorization =
                Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
        GrpcModelStub.Handler admit =
                (call, headers, request) -> {
                    if ("Bearer token-1".equals(headers.get(authorization))) {
                        GrpcModelStub.answer(call, request);
                    } else {
                        call.close(Status.UNAUTHENTICATED, new Metadata());
                    }
                };
        try (GrpcModelStub model = GrpcModelStub.start(admit, ASKING.netty())) {
            TestJob job = secured(TestJob.at(BROKER, model.port(), 1).transport("grpc"));
            byte[] message = {10, 0};
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(job.input, 0, null, message);
            record.headers().add("proto-name", TestJob.bytes("seldon.protos.SeldonMessage"));
            BROKER.produce(List.of(record));

            RunningJob running = RunningJob.start(CLUSTER, job);

            try (TopicReader reader = BROKER.read(job.output)) {
                assertThat(running.await(reader, 1))
                        .extracting(ConsumerRecord::value)
                        .containsExactly(message);
            }
        }
    }

    @Test
    void isWaitedForUntilTheTokenInTheFileIsTheOneItKnows() throws Exception {
        CompletableFuture<Void> refused = new CompletableFuture<>();
        try (RestModelStub model =
                RestModelStub.promising(
                        ASKING.context(),
                        call -> {
                            Answer answer = admit(call);
                            if (answer.status() == 401) {
                                refused.complete(null);
                            }
                            return CompletableFuture.completedFuture(answer);
                        })) {
            TestJob job = secured(TestJob.of(BROKER, model, 1));
            file("token", "token-0");
            job.send("{}");

            RunningJob running = RunningJob.start(CLUSTER, job);
            refused.join();
            file("token", "token-1");

            try (TopicReader reader = BROKER.read(job.output)) {
                assertThat(running.await(reader, 1))
                        .extracting(ConsumerRecord::value)
                        .containsExactly(TestJob.bytes("admitted"));
            }
        }
    }

    @Test
    void saysBeforeItStartsWhatCannotWork() throws Exception {
        TestJob job =
                secured(TestJob.at(BROKER, FreePorts.free(), 1))
                        .with("model-client-key-file", folder.resolve("none").toString());

        assertThatThrownBy(() -> RunningJob.start(CLUSTER, job))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "--model-client-key-file: file %s/none does not exist (expected: the same file on every JobManager and TaskManager)"
                                .formatted(folder));
    }

    @Test
    void refusesNodesThatTheGraphDoesNotHave() throws Exception {
        TestJob job =
                secured(TestJob.at(BROKER, FreePorts.free(), 1))
                        .with("model-security-nodes", "m, n");

        assertThatThrownBy(job::load)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "--model-security-nodes names \"n\" (expected: nodes of the graph that are called: m)");
    }
}
