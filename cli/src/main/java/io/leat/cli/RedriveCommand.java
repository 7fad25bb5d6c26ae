// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import io.leat.cli.DeadLetterOptions.Place;
import io.leat.cli.flags.BrokerAccess;
import io.leat.cli.flags.CommandFailure;
import io.leat.cli.flags.ExitCode;
import io.leat.cli.flags.OutputFlag;
import io.leat.cli.flags.StandardFlags;
import io.leat.cli.flags.WholeNumber;
import io.leat.cli.output.RedriveText;
import io.leat.deadletter.DeadLetterException;
import io.leat.deadletter.DeadLetterFilter;
import io.leat.deadletter.redrive.Redrive;
import io.leat.deadletter.redrive.RedrivePlan;
import io.leat.deadletter.redrive.RedriveReport;
import io.leat.job.plan.ConfigurationException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code leat redrive}: dead letters back to where they came from. */
@Command(
        name = "redrive",
        description =
                "Sends dead letters back to the topics their records came from, each exactly once:"
                        + " as the record was, with a count of redrives in the header"
                        + " leat-redrives. What was sent is noted in the topic"
                        + " <dead-letter topic>-redriven, so that later runs pass over it. Without"
                        + " --until-end it stays and sends what comes, until Ctrl-C.",
        sortOptions = false,
        exitCodeList = {
            "0:all that is meant was sent, now or before",
            "1:some of it was left where it is, or the redrive could not go on",
            "2:wrong usage, or a file that cannot be read"
        })
final class RedriveCommand implements Callable<Integer> {

    /** For the transaction that is open when the process is to end, and for its abort. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private static final Duration PACE = Duration.ofSeconds(5);

    @Spec private CommandSpec spec;
    @Mixin private DeadLetterOptions letters;

    @Option(
            names = "--to",
            paramLabel = "TOPIC",
            description = "Where they go (default: each to the topic its record came from).")
    private @Nullable String to;

    @Option(
            names = "--limit",
            paramLabel = "N",
            converter = WholeNumber.Count.class,
            description = "Send so many and exit.")
    private @Nullable Integer limit;

    @Option(
            names = "--max-redrives",
            paramLabel = "N",
            defaultValue = "3",
            converter = WholeNumber.Count.class,
            description = "Leave records that were sent back so often (default: ${DEFAULT-VALUE}).")
    private int maxRedrives;

    @Option(names = "--again", description = "Send those too that were sent before.")
    private boolean again;

    @Option(
            names = "--dry-run",
            description = "Write nothing; say what would be sent. Exits at the end.")
    private boolean dryRun;

    @Option(names = "--until-end", description = "Exit at the end the dead-letter topic has now.")
    private boolean untilEnd;

    /** JSON is printed at the end. */
    @Mixin private OutputFlag output;

    @Override
    public Integer call() throws ConfigurationException, CommandFailure, InterruptedException {
        if (to != null) {
            BrokerAccess.topic(spec, "--to", to);
        }
        DeadLetterFilter filter = letters.filter(Instant.now());
        RedriveReport report = letters.work(System.getenv(), place -> redrive(place, filter));
        return report.hasLeft() ? ExitCode.FAILED : ExitCode.OK;
    }

    /** A redrive that stays says at once what it has sent, a quiet one only at its end. */
    private Duration pace() {
        if (StandardFlags.isQuiet(spec)) {
            return Duration.ofNanos(Long.MAX_VALUE);
        }
        return untilEnd ? PACE : Duration.ZERO;
    }

    private RedriveReport redrive(Place place, DeadLetterFilter filter)
            throws DeadLetterException, CommandFailure, InterruptedException {
        if (place.topic().equals(to)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--to: %s is the dead-letter topic itself (expected: another)".formatted(to));
        }
        place.require();
        RedriveText text =
                new RedriveText(
                        spec.commandLine().getOut(), output.format(), dryRun, maxRedrives, pace());
        Redrive redrive =
                new Redrive(
                        new RedrivePlan(
                                place.broker().client(),
                                place.topic(),
                                to,
                                filter,
                                limit == null ? Long.MAX_VALUE : limit,
                                maxRedrives,
                                again,
                                dryRun,
                                untilEnd || dryRun),
                        text,
                        InstantSource.system());
        CountDownLatch ended = new CountDownLatch(1);
        Thread worker = Thread.currentThread();
        Thread hook = new Thread(() -> stop(redrive, worker, ended), "leat-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return redrive.run();
        } finally {
            text.summary(redrive.report());
            ended.countDown();
            remove(hook);
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is going down already, and the hook is what waits for us.
        }
    }

    /**
     * The JVM ends when this returns: what is being sent is sent first, if that takes no longer
     * than a person waits; else it is aborted, and the next redrive sends it.
     */
    private static void stop(Redrive redrive, Thread worker, CountDownLatch ended) {
        redrive.stop();
        try {
            if (!ended.await(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                worker.interrupt();
                boolean inTime = ended.await(GRACE.toMillis(), TimeUnit.MILLISECONDS);
                if (!inTime) {
                    System.err.println(
                            "leat redrive: ended in the middle; what was being sent is sent by the next redrive, unless it was committed");
                }
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
