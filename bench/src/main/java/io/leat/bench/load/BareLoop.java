package io.leat.bench.load;

import io.leat.bench.cluster.JavaOptions;
import io.leat.bench.cluster.Workspace;
import io.leat.bench.load.clients.BareGrpc;
import io.leat.bench.load.clients.BareRest;

/** A client in a closed loop against the stub, without Kafka and Flink. */
record BareLoop(int inFlight, int threads) implements Subject {

    @Override
    public boolean reads() {
        return false;
    }

    @Override
    public Running start(Ground ground, Task task) {
        Payload payload = task.payload();
        Class<?> main =
                switch (payload.transport()) {
                    case REST -> BareRest.class;
                    case GRPC -> BareGrpc.class;
                };
        int port = ground.port(payload.transport());
        Workspace work = ground.rowWorkspace();
        Jvm process =
                Jvm.start(
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
            public Jvm process() {
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
