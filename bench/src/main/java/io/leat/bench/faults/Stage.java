package io.leat.bench.faults;

import io.leat.bench.cluster.Await;
import io.leat.bench.cluster.Brokers;
import io.leat.bench.cluster.Child;
import io.leat.bench.cluster.Clocks;
import io.leat.bench.cluster.FlinkCluster;
import io.leat.bench.cluster.Http;
import io.leat.bench.cluster.JavaOptions;
import io.leat.bench.cluster.Ports;
import io.leat.bench.cluster.Workspace;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Everything a scenario can break: brokers, Flink, the model, and the proxy between them. */
final class Stage implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Workspace work;
    private final Scenario.Topology topology;
    private final Brokers brokers;
    private final FlinkCluster flink;
    private final Http proxy;
    private final Http model;
    private final ModelHome home;
    private final Replicas replicas;
    private final int restPort;
    private final int grpcPort;
    private final Path jobJar;
    private final CheckpointStore store;

    Stage(Path folder, Path flinkHome, Path jobJar, Scenario.Topology topology) {
        this.topology = topology;
        this.jobJar = jobJar;
        work = new Workspace(folder, topology.clocks());
        store = new CheckpointStore(work.directory("state"));
        int count = topology.brokers();
        List<Integer> proxied = Ports.free(count + 2);
        List<Integer> own = Ports.free(4 + 3 * count);
        restPort = proxied.get(count);
        grpcPort = proxied.get(count + 1);
        List<List<Integer>> brokerPorts =
                IntStream.range(0, count).mapToObj(i -> own.subList(4 + 3 * i, 7 + 3 * i)).toList();
        brokers = Brokers.start(work, brokerPorts, proxied.subList(0, count));
        model = startModel(own.get(0), own.get(1), own.get(2));
        proxy = startProxy(own.get(3), proxied, own);
        Path hosts = work.folder().resolve("conf/hosts");
        home = new ModelHome(proxy, hosts);
        replicas = new Replicas(work, home, restPort, grpcPort);
        flink =
                FlinkCluster.start(
                        work,
                        flinkHome,
                        store.folder(),
                        hosts,
                        topology.taskmanagers(),
                        topology.flink());
    }

    /** Waits until all of it is there. */
    void awaitReady() {
        Await.until("the proxy", PATIENCE, this::openRoutes);
        brokers.awaitReady();
        flink.awaitReady();
        Await.until("the model", PATIENCE, () -> !model.text("/seen").isEmpty());
    }

    private Http startModel(int control, int rest, int grpc) {
        run("model", ModelStub.class, List.of(control, rest, grpc));
        return new Http(control);
    }

    private Http startProxy(int control, List<Integer> proxied, List<Integer> own) {
        int count = topology.brokers();
        List<Object> arguments = new ArrayList<>(List.of(control, authority()));
        for (int i = 0; i < count; i++) {
            arguments.add(
                    "broker-%d=127.0.0.1:%d:%d:kafka"
                            .formatted(i + 1, proxied.get(i), brokers.listen(i + 1)));
        }
        arguments.addAll(ModelHome.routes(Speech.REST, restPort, own.get(1)));
        arguments.addAll(ModelHome.routes(Speech.GRPC, grpcPort, own.get(2)));
        run("proxy", Proxy.class, arguments);
        return new Http(control);
    }

    /** Who vouches for the model, in PEM. */
    Path authority() {
        return work.folder().resolve("conf/model-ca.pem");
    }

    private boolean openRoutes() {
        home.heal();
        brokerRoutes().forEach(route -> route(route, Mode.PASS, 0));
        return true;
    }

    private void run(String name, Class<?> main, List<?> arguments) {
        List<String> command = new ArrayList<>(List.of(main.getName()));
        arguments.forEach(argument -> command.add(argument.toString()));
        Child unused =
                work.java(
                        name,
                        System.getProperty("java.class.path"),
                        JavaOptions.small("384m"),
                        command.toArray(String[]::new));
    }

    Scenario.Topology topology() {
        return topology;
    }

    Path folder() {
        return work.folder();
    }

    Brokers brokers() {
        return brokers;
    }

    FlinkCluster flink() {
        return flink;
    }

    ModelHome home() {
        return home;
    }

    Replicas replicas() {
        return replicas;
    }

    Clocks clocks() {
        return work.clocks();
    }

    CheckpointStore store() {
        return store;
    }

    /** Where the job's jar is. */
    Path jobJar() {
        return jobJar;
    }

    /** Where the job finds the model: the proxy. */
    int modelPort(Speech speech) {
        return switch (speech) {
            case REST -> restPort;
            case GRPC -> grpcPort;
        };
    }

    void behave(String as) {
        model.text("/behave?as=" + URLEncoder.encode(as, StandardCharsets.UTF_8));
    }

    /** Calls that the model has under way. */
    int underWay() {
        return Integer.parseInt(model.text("/seen").split(" ", -1)[0]);
    }

    long calls() {
        return Long.parseLong(model.text("/seen").split(" ", -1)[1]);
    }

    void route(String name, Mode mode, int number) {
        Route.tell(proxy, name, mode, number);
    }

    int held() {
        return brokerRoutes().stream()
                .mapToInt(route -> Integer.parseInt(proxy.text("/held?route=" + route)))
                .sum();
    }

    List<String> brokerRoutes() {
        return IntStream.rangeClosed(1, topology.brokers()).mapToObj(i -> "broker-" + i).toList();
    }

    /** Makes good whatever a scenario has left broken; returns when all is well. */
    void heal() {
        store.heal();
        work.clocks().heal();
        behave("answer");
        replicas.endAll();
        openRoutes();
        for (int id = 1; id <= topology.brokers(); id++) {
            brokers.process(id).resume();
            brokers.start(id);
        }
        flink.resumeAll();
        flink.startMissing();
        brokers.awaitReady();
    }

    @Override
    public void close() {
        replicas.endAll();
        work.close();
        store.close();
    }
}
