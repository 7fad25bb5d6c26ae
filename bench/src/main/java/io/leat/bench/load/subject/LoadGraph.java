// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.subject;

import io.leat.bench.load.stub.LoadPayload;

/** Graphs of models that are all the stub. */
public enum LoadGraph {
    SINGLE(1) {
        @Override
        String yaml(int port) {
            return model("m", port, "");
        }
    },
    /** One model whose requests and answers are both kept. */
    LOGGED(1) {
        @Override
        String yaml(int port) {
            return node("m", "MODEL, logger: {mode: all}", port, "");
        }
    },
    CHAIN(2) {
        @Override
        String yaml(int port) {
            return chain(2, port);
        }
    },
    CHAIN_OF_5(5) {
        @Override
        String yaml(int port) {
            return chain(5, port);
        }
    },
    CHAIN_OF_10(10) {
        @Override
        String yaml(int port) {
            return chain(10, port);
        }
    },
    COMBINER(4) {
        @Override
        String yaml(int port) {
            return node(
                    "c",
                    "COMBINER",
                    port,
                    String.join(
                            ", ",
                            model("m", port, ""),
                            model("m2", port, ""),
                            model("m3", port, "")));
        }
    };

    private final int calls;

    LoadGraph(int calls) {
        this.calls = calls;
    }

    /** Calls for each record. */
    public int calls() {
        return calls;
    }

    /** Whether it has a request log. */
    public boolean isLogged() {
        return this == LOGGED;
    }

    abstract String yaml(int port);

    /** The chain of so many models. */
    public static LoadGraph chainOf(int models) {
        return switch (models) {
            case 1 -> SINGLE;
            case 2 -> CHAIN;
            case 5 -> CHAIN_OF_5;
            case 10 -> CHAIN_OF_10;
            default ->
                    throw new IllegalArgumentException(
                            "a chain of %d (expected: 1, 2, 5 or 10)".formatted(models));
        };
    }

    private static String chain(int models, int port) {
        String chain = "";
        for (int i = models; i > 1; i--) {
            chain = model("m" + i, port, chain);
        }
        return model("m", port, chain);
    }

    private static String model(String name, int port, String children) {
        return node(name, "MODEL", port, children);
    }

    private static String node(String name, String type, int port, String children) {
        return "{name: %s, type: %s, endpoint: {service_host: 127.0.0.1, service_port: %d}, children: [%s]}"
                .formatted(name, type, port, children);
    }

    /** The whole SeldonDeployment. */
    public String deployment(String name, LoadPayload payload, int port) {
        return """
               apiVersion: machinelearning.seldon.io/v1
               kind: SeldonDeployment
               metadata: {name: %1$s, namespace: bench}
               spec:
                 protocol: %2$s
                 transport: %3$s
                 serverType: kafka
                 predictors:
                 - name: main
                   graph: %4$s
                   componentSpecs:
                   - spec:
                       containers:
                       - {name: m, image: example/m:1}
                       - {name: m2, image: example/m:1}
                       - {name: m3, image: example/m:1}
                       - {name: m4, image: example/m:1}
                       - {name: m5, image: example/m:1}
                       - {name: m6, image: example/m:1}
                       - {name: m7, image: example/m:1}
                       - {name: m8, image: example/m:1}
                       - {name: m9, image: example/m:1}
                       - {name: m10, image: example/m:1}
                       - {name: c, image: example/m:1}
                   svcOrchSpec:
                     env:
                     - {name: KAFKA_BROKER, value: "kafka.example:9092"}
                     - {name: KAFKA_INPUT_TOPIC, value: requests}
                     - {name: KAFKA_OUTPUT_TOPIC, value: predictions}
               """
                .formatted(
                        name,
                        payload.protocol().name().toLowerCase(java.util.Locale.ROOT),
                        payload.transport().name().toLowerCase(java.util.Locale.ROOT),
                        yaml(port));
    }
}
