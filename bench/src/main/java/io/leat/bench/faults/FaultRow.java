// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults;

import io.leat.bench.faults.environment.FaultEnvironment;
import io.leat.bench.faults.environment.JobRun;
import io.leat.bench.faults.environment.LogSearch;
import io.leat.bench.faults.scenario.FaultWorkload;
import io.leat.bench.faults.scenario.Scenario;
import io.leat.bench.harness.Await;
import io.leat.bench.harness.DeliveryAudit;
import io.leat.bench.harness.LogEventAudit;
import io.leat.bench.harness.OutputWatcher;
import io.leat.bench.harness.WorkloadSender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** One scenario, played on a stage where all is well. */
final class FaultRow {

    /** Larger than any record or answer. */
    private static final int LARGEST_INPUT = 16_000_000;

    /** Longer than any scenario. */
    private static final Duration LONG = Duration.ofDays(1);

    private final FaultEnvironment stage;
    private final String name;
    private final Scenario scenario;
    private final List<String> remarks = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private @Nullable Long restarts;

    FaultRow(FaultEnvironment stage, String name, Scenario scenario) {
        this.stage = stage;
        this.name = name;
        this.scenario = scenario;
    }

    RowResult play() {
        long start = System.nanoTime();
        FaultWorkload requests = FaultWorkload.of(scenario);
        String unique = name + "-" + Long.toString(System.currentTimeMillis(), 36);
        JobRun job = new JobRun(stage, unique, scenario.job());
        LogSearch logs = new LogSearch(stage.folder().resolve("log"));
        createTopics(job);
        DeliveryAudit audit =
                new DeliveryAudit(
                        requests, job.input(), job.deadLetters(), scenario.job().traces());
        LogEventAudit events = new LogEventAudit(requests, job.input(), JobRun.MODEL);
        long sent = 0;
        try (OutputWatcher logged = watchLog(job, requests, events);
                OutputWatcher watcher =
                        new OutputWatcher(
                                stage.brokers().direct(),
                                audit,
                                requests.partitions(),
                                job.output(),
                                job.deadLetters())) {
            stage.flink().awaitReady();
            if (scenario.job().tls()) {
                stage.home().certify(LONG);
            }
            job.start(0);
            job.awaitRunning();
            sent = perform(job, requests, watcher, logged);
        } catch (Exception | AssertionError e) {
            failures.add(text(e));
            sent = Math.max(sent, scenario.load().records());
        }
        giveUp(job);
        DeliveryAudit.Tally tally = audit.tally(sent);
        remarks.addAll(audit.remarks());
        checkPredictors(job, audit.predictors());
        if (job.hasLog()) {
            checkLog(events, sent);
        }
        List<String> problems = new ArrayList<>(failures);
        problems.addAll(new Judge(scenario.expect()).problems(tally, restarts, logs));
        return new RowResult(
                name,
                tally,
                restarts,
                Duration.ofNanos(System.nanoTime() - start),
                List.copyOf(problems),
                List.copyOf(remarks));
    }

    /** Where there are several, each must have had its share, and nothing may be of another. */
    private void checkPredictors(JobRun job, Map<String, Integer> results) {
        if (job.predictors().size() == 1) {
            return;
        }
        if (!results.keySet().equals(job.predictors())) {
            failures.add(
                    "results of predictors %s (expected: of %s)"
                            .formatted(results, job.predictors()));
        }
        remarks.add("results by predictor: " + new TreeMap<>(results));
    }

    private @Nullable OutputWatcher watchLog(
            JobRun job, FaultWorkload requests, LogEventAudit events) {
        return job.hasLog()
                ? new OutputWatcher(
                        stage.logBrokers().direct(), events, requests.partitions(), job.log())
                : null;
    }

    private void checkLog(LogEventAudit events, long sent) {
        LogEventAudit.Tally tally = events.tally(sent);
        remarks.add(tally.toString());
        remarks.addAll(events.remarks());
        if (!tally.isWhole()) {
            failures.add(tally + " (expected: each once)");
        }
    }

    private void createTopics(JobRun job) {
        Map<String, String> anything =
                Map.of(
                        "max.message.bytes",
                        Integer.toString(LARGEST_INPUT),
                        "message.timestamp.after.max.ms",
                        Long.toString(Long.MAX_VALUE));
        int partitions = scenario.load().partitions();
        stage.brokers().createTopics(partitions, anything, job.input());
        stage.brokers().createTopics(partitions, scenario.load().output(), job.output());
        stage.brokers().createTopics(partitions, Map.of(), job.deadLetters());
        if (job.hasLog()) {
            stage.logBrokers().createTopics(partitions, Map.of(), job.log());
        }
        if (job.hasFeedback()) {
            stage.brokers().createTopics(partitions, Map.of(), job.feedback());
        }
    }

    private long perform(
            JobRun job,
            FaultWorkload requests,
            OutputWatcher watcher,
            @Nullable OutputWatcher logged)
            throws Exception {
        Scenario.Load load = scenario.load();
        Duration patience = Duration.ofSeconds(scenario.patience());
        try (WorkloadSender sender =
                new WorkloadSender(
                        stage.brokers().direct(),
                        job.input(),
                        requests,
                        load.records(),
                        load.rate())) {
            PhaseRates rates = new PhaseRates(watcher);
            ScenarioContext world =
                    new ScenarioContext(stage, job, sender, watcher, rates, patience);
            for (Scenario.Step step : scenario.steps()) {
                Script.play(step, world);
            }
            if (!rates.text().isEmpty()) {
                remarks.add(rates.text());
            }
            long sent = sender.finish();
            awaitAll(watcher, sent, patience);
            if (job.hasFeedback()) {
                Await.until(
                        "all feedback with the model",
                        patience,
                        () -> stage.rewards() == job.feedbackSent());
                remarks.add(job.feedbackSent() + " rewards, each with router and model");
            }
            stage.flink().dead().forEach(name -> failures.add(name + " has died by itself"));
            restarts = (long) stage.flink().rest().restarts(job.id());
            job.stop();
            watcher.awaitEnd(patience);
            if (logged != null) {
                logged.awaitEnd(patience);
            }
            return sent;
        }
    }

    /** As long as there is progress there is patience; lost records are for the tally to tell. */
    private void awaitAll(OutputWatcher watcher, long sent, Duration patience) {
        int before = -1;
        while (watcher.different() < sent && watcher.different() > before) {
            before = watcher.different();
            int seen = before;
            try {
                Await.until("more results", patience, () -> watcher.different() > seen);
            } catch (ConditionTimeoutException e) {
                remarks.add("%d of %d records came out".formatted(seen, sent));
            }
        }
    }

    private static String text(Throwable thrown) {
        StringBuilder text = new StringBuilder();
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            text.append(text.isEmpty() ? "" : " < ")
                    .append(t.getMessage() == null ? t : t.getMessage());
        }
        return text.toString();
    }

    /** A job that a scenario has left behind must not live on into the next. */
    private void giveUp(JobRun job) {
        try {
            job.stopReceiver();
            job.cancelShadow();
            if (job.isThere()) {
                stage.heal();
                job.cancel();
            }
        } catch (RuntimeException e) {
            failures.add(text(e));
        }
    }
}
