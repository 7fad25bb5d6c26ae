// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.flags;

import io.leat.job.plan.JobArguments;
import io.leat.options.Option;
import io.leat.options.catalog.LeatOptions;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** The options of the job on the command line of a command that has further ones. */
public final class JobFlags {

    /** Of the flags that state a property of Kafka's clients. */
    private static final String CLIENT = "kafka-client.";

    private static final Set<String> KNOWN =
            LeatOptions.ALL.stream().map(Option::flag).collect(Collectors.toSet());

    private JobFlags() {}

    /** What was stated, by name without the dashes. */
    public static Map<String, String> stated(CommandSpec command) {
        Map<String, String> stated = JobArguments.stated(command.commandLine().getParseResult());
        stated.keySet().removeIf(flag -> !KNOWN.contains(flag) && !flag.startsWith(CLIENT));
        return stated;
    }
}
