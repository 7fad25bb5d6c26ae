// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults.environment;

import io.leat.bench.faults.model.FaultModelStub;
import io.leat.bench.faults.proxy.Balancer;
import io.leat.bench.faults.proxy.ModelHome;
import io.leat.bench.harness.Await;
import io.leat.bench.harness.ChildProcess;
import io.leat.bench.harness.JavaOptions;
import io.leat.bench.harness.LoopbackHttp;
import io.leat.bench.harness.Workspace;
import io.leat.testing.net.FreePorts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Replicas of the model in processes of their own, each at an address of its own, in place of the
 * one model behind the proxy. They are found as Kubernetes' Services have them found: by a name
 * that has the address of each, or by one address where a balancer chooses for each connection.
 */
public final class ModelReplicas {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final String BALANCER = "127.0.0.10";

    private final Workspace work;
    private final ModelHome home;
    private final int restPort;
    private final int grpcPort;
    private final Map<Integer, Replica> replicas = new TreeMap<>();
    private @Nullable Balancer balancer;

    /** One process, and what it is asked by. */
    private record Replica(ChildProcess process, LoopbackHttp control) {
        long calls() {
            return Long.parseLong(control.text("/seen").split(" ", -1)[1]);
        }
    }

    /**
     * None at first.
     *
     * @param restPort of every replica, and of the balancer
     * @param grpcPort of every replica
     */
    ModelReplicas(Workspace work, ModelHome home, int restPort, int grpcPort) {
        this.work = work;
        this.home = home;
        this.restPort = restPort;
        this.grpcPort = grpcPort;
    }

    /** Starts the first one and has the model's name lead there. */
    public void begin(int id, boolean balanced) {
        if (balanced) {
            balancer = new Balancer(BALANCER, restPort);
        }
        Replica first = start(id);
        publish();
        System.out.printf(
                "      | replica %d: ready, and called after %.1f s%n", id, called(first, TIMEOUT));
    }

    /** Starts another one and, once it is ready, has it found. */
    public void add(int id, Duration most) {
        Replica added = start(id);
        publish();
        System.out.printf(
                "      | replica %d: ready, and called after %.1f s%n", id, called(added, most));
    }

    private static double called(Replica replica, Duration most) {
        long start = System.nanoTime();
        Await.until("a call of the replica", most, () -> replica.calls() > 0);
        return (System.nanoTime() - start) / 1e9;
    }

    private Replica start(int id) {
        int control = FreePorts.free();
        ChildProcess process =
                work.java(
                        "replica-" + id,
                        System.getProperty("java.class.path"),
                        JavaOptions.small("256m"),
                        FaultModelStub.class.getName(),
                        Integer.toString(control),
                        Integer.toString(restPort),
                        Integer.toString(grpcPort),
                        address(id));
        Replica replica = new Replica(process, new LoopbackHttp(control));
        Await.until("replica " + id, TIMEOUT, () -> replica.calls() >= 0);
        replicas.put(id, replica);
        return replica;
    }

    private static String address(int id) {
        return "127.0.0." + (10 + id);
    }

    private void publish() {
        List<String> addresses = replicas.keySet().stream().map(ModelReplicas::address).toList();
        if (balancer == null) {
            home.publish(addresses);
        } else {
            balancer.leadTo(addresses);
            home.publish(List.of(BALANCER));
        }
    }

    /** As a pod goes: it is found no more, and told to end in the same moment. */
    public void remove(int id) {
        Replica removed = replicas.remove(id);
        if (removed == null) {
            throw new IllegalArgumentException(
                    "replica %d (expected: one of %s)".formatted(id, replicas.keySet()));
        }
        System.out.printf(
                "      | replica %d: %d calls until it is removed%n", id, removed.calls());
        publish();
        removed.process().stop(GRACE);
    }

    /** Says how many calls each has had. */
    public void count() {
        replicas.forEach(
                (id, replica) ->
                        System.out.printf("      | replica %d: %d calls%n", id, replica.calls()));
    }

    void endAll() {
        replicas.values().forEach(replica -> replica.process().kill());
        replicas.clear();
        if (balancer != null) {
            balancer.close();
            balancer = null;
        }
    }
}
