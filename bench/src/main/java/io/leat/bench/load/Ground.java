package io.leat.bench.load;

import io.leat.bench.cluster.Await;
import io.leat.bench.cluster.Brokers;
import io.leat.bench.cluster.Child;
import io.leat.bench.cluster.Http;
import io.leat.bench.cluster.JavaOptions;
import io.leat.bench.cluster.Ports;
import io.leat.bench.cluster.Workspace;
import io.leat.bench.load.stub.StubModel;
import io.leat.protocol.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** What all rows of a run stand on: a broker and the model stub, each a process of its own. */
final class Ground implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Map<String, String> TOPIC =
            Map.of("max.message.bytes", "16000000", "file.delete.delay.ms", "1000");

    private final Path folder;
    private final Path flinkHome;
    private final Workspace work;
    private final Brokers brokers;
    private final Admin admin;
    private final Child stub;
    private final Http model;
    private final int restPort;
    private final int grpcPort;
    private final Map<Input, Feed> feeds = new HashMap<>();
    private int rows;

    Ground(Path folder, Path flinkHome) {
        this.folder = folder;
        this.flinkHome = flinkHome;
        work = new Workspace(folder.resolve("ground"));
        brokers = Brokers.one(work);
        List<Integer> ports = Ports.free(3);
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
        model = new Http(ports.get(0));
        brokers.awaitReady();
        Await.until("the model", PATIENCE, () -> !model.text("/calls").isEmpty());
        admin = brokers.admin();
    }

    Path flinkHome() {
        return flinkHome;
    }

    /** A folder and the processes of one row. */
    Workspace rowWorkspace() {
        rows++;
        return new Workspace(folder.resolve("row-" + rows));
    }

    String servers() {
        return brokers.direct();
    }

    Child broker() {
        return brokers.process(1);
    }

    Child stub() {
        return stub;
    }

    /** The stub's. */
    int port(Transport transport) {
        return switch (transport) {
            case REST -> restPort;
            case GRPC -> grpcPort;
        };
    }

    Brokers brokers() {
        return brokers;
    }

    void behave(Pacing pacing) {
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
    Feed feed(Input input) {
        return feeds.computeIfAbsent(
                input,
                in -> {
                    createTopic(in.topic(), in.partitions());
                    return new Feed(servers(), in.topic(), in.partitions(), in.payload());
                });
    }

    void createTopic(String name, int partitions) {
        brokers.createTopics(partitions, TOPIC, name);
    }

    void deleteTopics(List<String> names) {
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
        feeds.values().forEach(Feed::close);
        admin.close(Duration.ZERO);
        work.close();
    }
}
