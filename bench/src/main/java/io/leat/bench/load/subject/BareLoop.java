// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.subject;

import io.leat.bench.harness.JavaOptions;
import io.leat.bench.harness.Workspace;
import io.leat.bench.load.clients.BareGrpc;
import io.leat.bench.load.clients.BareRest;
import io.leat.bench.load.measure.JvmProcess;
import io.leat.bench.load.stub.LoadPayload;

/** A client in a closed loop against the stub, without Kafka and Flink. */
public record BareLoop(int inFlight, int threads) implements Subject {

    @Override
    public boolean reads() {
        return false;
    }

    @Override
    public Running start(LoadEnvironment ground, LoadTask task) {
        LoadPayload payload = task.payload();
        Class<?> main =
                switch (payload.transport()) {
                    case REST -> BareRest.class;
                    case GRPC -> BareGrpc.class;
                };
        int port = ground.port(payload.transport());
        Workspace work = ground.rowWorkspace();
        JvmProcess process =
                JvmProcess.start(
                        work,
                        "client",
                        System.getProperty("java.class.path"),
                        JavaOptions.fast("1g"),
                        main.getName(),
                        payload.name(),
                        Integer.toString(port),
                        Integer.toString(inFlight),
                        Integer.toString(threads));
        return new Running() {
            @Override
            public JvmProcess process() {
                return process;
            }

            @Override
            public long done() {
                return ground.calls();
            }

            @Override
            public void check() {}

            @Override
            public void close() {
                work.close();
            }
        };
    }
}
