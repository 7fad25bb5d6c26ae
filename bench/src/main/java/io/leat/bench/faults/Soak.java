// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults;

import io.leat.bench.faults.environment.FaultEnvironment;
import io.leat.bench.faults.environment.JobRun;
import io.leat.bench.faults.environment.LogSearch;
import io.leat.bench.faults.model.SeldonMessages;
import io.leat.bench.faults.poison.Poisons;
import io.leat.bench.faults.scenario.Bound;
import io.leat.bench.faults.scenario.FaultWorkload;
import io.leat.bench.faults.scenario.Scenario;
import io.leat.bench.harness.DeliveryAudit;
import io.leat.bench.harness.JvmVitals;
import io.leat.bench.harness.OutputWatcher;
import io.leat.bench.harness.WorkloadSender;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Faults drawn at random, one after another, under steady load: {@code Soak WORK FLINK_HOME MINUTES
 * [--seed N]}. At the end every record is counted, and the TaskManager that was never killed must
 * hold no more memory and threads than before.
 */
final class Soak {

    private static final Duration TIMEOUT = Duration.ofMinutes(4);
    private static final int RATE = 80;
    private static final int USAGE = 2;

    /** Bytes of a record's value. */
    private static final int SIZE = 2000;

    /** Fewer than ten records in flight, as of large ones: too few to fill the breaker's window. */
    private static final Scenario.Job JOB =
            Scenario.Job.of(
                    2,
                    SeldonMessages.REST,
                    Map.of("call-timeout", "5s", "max-in-flight-bytes", "20kb"));

    private final FaultEnvironment stage;
    private final RandomGenerator random;
    private final Duration time;
    private final Trend trend = new Trend();
    private final List<String> remarks = new ArrayList<>();
    private int mishaps;

    private Soak(FaultEnvironment stage, long seed, Duration time) {
        this.stage = stage;
        random = new SplittableRandom(seed);
        this.time = time;
    }

    public static void main(String[] args) {
        if (args.length < 3) {
            System.err.println(
                    "soak: how many minutes? (expected: bench/soak.sh MINUTES [--seed N])");
            System.exit(USAGE);
        }
        long seed =
                args.length > 4 ? Long.parseLong(args[4]) : System.currentTimeMillis() % 1_000_000;
        System.out.println("seed " + seed);
        Path repository = Path.of(System.getProperty("leat.repository"));
        FaultReport report = new FaultReport();
        try (FaultEnvironment stage =
                new FaultEnvironment(
                        Path.of(args[0]).resolve("stage-1"),
                        Path.of(args[1]),
                        repository.resolve("job/target/leat-flink-job.jar"),
                        Scenario.Topology.DEFAULT)) {
            RowResult result =
                    new Soak(stage, seed, Duration.ofMinutes(Long.parseLong(args[2])))
                            .play("soak-" + seed);
            report.add(result);
            result.problems().forEach(problem -> System.out.println("      ! " + problem));
            result.remarks().forEach(remark -> System.out.println("      | " + remark));
        }
        System.out.println(report.table());
        report.write(repository.resolve("bench/target"), "soak");
        System.exit(report.allPassed() ? 0 : 1);
    }

    private RowResult play(String name) {
        stage.awaitReady();
        LogSearch logs = new LogSearch(stage.folder().resolve("log"));
        long start = System.nanoTime();
        FaultWorkload requests =
                new FaultWorkload(
                        SeldonMessages.REST,
                        4,
                        SIZE,
                        40,
                        Poisons.named(SeldonMessages.REST, List.of("refused")));
        JobRun job = new JobRun(stage, name, JOB);
        stage.brokers().createTopics(4, Map.of(), job.input(), job.output(), job.deadLetters());
        DeliveryAudit audit = new DeliveryAudit(requests, job.input(), job.deadLetters());
        List<String> problems = new ArrayList<>();
        long sent = 0;
        long restarts = 0;
        String servers = stage.brokers().direct();
        try (OutputWatcher watcher =
                        new OutputWatcher(servers, audit, 4, job.output(), job.deadLetters());
                WorkloadSender sender =
                        new WorkloadSender(servers, job.input(), requests, Long.MAX_VALUE, RATE)) {
            try {
                restarts =
                        endure(
                                new ScenarioContext(
                                        stage,
                                        job,
                                        sender,
                                        watcher,
                                        new PhaseRates(watcher),
                                        TIMEOUT));
            } catch (Exception e) {
                problems.add("did not come to its end: " + e.getMessage());
            }
            sent = sender.sent();
        }
        DeliveryAudit.Tally tally = audit.tally(sent);
        problems.addAll(new Judge(expect()).problems(tally, restarts, logs));
        problems.addAll(trend.problems());
        remarks.add(mishaps + " mishaps; " + trend.text());
        remarks.addAll(audit.remarks());
        return new RowResult(
                name,
                tally,
                restarts,
                Duration.ofNanos(System.nanoTime() - start),
                problems,
                remarks);
    }

    /** How often the job was restarted. */
    private long endure(ScenarioContext world) throws Exception {
        world.job().start(0);
        world.job().awaitRunning();
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            suffer(world);
        }
        long all = world.sender().enough();
        world.await("all " + all + " results", () -> world.watcher().different() >= all);
        long restarts = world.rest().restarts(world.job().id());
        world.job().stop();
        world.watcher().awaitEnd(TIMEOUT);
        return restarts;
    }

    private static Scenario.Expect expect() {
        return new Scenario.Expect(
                new Bound(0, Long.MAX_VALUE), Bound.NONE, "kept", "", Bound.NONE);
    }

    /** One mishap, and the time until all is well again. */
    private void suffer(ScenarioContext world) throws Exception {
        RandomFault mishap = RandomFault.draw(random);
        int seconds = mishap.seconds(random);
        mishaps++;
        System.out.printf(
                "%d: %s for %d s (%d results)%n",
                mishaps, mishap.begin(), seconds, world.watcher().different());
        Script.play(new Scenario.Step("at once", mishap.begin()), world);
        Script.play(new Scenario.Step("after " + seconds + " s", mishap.end()), world);
        long sent = world.sender().sent();
        // It has caught up: what had been sent by then is there.
        world.await(sent + " results", () -> world.watcher().different() >= sent);
        JvmVitals look = JvmVitals.of(stage.flink().taskManager(1));
        System.out.println("      | " + look);
        trend.add(look);
    }
}
