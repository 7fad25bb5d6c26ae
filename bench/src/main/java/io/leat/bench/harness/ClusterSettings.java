// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The configuration of the cluster: the distribution's, then the repository's, then what makes it
 * one for this machine and for faults every few seconds.
 */
public final class ClusterSettings {

    private static final Pattern OPTIONS = Pattern.compile("opts:\\s+all: (--add-exports.*)");
    private static final String TASK_OFF_HEAP = "taskmanager.memory.task.off-heap.size";

    /** As stated below, in megabytes. */
    private static final int FRAMEWORK_AND_NETWORK = 64 + 32;

    private static final String TASKMANAGER_OPTIONS = "env.java.opts.taskmanager";

    private final Path home;
    private final Path conf;
    private final Map<String, String> more;

    /**
     * Settings that are not yet written.
     *
     * @param more for this cluster, above all others
     */
    public ClusterSettings(Path home, Path conf, Map<String, String> more) {
        this.home = home;
        this.conf = conf;
        this.more = more;
    }

    /** What the repository's settings say for these keys. */
    public static Map<String, String> shipped(List<String> keys) {
        Map<String, String> found = new HashMap<>();
        read(repository().resolve("config.yaml"))
                .lines()
                .map(line -> line.split(": ", 2))
                .filter(line -> keys.contains(line[0]))
                .forEach(line -> found.put(line[0], line[1]));
        if (!found.keySet().containsAll(keys)) {
            throw new IllegalStateException(
                    "flink-conf/config.yaml states " + found + " (expected: all of " + keys + ")");
        }
        return found;
    }

    private static String shipped(String key) {
        return Objects.requireNonNull(shipped(List.of(key)).get(key), key);
    }

    /** What the distribution's scripts give every JVM. */
    public List<String> jvmOptions() {
        Matcher matcher = OPTIONS.matcher(read(home.resolve("conf/config.yaml")));
        if (!matcher.find()) {
            throw new IllegalStateException(
                    "no env.java.opts.all in " + home + "/conf/config.yaml");
        }
        return List.of(matcher.group(1).trim().split(" ", -1));
    }

    /** As Flink's own scripts would limit a TaskManager's direct memory. */
    int directMegabytes() {
        String stated = more.get(TASK_OFF_HEAP);
        if (stated == null) {
            stated = shipped(TASK_OFF_HEAP);
        }
        return FRAMEWORK_AND_NETWORK + Integer.parseInt(stated.trim().replace("mb", ""));
    }

    /** What the repository gives a TaskManager's JVM beyond that. */
    public List<String> taskManagerOptions() {
        return List.of(shipped(TASKMANAGER_OPTIONS).trim().split(" ", -1));
    }

    private static Path repository() {
        return Path.of(System.getProperty("leat.repository"), "flink-conf");
    }

    void write(
            Path state,
            Path checkpoints,
            Path ha,
            Path tmp,
            int restPort,
            int rpcPort,
            int zookeeperPort) {
        writeWith(
                "|heartbeat|restart-strategy.exponential-delay.max-backoff",
                forThisMachine(state, checkpoints, ha, tmp, restPort, rpcPort, zookeeperPort));
        try {
            Files.writeString(
                    conf.resolve("zoo.cfg"),
                    """
                    tickTime=1000
                    dataDir=%s
                    clientPort=%d
                    clientPortAddress=127.0.0.1
                    admin.enableServer=false
                    """
                            .formatted(ha.resolve("zookeeper"), zookeeperPort));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For a cluster that is one process. */
    public void writeLocal(Path state, Path tmp) {
        writeWith(
                "",
                """
                execution.checkpointing.dir: file://%1$s/checkpoints
                execution.checkpointing.savepoint-dir: file://%1$s/savepoints
                jobmanager.bind-host: 127.0.0.1
                taskmanager.bind-host: 127.0.0.1
                rest.address: 127.0.0.1
                rest.bind-address: 127.0.0.1
                rest.bind-port: 0
                io.tmp.dirs: %2$s
                """
                        .formatted(state, tmp));
    }

    /** The repository's settings, without those that are stated here instead. */
    private void writeWith(String without, String instead) {
        // Without the reporter, whose port cannot be bound to the loopback address.
        String left =
                "(metrics.reporter.prom|execution.checkpointing.(dir|savepoint-dir)%s).*"
                        .formatted(without);
        Stream<String> ours =
                read(repository().resolve("config.yaml"))
                        .lines()
                        .filter(line -> !line.matches(left));
        // No key may stand twice.
        Stream<String> lines =
                Stream.concat(ours, instead.lines())
                        .filter(line -> !more.containsKey(line.split(":", 2)[0]));
        Stream<String> above = more.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue());
        try {
            Files.write(conf.resolve("config.yaml"), Stream.concat(lines, above).toList());
            Files.copy(
                    repository().resolve("log4j-console.properties"),
                    conf.resolve("log4j-console.properties"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String forThisMachine(
            Path state,
            Path checkpoints,
            Path ha,
            Path tmp,
            int restPort,
            int rpcPort,
            int zookeeperPort) {
        return """
               execution.checkpointing.dir: file://%7$s
               execution.checkpointing.savepoint-dir: file://%1$s/savepoints
               execution.checkpointing.externalized-checkpoint-retention: RETAIN_ON_CANCELLATION
               high-availability.type: zookeeper
               high-availability.storageDir: file://%2$s/storage
               high-availability.jobmanager.port: %5$d
               high-availability.zookeeper.quorum: 127.0.0.1:%6$d
               high-availability.zookeeper.client.session-timeout: 6s
               high-availability.zookeeper.client.connection-timeout: 6s
               heartbeat.interval: 1s
               heartbeat.timeout: 10s
               restart-strategy.exponential-delay.max-backoff: 2s
               jobmanager.rpc.address: 127.0.0.1
               jobmanager.rpc.port: %5$d
               jobmanager.bind-host: 127.0.0.1
               taskmanager.host: 127.0.0.1
               taskmanager.bind-host: 127.0.0.1
               rest.address: 127.0.0.1
               rest.bind-address: 127.0.0.1
               rest.port: %4$d
               rest.bind-port: %4$d
               rest.flamegraph.enabled: false
               web.refresh-interval: 500
               taskmanager.numberOfTaskSlots: 2
               # Every TaskManager has its part, so that the loss of any is felt.
               taskmanager.load-balance.mode: SLOTS
               taskmanager.cpu.cores: 2
               taskmanager.memory.framework.heap.size: 64mb
               taskmanager.memory.task.heap.size: 384mb
               taskmanager.memory.framework.off-heap.size: 64mb
               taskmanager.memory.network.min: 32mb
               taskmanager.memory.network.max: 32mb
               taskmanager.memory.jvm-metaspace.size: 256mb
               taskmanager.memory.jvm-overhead.min: 192mb
               taskmanager.memory.jvm-overhead.max: 192mb
               zookeeper.sasl.disable: true
               io.tmp.dirs: %3$s
               """
                .formatted(state, ha, tmp, restPort, rpcPort, zookeeperPort, checkpoints);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything in the distribution's {@code lib}. */
    public String classPath() {
        try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
            return jars.map(Path::toString).sorted().collect(Collectors.joining(":"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
