// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.cli.flags.ExitCode;
import io.leat.cli.flags.OutputFlag;
import io.leat.cli.flags.Version;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code leat version}: of Leat, and of what it is built with and runs on. */
@Command(
        name = "version",
        description = "Prints the versions of leat, Flink, Kafka's clients and Java.",
        exitCodeList = {"0:the versions were printed", "2:wrong usage"})
final class VersionCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Mixin private OutputFlag output;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Map<String, String> versions = new LinkedHashMap<>(Version.all());
        versions.put("java", System.getProperty("java.version"));
        switch (output.format()) {
            case text -> versions.forEach((name, version) -> out.println(name + " " + version));
            case json -> {
                ObjectNode object = JsonNodeFactory.instance.objectNode();
                versions.forEach(object::put);
                out.println(object.toPrettyString());
            }
        }
        out.flush();
        return ExitCode.OK;
    }
}
