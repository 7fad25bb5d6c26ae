// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.harness;

import io.leat.kafka.admin.AdminFutures;
import io.leat.testing.net.FreePorts;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * Kafka brokers, each with a controller, in processes of their own. Each has two addresses: one for
 * observers, and one that leads the job through the proxy.
 */
public final class BrokerProcesses {

    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    private final Workspace work;
    private final String prefix;
    private final List<String> java;
    private final List<Node> nodes = new ArrayList<>();

    private static final class Node {
        private final int direct;
        private final int listen;
        private final int advertised;
        private ChildProcess process;

        Node(List<Integer> ports, int advertised, ChildProcess process) {
            direct = ports.get(1);
            listen = ports.get(2);
            this.advertised = advertised;
            this.process = process;
        }
    }

    /**
     * Starts them; {@link #awaitReady} waits.
     *
     * @param ports three for each broker: controller, direct, and where the proxy leads to
     * @param advertised one for each broker: where the proxy listens
     */
    public static BrokerProcesses start(
            Workspace work, List<List<Integer>> ports, List<Integer> advertised) {
        return start(work, "", ports, advertised, JavaOptions.small("512m"));
    }

    /**
     * Starts a cluster beside another one, which nothing stands before; {@link #awaitReady} waits.
     *
     * @param prefix of the names of its processes and folders
     * @param ports three for each broker
     */
    public static BrokerProcesses beside(Workspace work, String prefix, List<List<Integer>> ports) {
        List<Integer> advertised = ports.stream().map(own -> own.get(2)).toList();
        return start(work, prefix, ports, advertised, JavaOptions.small("512m"));
    }

    /** One broker that nothing stands before, as fast as it can be. */
    public static BrokerProcesses one(Workspace work) {
        List<Integer> ports = FreePorts.free(3);
        return start(work, "", List.of(ports), List.of(ports.get(2)), JavaOptions.fast("1g"));
    }

    private static BrokerProcesses start(
            Workspace work,
            String prefix,
            List<List<Integer>> ports,
            List<Integer> advertised,
            List<String> java) {
        BrokerProcesses brokers = new BrokerProcesses(work, prefix, java);
        String id = Uuid.randomUuid().toString();
        String voters =
                IntStream.range(0, ports.size())
                        .mapToObj(i -> (i + 1) + "@127.0.0.1:" + ports.get(i).get(0))
                        .collect(Collectors.joining(","));
        for (int i = 0; i < ports.size(); i++) {
            brokers.add(i + 1, id, voters, ports.get(i), advertised.get(i));
        }
        return brokers;
    }

    private BrokerProcesses(Workspace work, String prefix, List<String> java) {
        this.work = work;
        this.prefix = prefix;
        this.java = java;
    }

    private void add(int id, String cluster, String voters, List<Integer> ports, int advertised) {
        Path log = work.directory(prefix + "kafka-" + id);
        try {
            Files.writeString(settings(id), BrokerSettings.of(id, voters, ports, advertised, log));
            new Formatter()
                    .setPrintStream(
                            new PrintStream(
                                    OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setNodeId(id)
                    .setClusterId(cluster)
                    .setControllerListenerName("CONTROLLER")
                    .addDirectory(log.toString())
                    .setMetadataLogDirectory(log.toString())
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException("cannot format " + log, e);
        }
        nodes.add(new Node(ports, advertised, launch(id)));
    }

    private Path settings(int id) {
        return work.folder().resolve("conf").resolve(prefix + "broker-" + id + ".properties");
    }

    private ChildProcess launch(int id) {
        return work.java(
                prefix + "broker-" + id,
                System.getProperty("java.class.path"),
                java,
                "kafka.Kafka",
                settings(id).toString());
    }

    public int count() {
        return nodes.size();
    }

    public ChildProcess process(int id) {
        return nodes.get(id - 1).process;
    }

    public void start(int id) {
        Node node = nodes.get(id - 1);
        if (!node.process.isAlive()) {
            node.process = launch(id);
        }
    }

    /** The address for observers, past the proxy. */
    public String direct() {
        return servers(nodes.stream().map(node -> node.direct));
    }

    /** The way of the job, through the proxy. */
    public String proxied() {
        return servers(nodes.stream().map(node -> node.advertised));
    }

    private static String servers(Stream<Integer> ports) {
        return ports.map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    }

    /** Where the proxy leads to. */
    public int listen(int id) {
        return nodes.get(id - 1).listen;
    }

    /** An admin client for observers; the caller closes it. */
    public Admin admin() {
        return Admin.create(
                Map.of(
                        "bootstrap.servers", direct(),
                        "request.timeout.ms", "5000",
                        "default.api.timeout.ms", "15000"));
    }

    /** Waits until all are there and in step. */
    public void awaitReady() {
        try (Admin admin = admin()) {
            Await.until(
                    count() + " brokers",
                    TIMEOUT,
                    () ->
                            ended().isPresent()
                                    || admin.describeCluster().nodes().get().size() == count());
            ended().ifPresent(BrokerProcesses::refuse);
            Await.until("all replicas in step", TIMEOUT, () -> inStep(admin));
        }
    }

    private Optional<ChildProcess> ended() {
        return nodes.stream().map(node -> node.process).filter(p -> !p.isAlive()).findFirst();
    }

    private static void refuse(ChildProcess ended) {
        throw new IllegalStateException("a broker ended, see " + ended.log());
    }

    private static boolean inStep(Admin admin) throws Exception {
        var topics = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
        return admin.describeTopics(topics).allTopicNames().get().values().stream()
                .flatMap(topic -> topic.partitions().stream())
                .allMatch(p -> p.isr().size() == p.replicas().size());
    }

    /**
     * Topics that bear the loss of one broker, if there are three. Returns once they are known to
     * whichever is asked: that they were created is the controller's word, which brokers hear
     * later.
     */
    public void createTopics(int partitions, Map<String, String> settings, String... names) {
        short replicas = (short) Math.min(3, count());
        Map<String, String> all = new HashMap<>(settings);
        all.put("min.insync.replicas", count() >= 3 ? "2" : "1");
        try (Admin admin = admin()) {
            admin.createTopics(
                            Stream.of(names)
                                    .map(
                                            name ->
                                                    new NewTopic(name, partitions, replicas)
                                                            .configs(all))
                                    .toList())
                    .all()
                    .get();
            Await.until("known " + List.of(names), TIMEOUT, () -> areKnown(admin, List.of(names)));
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("cannot create " + List.of(names), e);
        }
    }

    /**
     * Deletes a topic and makes it again, as empty as new, with the same partitions and settings.
     */
    public void makeAgain(String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = admin()) {
            int partitions =
                    AdminFutures.of(admin.describeTopics(List.of(topic)).topicNameValues(), topic)
                            .get()
                            .partitions()
                            .size();
            Map<String, String> settings =
                    AdminFutures.of(admin.describeConfigs(List.of(resource)).values(), resource)
                            .get()
                            .entries()
                            .stream()
                            .filter(e -> e.source() == ConfigSource.DYNAMIC_TOPIC_CONFIG)
                            .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
            admin.deleteTopics(List.of(topic)).all().get();
            // A broker that has not heard of it yet would take records for the old one.
            Await.until("no replica of " + topic, TIMEOUT, () -> !hasReplicas(admin, topic));
            createTopics(partitions, settings, topic);
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("cannot make " + topic + " again", e);
        }
    }

    private boolean hasReplicas(Admin admin, String topic) throws Exception {
        List<Integer> ids = IntStream.rangeClosed(1, count()).boxed().toList();
        return admin.describeLogDirs(ids).allDescriptions().get().values().stream()
                .flatMap(directories -> directories.values().stream())
                .flatMap(directory -> directory.replicaInfos().keySet().stream())
                .anyMatch(partition -> partition.topic().equals(topic));
    }

    private static boolean areKnown(Admin admin, List<String> names) throws Exception {
        return admin.describeTopics(names).allTopicNames().get().values().stream()
                .flatMap(topic -> topic.partitions().stream())
                .allMatch(partition -> partition.leader() != null);
    }
}
