// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/**
 * Runs short commands in one process and throws away what they print. The launcher has Java archive
 * the classes that this loads, for all commands that come.
 */
final class WarmUp {

    private static final String DEPLOYMENT =
            """
            apiVersion: machinelearning.seldon.io/v1
            kind: SeldonDeployment
            metadata: {name: warm-up}
            spec:
              protocol: v2
              serverType: kafka
              predictors:
              - name: main
                graph: {name: model, endpoint: {service_host: 127.0.0.1, service_port: 8080}}
                svcOrchSpec:
                  env:
                  - {name: KAFKA_BROKER, value: "127.0.0.1:9092"}
                  - {name: KAFKA_INPUT_TOPIC, value: in}
                  - {name: KAFKA_OUTPUT_TOPIC, value: out}
            """;

    private WarmUp() {}

    public static void main(String[] args) {
        run("version");
        run("--help");
        run("local", "--help");
        run("validate", "-");
        run("render", "-");
        run("no-such-command");
    }

    private static void run(String... args) {
        System.setIn(new ByteArrayInputStream(DEPLOYMENT.getBytes(StandardCharsets.UTF_8)));
        CommandLine command = LeatCommand.commandLine();
        command.setOut(new PrintWriter(Writer.nullWriter()));
        command.setErr(new PrintWriter(Writer.nullWriter()));
        command.execute(args);
    }
}
