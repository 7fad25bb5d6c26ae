// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import io.leat.cli.flags.CommandFailure;
import io.leat.cli.flags.EnumConverter;
import io.leat.cli.flags.ExitCode;
import io.leat.cli.flags.FileFlag;
import io.leat.cli.flags.JobFlags;
import io.leat.cli.flags.ModelFlags;
import io.leat.cli.flags.StandardFlags;
import io.leat.cli.flags.WholeNumber;
import io.leat.deployment.draft.DeploymentDraft;
import io.leat.job.plan.JobArguments;
import io.leat.local.BrokerChoice;
import io.leat.local.LocalOptions;
import io.leat.local.LocalRun;
import io.leat.local.cluster.JobEndedException;
import io.leat.local.example.ExampleChoice;
import io.leat.local.example.ExampleGraph;
import io.leat.options.catalog.LeatOptions;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import io.leat.terminal.Printable;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code leat local}: a deployment on an embedded cluster. */
@Command(
        name = "local",
        // One paragraph, which the terminal's width breaks.
        description =
                "Runs a deployment on an embedded Flink cluster with Flink's web page: that of a FILE,"
                        + " or the model servers of --model. Without either a bundled example runs,"
                        + " with real images and models of its own. Where no broker is stated, by an"
                        + " option, the environment or the FILE, a real Kafka broker is embedded"
                        + " too. Ctrl-C stops it with a last checkpoint; started again it goes on"
                        + " from there.",
        sortOptions = false,
        exitCodeList = {
            "0:with --until-end: everything is answered and committed; else: the job was stopped with a"
                    + " savepoint from outside",
            "1:the job failed, was cancelled from outside, or could not make its last checkpoint or"
                    + " count its results; the next start goes on from the last checkpoint",
            "2:wrong usage, or a wrong option, broker or topic: nothing has run",
            "3:with --until-end: some records are dead letters (see --allow-dead-letters)",
            "130, 143:stopped by Ctrl-C or SIGTERM, with a last checkpoint"
        })
final class LocalCommand implements Callable<Integer> {

    /** Logs to the terminal what our own log says better. Held, or its level would be lost. */
    private static final Logger GRPC_LOG = Logger.getLogger("io.grpc");

    @Spec private CommandSpec spec;

    @Mixin private FileFlag deployment;

    @Mixin private ModelFlags models = new ModelFlags();

    @Option(
            names = "--graph",
            paramLabel = "NAME",
            converter = EnumConverter.Graph.class,
            description =
                    "The example that runs without a FILE: model (default), transformer, ab-test, combiner,"
                            + " shadow or canary.")
    private @Nullable ExampleGraph graph;

    @Option(
            names = "--protocol",
            paramLabel = "NAME",
            converter = EnumConverter.OfProtocol.class,
            description =
                    "What the models speak: v2, tensorflow or seldon (required with --model; default of"
                            + " the example: tensorflow for model, else seldon).")
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
            description =
                    "Process what is in the topic now, however long a model is away, commit it, and"
                            + " exit.")
    private boolean untilEnd;

    @Option(
            names = "--allow-dead-letters",
            description = "With --until-end: exit with 0 for dead letters too.")
    private boolean allowDeadLetters;

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
            names = "--embedded-broker",
            description =
                    "Run a Kafka broker, whatever is stated; the default where no broker is stated.")
    private boolean embeddedBroker;

    @Option(
            names = "--broker-port",
            paramLabel = "PORT",
            converter = WholeNumber.BrokerPort.class,
            description =
                    "Of the embedded broker (default: that of the run before, else any free one).")
    private @Nullable Integer brokerPort;

    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            description =
                    "For checkpoints and the embedded broker's data (default: a folder per deployment in"
                            + " the user's state folder).")
    private @Nullable Path stateDir;

    @Override
    public Integer call() throws Exception {
        if (allowDeadLetters && !untilEnd) {
            throw wrong("--allow-dead-letters without --until-end (expected: both)");
        }
        Map<String, String> flags = JobFlags.stated(spec);
        String file = deployment.file();
        DeploymentDraft draft = draft(file);
        LocalOptions options =
                new LocalOptions(
                        Optional.ofNullable(file),
                        Optional.ofNullable(draft).map(each -> each.yaml(List.of(), "leat")),
                        optionsOfInit(),
                        example(file),
                        Optional.ofNullable(predictor),
                        broker(flags),
                        draft == null ? new JobArguments(flags) : models.withTls(draft, flags),
                        untilEnd,
                        allowDeadLetters,
                        parallelism == null ? OptionalInt.empty() : OptionalInt.of(parallelism),
                        port,
                        Optional.ofNullable(stateDir));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        boolean quiet = StandardFlags.isQuiet(spec);
        LocalRun run =
                LocalRun.prepare(
                        options,
                        System.getenv(),
                        quiet ? AnswerLines.of(out) : out,
                        quiet ? new PrintStream(OutputStream.nullOutputStream()) : System.err);
        System.setProperty("leat.log", run.logFile().toString());
        GRPC_LOG.setLevel(Level.OFF);
        Thread hook = new Thread(() -> stop(run), "leat-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return switch (run.run()) {
                case DONE -> ExitCode.OK;
                case DEAD_LETTERS -> {
                    StandardFlags.note(
                            spec,
                            "exit code 3, as there are dead letters (--allow-dead-letters makes it"
                                    + " 0)");
                    yield ExitCode.DEAD_LETTERS;
                }
                case UNKNOWN -> ExitCode.FAILED;
            };
        } catch (JobEndedException e) {
            throw new CommandFailure(ExitCode.FAILED, Printable.text(e.getMessage()));
        } finally {
            if (removed(hook)) {
                run.close();
            }
        }
    }

    /** What was stated that {@code init} takes too. */
    private List<String> optionsOfInit() {
        CommandSpec init =
                Objects.requireNonNull(spec.root().subcommands().get("init")).getCommandSpec();
        List<String> words = new ArrayList<>();
        for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
            boolean hasValue = option.arity().max() > 0;
            if (hasValue && init.findOption(option.longestName()) != null) {
                for (String value : option.stringValues()) {
                    words.add(option.longestName());
                    words.add(value);
                }
            }
        }
        return words;
    }

    /** The deployment that {@code --model} states, or null. */
    private @Nullable DeploymentDraft draft(@Nullable String file) {
        if (!models.areStated()) {
            models.requireNone();
            return null;
        }
        if (file != null) {
            throw wrong("--model with %s (expected: one of them)".formatted(file));
        }
        refuse("--graph", graph, "--model", "without --model, which runs models of your own");
        refuse("--predictor", predictor, "--model", "none, as there is one predictor");
        refuse(
                "--transport",
                transport,
                "--model",
                "none, as http:// and https:// mean rest, grpc:// and grpcs:// mean grpc");
        return models.draft(protocol);
    }

    private BrokerChoice broker(Map<String, String> flags) {
        if (embeddedBroker && flags.containsKey(LeatOptions.BROKER.flag())) {
            throw wrong("--broker with --embedded-broker (expected: one of them)");
        }
        return new BrokerChoice(
                embeddedBroker,
                brokerPort == null ? OptionalInt.empty() : OptionalInt.of(brokerPort));
    }

    private ExampleChoice example(@Nullable String file) {
        if (file != null) {
            String expected = "without a FILE, which states its own";
            refuse("--graph", graph, file, expected);
            refuse("--protocol", protocol, file, expected);
            refuse("--transport", transport, file, expected);
        }
        if (models.areStated()) {
            return new ExampleChoice(ExampleGraph.MODEL, Optional.empty(), Optional.empty());
        }
        ExampleGraph chosen = graph == null ? ExampleGraph.MODEL : graph;
        if (protocol != null && !chosen.speaks(protocol)) {
            throw wrong(
                    "--protocol: %s with --graph %s (expected: seldon, the only one in which the example's server combines)"
                            .formatted(protocol.wire(), chosen.wire()));
        }
        return new ExampleChoice(
                chosen, Optional.ofNullable(protocol), Optional.ofNullable(transport));
    }

    private void refuse(String option, @Nullable Object value, String beside, String expected) {
        if (value != null) {
            throw wrong("%s with %s (expected: %s)".formatted(option, beside, expected));
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
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
