// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import io.leat.cli.flags.CommandFailure;
import io.leat.cli.flags.ExitCode;
import io.leat.cli.flags.FlinkAddress;
import io.leat.cli.flags.OutputFlag;
import io.leat.cli.output.OutputFormat;
import io.leat.cli.output.StatusJson;
import io.leat.cli.output.StatusText;
import io.leat.flink.FlinkRestClient;
import io.leat.flink.FlinkRestException;
import io.leat.flink.TrustedCertificates;
import io.leat.local.LocalRuns;
import io.leat.local.example.picture.Terminal;
import io.leat.secrets.SecretException;
import io.leat.status.ClusterReport;
import io.leat.status.StatusReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code leat status}: how the jobs of a cluster are. */
@Command(
        name = "status",
        description =
                "Asks a Flink cluster how its Leat jobs are and says it in one sentence each, with"
                        + " restarts, checkpoints, lag, dead letters and models below. Of each"
                        + " deployment the job that started last counts.",
        sortOptions = false,
        exitCodeList = {
            "0:every job is healthy",
            "1:one is not: it does not run with all its tasks; a model answers no call or its"
                    + " circuit breaker is not closed; checkpoints fail; the claim on the consumer"
                    + " group is not held; transactionsLost, transactionsUnclear or recordsSkipped"
                    + " is above zero; no task reports metrics. Or there is no such job",
            "2:wrong usage, or no Flink answers"
        })
final class StatusCommand implements Callable<Integer> {

    private static final URI USUAL = URI.create("http://127.0.0.1:8081");

    private static final Duration PACE = Duration.ofSeconds(2);

    /** To the top left, and everything from there on is cleared. */
    private static final String REDRAW = "\u001b[H\u001b[J";

    @Spec private CommandSpec spec;

    @Option(
            names = "--flink",
            paramLabel = "URL",
            converter = FlinkAddress.class,
            description =
                    "Address of the JobManager's REST interface, as Flink's web page has it; http"
                            + " or https, with a path if a proxy wants one; HOST:PORT alone is http"
                            + " (default: that of the `leat local` which runs here, else"
                            + " http://127.0.0.1:8081).")
    private @Nullable URI flink;

    @Option(
            names = "--flink-ca-cert-file",
            paramLabel = "FILE",
            description =
                    "Trusted CA certificates for https, in PEM (default: the JVM's trust store).")
    private @Nullable Path certificates;

    @Option(
            names = "--job",
            paramLabel = "NAME",
            description =
                    "Only this job, by its name with or without `leat`, or by its id (default: all"
                            + " Leat jobs).")
    private @Nullable String job;

    @Mixin private OutputFlag output;

    @Option(
            names = "--watch",
            description =
                    "Look again every 2 s until Ctrl-C: a terminal is redrawn; elsewhere each look"
                            + " adds a line for each job, or an object in one line with -o json.")
    private boolean watch;

    @Override
    public Integer call() throws CommandFailure, InterruptedException {
        URI url = flink == null ? here() : flink;
        StatusReader reader =
                new StatusReader(new FlinkRestClient(url, trust()), job, InstantSource.system());
        return watch ? watch(reader) : once(reader);
    }

    private int once(StatusReader reader) throws CommandFailure, InterruptedException {
        try {
            ClusterReport report = reader.look();
            print(
                    switch (output.format()) {
                        case text -> StatusText.of(report, ZoneId.systemDefault());
                        case json -> StatusJson.of(report);
                    });
            return report.isHealthy() ? ExitCode.OK : ExitCode.FAILED;
        } catch (FlinkRestException e) {
            throw new CommandFailure(ExitCode.USAGE, sentence(e));
        }
    }

    /** Goes on while no Flink answers: it may be back. */
    private int watch(StatusReader reader) throws InterruptedException {
        boolean redraws =
                Terminal.ofProcess().takesSequences() && output.format() == OutputFormat.text;
        while (true) {
            try {
                ClusterReport report = reader.look();
                print(
                        switch (output.format()) {
                            case text ->
                                    redraws
                                            ? REDRAW + StatusText.of(report, ZoneId.systemDefault())
                                            : StatusText.lines(report, ZoneId.systemDefault());
                            case json -> StatusJson.line(report);
                        });
            } catch (FlinkRestException e) {
                PrintWriter err = spec.commandLine().getErr();
                err.println((redraws ? REDRAW : "") + "leat status: " + sentence(e));
                err.flush();
            }
            TimeUnit.MILLISECONDS.sleep(PACE.toMillis());
        }
    }

    private void print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(text);
        out.flush();
    }

    private String sentence(FlinkRestException e) {
        if (e.isUntrusted()) {
            return e.getMessage()
                    + " (expected: one of a CA that the JVM or --flink-ca-cert-file trusts)";
        }
        return e.getMessage()
                + (flink == null
                        ? " (expected: Flink's REST interface; --flink states another address)"
                        : " (expected: Flink's REST interface at --flink)");
    }

    private URI here() {
        List<LocalRuns.Running> runs = LocalRuns.found(System.getenv());
        if (runs.size() > 1) {
            throw mistake(
                    "--flink is missing (expected: one of the runs of `leat local` here: %s)"
                            .formatted(
                                    runs.stream()
                                            .map(
                                                    run ->
                                                            "%s (%s)"
                                                                    .formatted(
                                                                            run.web(),
                                                                            run.deployment()))
                                            .collect(Collectors.joining(", "))));
        }
        return runs.isEmpty() ? USUAL : runs.get(0).web();
    }

    private @Nullable SSLContext trust() {
        if (certificates == null) {
            return null;
        }
        try {
            return TrustedCertificates.of(certificates);
        } catch (SecretException e) {
            throw mistake("--flink-ca-cert-file: " + e.getMessage());
        } catch (IOException e) {
            throw mistake(
                    "--flink-ca-cert-file: %s cannot be read: %s (expected: certificates in PEM)"
                            .formatted(certificates, e.getClass().getSimpleName()));
        }
    }

    private ParameterException mistake(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
