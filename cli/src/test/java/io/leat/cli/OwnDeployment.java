// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A SeldonDeployment as a user writes it: one model over REST, in the tensorflow protocol. */
final class OwnDeployment {

    private static final String YAML =
            """
            apiVersion: machinelearning.seldon.io/v1
            kind: SeldonDeployment
            metadata: {name: @INPUT@, namespace: tests}
            spec:
              protocol: tensorflow
              transport: rest
              serverType: kafka
              predictors:
              - name: main
                graph:
                  name: same
                  type: MODEL
                  endpoint: {type: REST, service_host: 127.0.0.1, service_port: @PORT@}
                componentSpecs:
                - spec: {containers: [{name: same, image: "example/same:1"}]}
                svcOrchSpec:
                  env:
                  - {name: KAFKA_BROKER, value: "127.0.0.1:1"}
                  - {name: KAFKA_INPUT_TOPIC, value: @INPUT@}
                  - {name: KAFKA_OUTPUT_TOPIC, value: @OUTPUT@}
            """;

    private OwnDeployment() {}

    /**
     * A deployment of its own for each input topic, as tests share a broker and a group is held.
     */
    static String yaml(int modelPort, String input, String output) {
        return YAML.replace("@PORT@", Integer.toString(modelPort))
                .replace("@INPUT@", input)
                .replace("@OUTPUT@", output);
    }

    /** The same with a second predictor, {@code other}, between topics of its own. */
    static String withOther(String yaml, String input, String output) {
        String main = yaml.substring(yaml.indexOf("  - name: main"));
        String other =
                main.replace("name: main", "name: other")
                        .replaceAll("(KAFKA_INPUT_TOPIC, value: )[^}]*", "$1" + input)
                        .replaceAll("(KAFKA_OUTPUT_TOPIC, value: )[^}]*", "$1" + output);
        return yaml.replace("  - name: main", "  - name: main\n    traffic: 60")
                + other.replace("  - name: other", "  - name: other\n    traffic: 40");
    }

    static String file(Path folder, String yaml) throws IOException {
        return Files.writeString(folder.resolve("own.yaml"), yaml).toString();
    }
}
