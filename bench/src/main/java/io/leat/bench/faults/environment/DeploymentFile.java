// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults.environment;

import io.leat.bench.faults.model.SeldonMessages;
import io.leat.bench.faults.proxy.ModelHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;

/**
 * The SeldonDeployment of a scenario. It is written anew as a whole and moved into its place, so
 * that a running job never reads half of it.
 *
 * @param port of the model behind the proxy
 * @param shadow whether it has a shadow, at a port where nothing listens
 * @param logger whether what the model is sent and answers is kept
 * @param router whether the model's server is a router too, with the model as its child
 */
record DeploymentFile(
        Path path,
        String name,
        SeldonMessages transport,
        int port,
        boolean shadow,
        boolean logger,
        boolean router) {

    /** The shadow's name. */
    static final String SHADOW = "beside";

    /** Reserved, and so no server's. */
    private static final int NOTHING_LISTENS = 1;

    private static final String HEAD =
            """
            apiVersion: machinelearning.seldon.io/v1
            kind: SeldonDeployment
            metadata: {name: %s, namespace: bench}
            spec:
              transport: %s
              serverType: kafka
              predictors:
            """;

    private static final String PREDICTOR =
            """
              - name: %s
                %s
                graph: %s
                componentSpecs: [{spec: {containers: [{name: m, image: example/m:1}]}}]
                svcOrchSpec:
                  env:
                  - {name: KAFKA_BROKER, value: "kafka.example:9092"}
                  - {name: KAFKA_INPUT_TOPIC, value: requests}
                  - {name: KAFKA_OUTPUT_TOPIC, value: predictions}
            """;

    private static final String MODEL =
            "{name: m, type: MODEL, %sendpoint: {service_host: %s, service_port: %d}}";

    private static final String LOGGER = "logger: {mode: all}, ";

    private static final String ROUTER =
            "{name: r, type: ROUTER, endpoint: {service_host: %s, service_port: %d}, children: [%s]}";

    private String graph() {
        String model = MODEL.formatted(logger ? LOGGER : "", ModelHome.NAME, port);
        return router ? ROUTER.formatted(ModelHome.NAME, port, model) : model;
    }

    /**
     * Writes it.
     *
     * @param traffic the share of each predictor, in percent
     */
    void write(Map<String, Integer> traffic) {
        StringBuilder text = new StringBuilder();
        text.append(HEAD.formatted(name, transport.name().toLowerCase(Locale.ROOT)));
        traffic.forEach(
                (predictor, share) ->
                        text.append(PREDICTOR.formatted(predictor, "traffic: " + share, graph())));
        if (shadow) {
            text.append(
                    PREDICTOR.formatted(
                            SHADOW,
                            "shadow: true",
                            MODEL.formatted("", "127.0.0.1", NOTHING_LISTENS)));
        }
        try {
            Path fresh = Files.writeString(path.resolveSibling(path.getFileName() + ".new"), text);
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
