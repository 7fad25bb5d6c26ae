// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.harness;

import java.nio.file.Path;
import java.util.List;

/** The properties of one of several brokers. */
final class BrokerSettings {

    private BrokerSettings() {}

    static String of(int id, String voters, List<Integer> ports, int advertised, Path log) {
        int count = voters.split(",", -1).length;
        int replicas = Math.min(3, count);
        return """
               process.roles=broker,controller
               node.id=%1$d
               controller.quorum.voters=%2$s
               controller.listener.names=CONTROLLER
               inter.broker.listener.name=DIRECT
               listener.security.protocol.map=CONTROLLER:PLAINTEXT,DIRECT:PLAINTEXT,PROXIED:PLAINTEXT
               listeners=CONTROLLER://127.0.0.1:%3$d,DIRECT://127.0.0.1:%4$d,PROXIED://127.0.0.1:%5$d
               advertised.listeners=DIRECT://127.0.0.1:%4$d,PROXIED://127.0.0.1:%6$d
               log.dirs=%7$s
               auto.create.topics.enable=false
               log.retention.ms=-1
               offsets.topic.replication.factor=%8$d
               offsets.topic.num.partitions=3
               transaction.state.log.replication.factor=%8$d
               transaction.state.log.min.isr=%9$d
               transaction.state.log.num.partitions=6
               group.initial.rebalance.delay.ms=0
               # Looks every second, not every ten, for transactions that have expired.
               transaction.abort.timed.out.transaction.cleanup.interval.ms=1000
               # One that was killed is noticed in four seconds, not in nine.
               broker.session.timeout.ms=4000
               broker.heartbeat.interval.ms=500
               num.network.threads=2
               num.io.threads=4
               """
                .formatted(
                        id,
                        voters,
                        ports.get(0),
                        ports.get(1),
                        ports.get(2),
                        advertised,
                        log,
                        replicas,
                        replicas >= 3 ? 2 : 1);
    }
}
