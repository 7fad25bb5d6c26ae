// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.subject;

import io.leat.bench.harness.Await;
import io.leat.bench.harness.BrokerProcesses;
import io.leat.bench.harness.ChildProcess;
import io.leat.bench.harness.JavaOptions;
import io.leat.bench.harness.LoopbackHttp;
import io.leat.bench.harness.Workspace;
import io.leat.bench.load.stub.Pacing;
import io.leat.bench.load.stub.StubModel;
import io.leat.protocol.Transport;
import io.leat.testing.net.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** What all rows of a run stand on: a broker and the model stub, each a process of its own. */
public final class LoadEnvironment implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final Map<String, String> TOPIC =
            Map.of("max.message.bytes", "16000000", "file.delete.delay.ms", "1000");

    private final Path folder;
    private final Path flinkHome;
    private final Workspace work;
    private final BrokerProcesses brokers;
    private final Admin admin;
    private final ChildProcess stub;
    private final LoopbackHttp model;
    private final int restPort;
    private final int grpcPort;
    private final Map<InputTopic, InputFeed> feeds = new HashMap<>();
    private int rows;

    public LoadEnvironment(Path folder, Path flinkHome) {
        this.folder = folder;
        this.flinkHome = flinkHome;
        work = new Workspace(folder.resolve("ground"), false);
        brokers = BrokerProcesses.one(work);
        List<Integer> ports = FreePorts.free(3);
        restPort = ports.get(1);
        grpcPort = ports.get(2);
        stub =
                work.java(
                        "model",
                        System.getProperty("java.class.path"),
                        JavaOptions.fast("512m"),
                        StubModel.class.getName(),
                        ports.get(0).toString(),
                        ports.get(1).toString(),
                        ports.get(2).toString());
        model = new LoopbackHttp(ports.get(0));
        brokers.awaitReady();
        Await.until("the model", TIMEOUT, () -> !model.text("/calls").isEmpty());
        admin = brokers.admin();
    }

    public Path flinkHome() {
        return flinkHome;
    }

    /** A folder and the processes of one row. */
    public Workspace rowWorkspace() {
        rows++;
        return new Workspace(folder.resolve("row-" + rows), false);
    }

    /**
     * Keeps what the processes of the last row have logged, beyond the end of the run.
     *
     * @param target a folder that is made anew
     */
    public void keepLogs(Path target) {
        try {
            Files.createDirectories(target);
            for (String part : List.of("ground", "row-" + rows)) {
                Path logs = folder.resolve(part).resolve("log");
                if (!Files.isDirectory(logs)) {
                    continue; // it failed before it had a process
                }
                try (Stream<Path> files = Files.list(logs)) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        Files.copy(
                                file,
                                target.resolve(
                                        part.replaceFirst("-.*", "") + "-" + file.getFileName()),
                                StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String servers() {
        return brokers.direct();
    }

    ChildProcess broker() {
        return brokers.process(1);
    }

    ChildProcess stub() {
        return stub;
    }

    /** The stub's. */
    int port(Transport transport) {
        return switch (transport) {
            case REST -> restPort;
            case GRPC -> grpcPort;
        };
    }

    BrokerProcesses brokers() {
        return brokers;
    }

    public void behave(Pacing pacing) {
        model.text(
                "/behave?latency=%d&item=%d&capacity=%d&fail=%d"
                        .formatted(
                                pacing.latency().toNanos() / 1000,
                                pacing.item().toNanos() / 1000,
                                pacing.capacity(),
                                pacing.fail()));
    }

    /** Calls that the stub has answered since it was started. */
    long calls() {
        return Long.parseLong(model.text("/calls").split(" ", -1)[0]);
    }

    /** The topic's writer, with the topic. */
    public InputFeed feed(InputTopic input) {
        return feeds.computeIfAbsent(
                input,
                in -> {
                    createTopic(in.topic(), in.partitions());
                    return new InputFeed(servers(), in.topic(), in.partitions(), in.payload());
                });
    }

    public void createTopic(String name, int partitions) {
        createTopic(name, partitions, false);
    }

    /**
     * Creates one.
     *
     * @param areAppendsStamped whether brokers replace timestamps by when they append a record
     */
    public void createTopic(String name, int partitions, boolean areAppendsStamped) {
        Map<String, String> settings = new HashMap<>(TOPIC);
        if (areAppendsStamped) {
            settings.put("message.timestamp.type", "LogAppendTime");
        }
        brokers.createTopics(partitions, settings, name);
    }

    public void deleteTopics(List<String> names) {
        try {
            admin.deleteTopics(names).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("cannot delete " + names, e);
        }
    }

    /** Where the next record of the topic would stand, over its partitions. */
    long end(String topic, int partitions) {
        Map<TopicPartition, OffsetSpec> asked =
                IntStream.range(0, partitions)
                        .boxed()
                        .collect(
                                Collectors.toMap(
                                        p -> new TopicPartition(topic, p),
                                        p -> OffsetSpec.latest()));
        try {
            return admin.listOffsets(asked).all().get().values().stream()
                    .mapToLong(ListOffsetsResultInfo::offset)
                    .sum();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("no offsets of " + topic, e);
        }
    }

    @Override
    public void close() {
        feeds.values().forEach(InputFeed::close);
        admin.close(Duration.ZERO);
        work.close();
    }
}
