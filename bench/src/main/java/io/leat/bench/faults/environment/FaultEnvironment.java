// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults.environment;

import io.leat.bench.faults.model.FaultModelStub;
import io.leat.bench.faults.model.SeldonMessages;
import io.leat.bench.faults.proxy.FaultProxy;
import io.leat.bench.faults.proxy.ModelHome;
import io.leat.bench.faults.proxy.ProxyMode;
import io.leat.bench.faults.proxy.ProxyRoute;
import io.leat.bench.faults.scenario.Scenario;
import io.leat.bench.harness.Await;
import io.leat.bench.harness.BrokerProcesses;
import io.leat.bench.harness.ChildProcess;
import io.leat.bench.harness.FlinkCluster;
import io.leat.bench.harness.JavaOptions;
import io.leat.bench.harness.LoopbackHttp;
import io.leat.bench.harness.SettableClocks;
import io.leat.bench.harness.Workspace;
import io.leat.testing.net.FreePorts;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Everything a scenario can break: brokers, Flink, the model, and the proxy between them. */
public final class FaultEnvironment implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    private final Workspace work;
    private final Scenario.Topology topology;
    private final BrokerProcesses brokers;
    private final BrokerProcesses logBrokers;
    private final FlinkCluster flink;
    private final LoopbackHttp proxy;
    private final LoopbackHttp model;
    private final ModelHome home;
    private final ModelReplicas replicas;
    private final int restPort;
    private final int grpcPort;
    private final Path jobJar;
    private final CheckpointStore store;

    public FaultEnvironment(Path folder, Path flinkHome, Path jobJar, Scenario.Topology topology) {
        this.topology = topology;
        this.jobJar = jobJar;
        work = new Workspace(folder, topology.clocks());
        store = new CheckpointStore(work.directory("state"));
        int count = topology.brokers();
        List<Integer> proxied = FreePorts.free(count + 2);
        List<Integer> own = FreePorts.free(4 + 3 * (count + topology.logbrokers()));
        restPort = proxied.get(count);
        grpcPort = proxied.get(count + 1);
        List<List<Integer>> brokerPorts =
                IntStream.range(0, count + topology.logbrokers())
                        .mapToObj(i -> own.subList(4 + 3 * i, 7 + 3 * i))
                        .toList();
        brokers =
                BrokerProcesses.start(
                        work, brokerPorts.subList(0, count), proxied.subList(0, count));
        logBrokers =
                topology.logbrokers() == 0
                        ? brokers
                        : BrokerProcesses.beside(
                                work, "log-", brokerPorts.subList(count, brokerPorts.size()));
        model = startModel(own.get(0), own.get(1), own.get(2));
        proxy = startProxy(own.get(3), proxied, own);
        Path hosts = work.folder().resolve("conf/hosts");
        home = new ModelHome(proxy, hosts);
        replicas = new ModelReplicas(work, home, restPort, grpcPort);
        flink =
                FlinkCluster.start(
                        work,
                        flinkHome,
                        store.folder(),
                        hosts,
                        topology.taskmanagers(),
                        topology.application(),
                        topology.flink());
    }

    /** Waits until all of it is there. */
    public void awaitReady() {
        Await.until("the proxy", TIMEOUT, this::openRoutes);
        brokers.awaitReady();
        logBrokers.awaitReady();
        flink.awaitReady();
        Await.until("the model", TIMEOUT, () -> !model.text("/seen").isEmpty());
    }

    private LoopbackHttp startModel(int control, int rest, int grpc) {
        run("model", FaultModelStub.class, List.of(control, rest, grpc));
        return new LoopbackHttp(control);
    }

    private LoopbackHttp startProxy(int control, List<Integer> proxied, List<Integer> own) {
        int count = topology.brokers();
        List<Object> arguments = new ArrayList<>(List.of(control, authority()));
        for (int i = 0; i < count; i++) {
            arguments.add(
                    "broker-%d=127.0.0.1:%d:%d:kafka"
                            .formatted(i + 1, proxied.get(i), brokers.listen(i + 1)));
        }
        arguments.addAll(ModelHome.routes(SeldonMessages.REST, restPort, own.get(1)));
        arguments.addAll(ModelHome.routes(SeldonMessages.GRPC, grpcPort, own.get(2)));
        run("proxy", FaultProxy.class, arguments);
        return new LoopbackHttp(control);
    }

    /** Who vouches for the model, in PEM. */
    Path authority() {
        return work.folder().resolve("conf/model-ca.pem");
    }

    private boolean openRoutes() {
        home.heal();
        brokerRoutes().forEach(route -> route(route, ProxyMode.PASS, 0));
        return true;
    }

    private void run(String name, Class<?> main, List<?> arguments) {
        List<String> command = new ArrayList<>(List.of(main.getName()));
        arguments.forEach(argument -> command.add(argument.toString()));
        ChildProcess unused =
                work.java(
                        name,
                        System.getProperty("java.class.path"),
                        JavaOptions.small("384m"),
                        command.toArray(String[]::new));
    }

    public Scenario.Topology topology() {
        return topology;
    }

    public Path folder() {
        return work.folder();
    }

    public BrokerProcesses brokers() {
        return brokers;
    }

    /** Where the request log is: on a cluster of its own, or that of the job. */
    public BrokerProcesses logBrokers() {
        return logBrokers;
    }

    public FlinkCluster flink() {
        return flink;
    }

    public ModelHome home() {
        return home;
    }

    public ModelReplicas replicas() {
        return replicas;
    }

    public SettableClocks clocks() {
        return work.clocks();
    }

    public CheckpointStore store() {
        return store;
    }

    /** Where the job's jar is. */
    Path jobJar() {
        return jobJar;
    }

    /** Where the job finds the model: the proxy. */
    int modelPort(SeldonMessages speech) {
        return switch (speech) {
            case REST -> restPort;
            case GRPC -> grpcPort;
        };
    }

    public void behave(String as) {
        model.text("/behave?as=" + URLEncoder.encode(as, StandardCharsets.UTF_8));
    }

    /** Calls that the model has under way. */
    public int underWay() {
        return Integer.parseInt(model.text("/seen").split(" ", -1)[0]);
    }

    /** How many different rewards the model has been told. */
    public int rewards() {
        return Integer.parseInt(model.text("/rewards"));
    }

    public long calls() {
        return Long.parseLong(model.text("/seen").split(" ", -1)[1]);
    }

    public void route(String name, ProxyMode mode, int number) {
        ProxyRoute.tell(proxy, name, mode, number);
    }

    public int held() {
        return brokerRoutes().stream()
                .mapToInt(route -> Integer.parseInt(proxy.text("/held?route=" + route)))
                .sum();
    }

    public List<String> brokerRoutes() {
        return IntStream.rangeClosed(1, topology.brokers()).mapToObj(i -> "broker-" + i).toList();
    }

    /** Makes good whatever a scenario has left broken; returns when all is well. */
    public void heal() {
        store.heal();
        work.clocks().heal();
        behave("answer");
        replicas.endAll();
        openRoutes();
        heal(brokers);
        heal(logBrokers);
        flink.resumeAll();
        flink.startMissing();
        brokers.awaitReady();
        logBrokers.awaitReady();
    }

    private static void heal(BrokerProcesses cluster) {
        for (int id = 1; id <= cluster.count(); id++) {
            cluster.process(id).resume();
            cluster.start(id);
        }
    }

    @Override
    public void close() {
        replicas.endAll();
        work.close();
        store.close();
    }
}
