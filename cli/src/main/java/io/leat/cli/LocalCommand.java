// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import io.leat.job.plan.JobArguments;
import io.leat.local.LocalOptions;
import io.leat.local.LocalRun;
import io.leat.local.example.ExampleChoice;
import io.leat.local.example.ExampleGraph;
import io.leat.options.catalog.LeatOptions;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code leat local}: a deployment on an embedded cluster. */
@Command(
        name = "local",
        // One paragraph, which the terminal's width breaks.
        description =
                "Runs a deployment on an embedded Flink cluster with Flink's web page. Without a"
                        + " FILE a bundled example runs, with real images and models of its own;"
                        + " without a broker a real Kafka broker is embedded too. Ctrl-C stops it"
                        + " with a last checkpoint; started again it goes on from there.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false)
final class LocalCommand implements Callable<Integer> {

    /** Logs to the terminal what our own log says better. Held, or its level would be lost. */
    private static final Logger GRPC_LOG = Logger.getLogger("io.grpc");

    /** Of the flags that state a property of Kafka's clients. */
    private static final String CLIENT = "kafka-client.";

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "YAML or JSON with one SeldonDeployment.")
    private @Nullable String file;

    @Option(
            names = "--graph",
            paramLabel = "NAME",
            converter = EnumConverter.Graph.class,
            description =
                    "The example that runs without a FILE: model (default), transformer, ab-test or"
                            + " combiner.")
    private @Nullable ExampleGraph graph;

    @Option(
            names = "--protocol",
            paramLabel = "NAME",
            converter = EnumConverter.OfProtocol.class,
            description =
                    "What the example speaks: seldon, tensorflow or v2 (default: tensorflow for"
                            + " model, else seldon).")
    private @Nullable Protocol protocol;

    @Option(
            names = "--transport",
            paramLabel = "NAME",
            converter = EnumConverter.OfTransport.class,
            description = "How the example's models are called: rest (default) or grpc.")
    private @Nullable Transport transport;

    @Option(
            names = "--predictor",
            paramLabel = "NAME",
            description = "Which of its predictors to run, if it has several.")
    private @Nullable String predictor;

    @Option(
            names = "--until-end",
            description = "Process what is in the topic now, commit it, and exit.")
    private boolean untilEnd;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            converter = WholeNumber.Parallelism.class,
            description = "Subtasks (default: one per core, at most one per partition).")
    private @Nullable Integer parallelism;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8081",
            converter = WholeNumber.Port.class,
            description = "Of the web page; 0 takes any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            description =
                    "Where checkpoints and the embedded broker's data are kept (default: one folder"
                            + " per deployment in the user's state folder).")
    private @Nullable Path stateDir;

    @Override
    public Integer call() throws Exception {
        LocalOptions options =
                new LocalOptions(
                        Optional.ofNullable(file),
                        example(),
                        Optional.ofNullable(predictor),
                        jobFlags(),
                        untilEnd,
                        parallelism == null ? OptionalInt.empty() : OptionalInt.of(parallelism),
                        port,
                        Optional.ofNullable(stateDir));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        LocalRun run = LocalRun.prepare(options, System.getenv(), out, System.err);
        System.setProperty("leat.log", run.logFile().toString());
        GRPC_LOG.setLevel(Level.OFF);
        Thread hook = new Thread(() -> stop(run), "leat-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return run.run();
        } finally {
            if (removed(hook)) {
                run.close();
            }
        }
    }

    private ExampleChoice example() {
        if (file != null) {
            refuse("--graph", graph);
            refuse("--protocol", protocol);
            refuse("--transport", transport);
        }
        ExampleGraph chosen = graph == null ? ExampleGraph.MODEL : graph;
        if (protocol != null && !chosen.speaks(protocol)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--protocol: %s with --graph %s (expected: seldon, the only one in which the example's server combines)"
                            .formatted(protocol.wire(), chosen.wire()));
        }
        return new ExampleChoice(
                chosen, Optional.ofNullable(protocol), Optional.ofNullable(transport));
    }

    private void refuse(String option, @Nullable Object value) {
        if (value != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    option + " with " + file + " (expected: without a FILE, which states its own)");
        }
    }

    private Map<String, String> jobFlags() {
        Map<String, String> stated = JobArguments.stated(spec.commandLine().getParseResult());
        Set<String> known =
                LeatOptions.ALL.stream()
                        .map(io.leat.options.Option::flag)
                        .collect(Collectors.toSet());
        stated.keySet().removeIf(flag -> !known.contains(flag) && !flag.startsWith(CLIENT));
        return stated;
    }

    /** False once the JVM is going down: then the hook closes what is open. */
    private static boolean removed(Thread hook) {
        try {
            return Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private static void stop(LocalRun run) {
        try {
            run.stop();
            run.close();
        } catch (Exception e) {
            System.err.println("leat local: while stopping: " + e);
        }
    }
}
