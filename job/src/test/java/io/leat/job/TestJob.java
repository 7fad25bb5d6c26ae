// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import io.leat.deployment.draft.DeploymentDraft;
import io.leat.deployment.draft.DraftModel;
import io.leat.deployment.draft.IllegalDraftException;
import io.leat.job.plan.ConfigurationException;
import io.leat.job.plan.InferenceJob;
import io.leat.job.plan.JobArguments;
import io.leat.job.plan.PredictorSelection;
import io.leat.protocol.Protocol;
import io.leat.testing.kafka.TestBroker;
import io.leat.testing.model.RestModelStub;
import io.leat.wire.seldon.SeldonMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** A deployment over topics of its own, put together by a test. Options are command-line flags. */
final class TestJob {

    private final TestBroker broker;
    private final Map<String, String> flags = new HashMap<>();
    private final String name;
    private String protocol = "seldon";
    private String transport = "rest";
    private String graph = "{}";
    private String shadow = "";
    private String others = "";
    private int ofMain = 100;
    private final List<String> containers = new ArrayList<>();
    private @Nullable DeploymentDraft draft;
    final String input;
    final String output;
    final String deadLetters;
    final String feedback;
    final String log;

    private TestJob(TestBroker broker, String name) {
        this.broker = broker;
        this.name = name;
        input = name + "-in";
        output = name + "-out";
        deadLetters = output + "-dead-letter";
        feedback = name + "-feedback";
        log = name + "-log";
        flags.put("checkpoint-interval", "200ms");
    }

    /** One MODEL node called {@code m}, and topics with these many partitions. */
    static TestJob of(TestBroker broker, RestModelStub model, int partitions) {
        return at(broker, model.port(), partitions);
    }

    static TestJob at(TestBroker broker, int modelPort, int partitions) {
        return named(TestBroker.uniqueName("job"), broker, modelPort, partitions);
    }

    /** The same under a name that is known beforehand, and so in one test only. */
    static TestJob named(String name, TestBroker broker, int modelPort, int partitions) {
        TestJob job = new TestJob(broker, name);
        broker.createTopic(job.input, partitions);
        broker.createTopic(job.output, partitions);
        return job.graph(node("m", "MODEL", modelPort), "m");
    }

    /**
     * What {@code leat local} runs of flags alone, without a file: {@code --protocol}, and a {@code
     * --model} for each model.
     *
     * @param modelName {@code --model-name}, or null where it is not stated
     * @param models each a URL, or NAME=URL
     */
    static TestJob ofFlags(
            TestBroker broker, Protocol protocol, @Nullable String modelName, String... models) {
        String name = TestBroker.uniqueName("job");
        TestJob job = new TestJob(broker, name);
        try {
            job.draft =
                    DeploymentDraft.of(
                            name, protocol, DraftModel.parse(List.of(models), modelName, protocol));
        } catch (IllegalDraftException e) {
            throw new IllegalArgumentException(e);
        }
        broker.createTopic(job.input, 1);
        broker.createTopic(job.output, 1);
        return job.with("broker", broker.servers())
                .with("input-topic", job.input)
                .with("output-topic", job.output);
    }

    /** A node of a graph as YAML in one line, with these children. */
    static String node(String name, String type, int port, String... children) {
        return "{name: %s, type: %s, endpoint: {service_host: 127.0.0.1, service_port: %d}, children: [%s]}"
                .formatted(name, type, port, String.join(", ", children));
    }

    /** The same whose calls are logged: {@code request}, {@code response} or {@code all}. */
    static String logged(String mode, String node) {
        return node.replaceFirst("\\{", "{logger: {mode: " + mode + "}, ");
    }

    TestJob graph(String yaml, String... nodes) {
        graph = yaml;
        containers.clear();
        containers.addAll(List.of(nodes));
        return this;
    }

    /** A predictor called {@code canary} that shares the records, and writes to the same topics. */
    TestJob withCanary(RestModelStub model, int percent) {
        others = predictor("canary", "traffic: " + percent, model, broker, input, output);
        ofMain = 100 - percent;
        return this;
    }

    /** A shadow called {@code next} beside the predictor, over the same topics. */
    TestJob withShadow(RestModelStub model, int percent) {
        String share = "shadow: true, traffic: " + percent;
        shadow = predictor("next", share, model, broker, input, output);
        return this;
    }

    /**
     * A predictor of one model as YAML, an entry of {@code spec.predictors}.
     *
     * @param share fields of the predictor that state its share, in one line
     */
    static String predictor(
            String name,
            String share,
            RestModelStub model,
            TestBroker broker,
            String input,
            String output) {
        return """
               - {name: %s, %s, graph: %s,
                  componentSpecs: [{spec: {containers: [{name: m, image: x:1}]}}],
                  svcOrchSpec: {env: [
                    {name: KAFKA_BROKER, value: "%s"},
                    {name: KAFKA_INPUT_TOPIC, value: %s},
                    {name: KAFKA_OUTPUT_TOPIC, value: %s}]}}
               """
                .formatted(
                        name,
                        share,
                        node("m", "MODEL", model.port()),
                        broker.servers(),
                        input,
                        output)
                .indent(2);
    }

    /** Reads feedback too, from a topic of one partition. */
    TestJob withFeedback() {
        broker.createTopic(feedback, 1);
        return with("feedback-topic", feedback);
    }

    /** Keeps a request log too, in a topic of one partition. */
    TestJob withLog() {
        broker.createTopic(log, 1);
        return with("logger-topic", log);
    }

    TestJob protocol(String value) {
        protocol = value;
        return this;
    }

    TestJob transport(String value) {
        transport = value;
        return this;
    }

    TestJob with(String flag, String value) {
        flags.put(flag, value);
        return this;
    }

    TestJob without(String flag) {
        flags.remove(flag);
        return this;
    }

    /** The consumer group, and part of the name of the job. */
    String group() {
        return draft == null ? "main." + name + ".lab" : "default." + name + ".default";
    }

    String yaml() {
        if (draft != null) {
            return draft.yaml(List.of(), "leat");
        }
        String specs =
                String.join(
                        ", ",
                        containers.stream().map(c -> "{name: " + c + ", image: x:1}").toList());
        return """
               apiVersion: machinelearning.seldon.io/v1
               kind: SeldonDeployment
               metadata: {name: %s, namespace: lab}
               spec:
                 protocol: %s
                 transport: %s
                 serverType: kafka
                 predictors:
                 - name: main
                   traffic: %d
                   graph: %s
                   componentSpecs: [{spec: {containers: [%s]}}]
                   svcOrchSpec:
                     env:
                     - {name: KAFKA_BROKER, value: "%s"}
                     - {name: KAFKA_INPUT_TOPIC, value: %s}
                     - {name: KAFKA_OUTPUT_TOPIC, value: %s}
               """
                        .formatted(
                                name,
                                protocol,
                                transport,
                                ofMain,
                                graph,
                                specs,
                                broker.servers(),
                                input,
                                output)
                + others
                + shadow;
    }

    InferenceJob load() throws ConfigurationException {
        return load(draft == null ? "main" : "default");
    }

    InferenceJob load(String predictor) throws ConfigurationException {
        return JobLoader.load(
                PredictorSelection.fromText(yaml(), "test.yaml", predictor),
                new JobArguments(flags),
                Map.of(),
                Map.of());
    }

    /** Puts records with these values into a partition of the input. */
    void send(int partition, List<String> values) {
        broker.produce(
                values.stream()
                        .map(
                                value ->
                                        new ProducerRecord<byte[], byte[]>(
                                                input, partition, null, bytes(value)))
                        .toList());
    }

    void send(String... values) {
        send(0, List.of(values));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A message of the seldon protocol that holds this text, as gRPC has it. */
    static byte[] seldonText(String text) {
        return SeldonMessage.newBuilder().setStrData(text).build().toByteArray();
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
