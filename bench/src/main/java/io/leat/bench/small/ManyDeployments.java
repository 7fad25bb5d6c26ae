// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.small;

import io.leat.bench.faults.model.FaultModelStub;
import io.leat.bench.faults.model.SeldonMessages;
import io.leat.bench.faults.scenario.FaultWorkload;
import io.leat.bench.harness.Await;
import io.leat.bench.harness.BrokerProcesses;
import io.leat.bench.harness.ChildProcess;
import io.leat.bench.harness.DeliveryAudit;
import io.leat.bench.harness.JavaOptions;
import io.leat.bench.harness.JvmVitals;
import io.leat.bench.harness.OutputWatcher;
import io.leat.bench.harness.Workload;
import io.leat.bench.harness.WorkloadSender;
import io.leat.bench.harness.Workspace;
import io.leat.testing.net.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Many deployments in one session cluster with one TaskManager: {@code ManyDeployments WORK
 * FLINK_HOME [--deployments N] [--taskmanager MB] [--jobmanager MB] [--size BYTES] [--upload]}.
 * Prints what the first, the second and all of them hold in memory and threads, and what they cost
 * while nothing comes in. Then each gets records, the TaskManager is killed, and every record is
 * counted.
 */
final class ManyDeployments implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofMinutes(6);
    private static final Duration SETTLE = Duration.ofSeconds(90);
    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final Duration BEFORE_THE_KILL = Duration.ofSeconds(20);
    private static final int MOST_RECORDS = 200;
    private static final int FEWEST_RECORDS = 30;

    /** Bytes that go through one deployment, where these are enough for a count. */
    private static final int ENOUGH_BYTES = 20_000_000;

    private static final int PER_SECOND = 5;

    /** Of large records, which take their time at every station. */
    private static final int LARGE = 1_000_000;

    private static final int PARTITIONS = 2;
    private static final double PERCENT = 100.0;
    private static final int USAGE = 2;

    private final Workspace work;
    private final BrokerProcesses brokers;
    private final SessionProcesses session;
    private final int modelPort;
    private final SmallOptions options;
    private final Workload requests;
    private final int records;
    private final List<String> table =
            new ArrayList<>(
                    List.of(
                            "| deployments | TaskManager: resident, heap, classes, threads |"
                                    + " JobManager: resident, heap, classes, threads |",
                            "|---|---|---|"));
    private final List<String> lines = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private ManyDeployments(Path folder, Path home, Path jar, SmallOptions options) {
        this.options = options;
        records = Math.max(FEWEST_RECORDS, Math.min(MOST_RECORDS, ENOUGH_BYTES / options.size()));
        work = new Workspace(folder, false);
        requests = new FaultWorkload(SeldonMessages.REST, PARTITIONS, options.size(), 1, List.of());
        brokers = BrokerProcesses.one(work);
        List<Integer> ports = FreePorts.free(3);
        modelPort = ports.get(1);
        ChildProcess unused =
                work.java(
                        "model",
                        System.getProperty("java.class.path"),
                        JavaOptions.small("384m"),
                        FaultModelStub.class.getName(),
                        String.valueOf(ports.get(0)),
                        String.valueOf(modelPort),
                        String.valueOf(ports.get(2)));
        brokers.awaitReady();
        session = new SessionProcesses(work, home, jar, options);
    }

    public static void main(String[] args) throws Exception {
        SmallOptions options;
        try {
            options = SmallOptions.parse(List.of(args).subList(2, args.length));
        } catch (IllegalArgumentException e) {
            System.err.println("many-deployments: " + e.getMessage());
            System.exit(USAGE);
            return;
        }
        Path repository = Path.of(System.getProperty("leat.repository"));
        boolean good;
        try (ManyDeployments bench =
                new ManyDeployments(
                        Path.of(args[0]).resolve("small"),
                        Path.of(args[1]),
                        repository.resolve("job/target/leat-flink-job.jar"),
                        options)) {
            good = bench.play(repository.resolve("bench/target"));
        }
        System.exit(good ? 0 : 1);
    }

    private boolean play(Path target) throws Exception {
        brokers.createTopics(
                PARTITIONS,
                Map.of("max.message.bytes", "20000000"),
                IntStream.range(0, options.deployments())
                        .boxed()
                        .flatMap(i -> Stream.of(input(i), output(i), deadLetters(i)))
                        .toArray(String[]::new));
        show("none");
        for (int i = 0; i < options.deployments(); i++) {
            session.run(arguments(i));
            if (i < 2 || i == options.deployments() - 1) {
                show(String.valueOf(i + 1));
            }
        }
        idle();
        answers();
        String text = String.join("\n", table) + "\n\n" + String.join("\n", lines) + "\n";
        Files.writeString(target.resolve("small-deployments.md"), text);
        System.out.println(text);
        problems.forEach(problem -> System.out.println("! " + problem));
        System.out.println(problems.isEmpty() ? "passed" : "failed");
        return problems.isEmpty();
    }

    private static String input(int i) {
        return "small-" + i + "-in";
    }

    private static String output(int i) {
        return "small-" + i + "-out";
    }

    private static String deadLetters(int i) {
        return output(i) + "-dead-letter";
    }

    private List<String> arguments(int i) {
        return List.of(
                "--deployment-text",
                """
                apiVersion: machinelearning.seldon.io/v1
                kind: SeldonDeployment
                metadata: {name: small-%1$d, namespace: bench}
                spec:
                  serverType: kafka
                  transport: rest
                  predictors:
                  - name: main
                    graph: {name: m, type: MODEL, endpoint: {service_host: 127.0.0.1, service_port: %2$d}}
                    svcOrchSpec:
                      env:
                      - {name: KAFKA_BROKER, value: "%3$s"}
                      - {name: KAFKA_INPUT_TOPIC, value: %4$s}
                      - {name: KAFKA_OUTPUT_TOPIC, value: %5$s}
                """
                        .formatted(i, modelPort, brokers.direct(), input(i), output(i)),
                "--variables-of",
                "small-" + i);
    }

    private void show(String deployments) throws IOException {
        String row =
                "| %s | %s | %s |"
                        .formatted(
                                deployments,
                                vitals(session.taskManager()),
                                vitals(session.jobManager()));
        table.add(row);
        System.out.println(row);
    }

    private static String vitals(ChildProcess process) throws IOException {
        JvmVitals vitals = JvmVitals.of(process);
        return "%d MB, %d MB, %d MB, %d"
                .formatted(
                        residentKilobytes(process) >> 10,
                        vitals.heap() >> 10,
                        vitals.metaspace() >> 10,
                        vitals.threads());
    }

    private static long residentKilobytes(ChildProcess process) throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status"))
                .stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .sum();
    }

    /** What the processor does while nothing comes in, when compilers have had their time. */
    private void idle() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(SETTLE.toMillis());
        Duration task = session.taskManager().cpu();
        Duration job = session.jobManager().cpu();
        TimeUnit.MILLISECONDS.sleep(IDLE.toMillis());
        double taskShare = share(session.taskManager().cpu().minus(task));
        double jobShare = share(session.jobManager().cpu().minus(job));
        String line =
                String.format(
                        Locale.ROOT,
                        "idle: TaskManager %.2f %% of a core, JobManager %.2f %%, together %.2f %% for each deployment",
                        taskShare,
                        jobShare,
                        (taskShare + jobShare) / options.deployments());
        lines.add(line);
        System.out.println(line);
    }

    private static double share(Duration used) {
        return used.toNanos() * PERCENT / IDLE.toNanos();
    }

    private void answers() throws Exception {
        List<Traffic> all = new ArrayList<>();
        try {
            for (int i = 0; i < options.deployments(); i++) {
                all.add(new Traffic(i));
            }
            TimeUnit.MILLISECONDS.sleep(BEFORE_THE_KILL.toMillis());
            long before = all.stream().mapToLong(Traffic::different).sum();
            System.out.println("kill -9 of the TaskManager after " + before + " answers");
            long start = System.nanoTime();
            session.replaceTaskManager();
            for (Traffic traffic : all) {
                traffic.awaitAll();
            }
            String line =
                    "killed with %d of %d records answered; all answered %d s later"
                            .formatted(
                                    before,
                                    (long) records * options.deployments(),
                                    Duration.ofNanos(System.nanoTime() - start).toSeconds());
            lines.add(line);
            System.out.println(line);
            show("all, after the kill");
        } finally {
            all.forEach(Traffic::close);
        }
        all.forEach(traffic -> problems.addAll(traffic.problems()));
    }

    /** What goes through one deployment, and the audit of it. */
    private final class Traffic implements AutoCloseable {

        private final int number;
        private final DeliveryAudit audit;
        private final OutputWatcher watcher;
        private final WorkloadSender sender;

        Traffic(int number) {
            this.number = number;
            audit = new DeliveryAudit(requests, input(number), deadLetters(number));
            watcher =
                    new OutputWatcher(
                            brokers.direct(),
                            audit,
                            PARTITIONS,
                            output(number),
                            deadLetters(number));
            sender =
                    new WorkloadSender(
                            brokers.direct(),
                            input(number),
                            requests,
                            records,
                            options.size() < LARGE ? PER_SECOND : 1);
        }

        int different() {
            return watcher.different();
        }

        void awaitAll() {
            Await.until(
                    records + " answers of deployment " + number,
                    TIMEOUT,
                    () -> watcher.different() >= records);
            watcher.awaitEnd(TIMEOUT);
        }

        List<String> problems() {
            DeliveryAudit.Tally tally = audit.tally(records);
            boolean once =
                    tally.lost() == 0
                            && tally.duplicated() == 0
                            && tally.wrong() == 0
                            && tally.deadLetters() == 0;
            return once ? List.of() : List.of("deployment " + number + ": " + tally);
        }

        @Override
        public void close() {
            sender.close();
            watcher.close();
        }
    }

    @Override
    public void close() {
        work.close();
    }
}
