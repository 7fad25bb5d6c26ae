// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults;

import io.leat.bench.faults.environment.FaultEnvironment;
import io.leat.bench.faults.environment.JobRun;
import io.leat.bench.harness.Await;
import io.leat.bench.harness.BenchFlinkClient;
import io.leat.bench.harness.ChildProcess;
import io.leat.bench.harness.FlinkCluster;
import io.leat.bench.harness.OutputWatcher;
import io.leat.bench.harness.WorkloadSender;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** What the phrases of a scenario speak of. */
record ScenarioContext(
        FaultEnvironment stage,
        JobRun job,
        WorkloadSender sender,
        OutputWatcher watcher,
        PhaseRates rates,
        Duration patience) {

    void await(String what, Callable<Boolean> condition) {
        Await.until(what, patience, condition);
    }

    /** Waits until nothing has been committed for so long, although records are sent. */
    void awaitStandstill(Duration time) {
        AtomicInteger results = new AtomicInteger(-1);
        AtomicLong since = new AtomicLong();
        await(
                "no results for " + time.toSeconds() + " s",
                () -> {
                    int now = watcher.different();
                    if (results.getAndSet(now) != now) {
                        since.set(System.nanoTime());
                    }
                    return now < sender.sent() && System.nanoTime() - since.get() >= time.toNanos();
                });
    }

    FlinkCluster flink() {
        return stage.flink();
    }

    BenchFlinkClient rest() {
        return stage.flink().rest();
    }

    /** A process by its name: {@code taskmanager 1}, {@code jobmanager}, {@code broker 2}. */
    ChildProcess process(String name, int number) {
        return switch (name) {
            case "taskmanager" -> flink().taskManager(number);
            case "jobmanager" -> flink().jobManager();
            case "broker" -> stage.brokers().process(number);
            case "log-broker" -> stage.logBrokers().process(number);
            default -> throw new IllegalArgumentException("process \"" + name + "\"");
        };
    }

    void start(String name, int number) {
        switch (name) {
            case "taskmanager" -> flink().startTaskManager(number);
            case "jobmanager" -> flink().startJobManager();
            case "broker" -> stage.brokers().start(number);
            case "log-broker" -> stage.logBrokers().start(number);
            default -> throw new IllegalArgumentException("process \"" + name + "\"");
        }
    }

    /** The broker that coordinates one of the job's open transactions. */
    int coordinator() {
        try (Admin admin = stage.brokers().admin()) {
            var found = transactions(admin);
            String id = found.get(0).transactionalId();
            return admin.describeTransactions(List.of(id)).description(id).get().coordinatorId();
        } catch (Exception e) {
            throw new IllegalStateException("no coordinator of the job's transactions", e);
        }
    }

    /** How many transactions of the job wait for their commit. */
    long openTransactions() throws Exception {
        try (Admin admin = stage.brokers().admin()) {
            return transactions(admin).stream()
                    .filter(t -> t.state() == TransactionState.ONGOING)
                    .count();
        }
    }

    /** Changes a setting of the output topic. */
    void setOutput(String name, String value) {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, job.output());
        AlterConfigOp change =
                new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
        try (Admin admin = stage.brokers().admin()) {
            admin.incrementalAlterConfigs(Map.of(topic, List.of(change))).all().get();
        } catch (Exception e) {
            throw new IllegalStateException(name + " of " + job.output(), e);
        }
    }

    /**
     * Deletes so many records of each partition of the input that the job has not read, as it
     * stands in its group; all that it has answered must be committed.
     */
    void deleteUnread(int each) {
        try (Admin admin = stage.brokers().admin()) {
            Map<TopicPartition, RecordsToDelete> deleted = new HashMap<>();
            admin.listConsumerGroupOffsets(job.group())
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach(
                            (partition, next) ->
                                    deleted.put(
                                            partition,
                                            RecordsToDelete.beforeOffset(next.offset() + each)));
            admin.deleteRecords(deleted).all().get();
        } catch (Exception e) {
            throw new IllegalStateException("cannot delete records of " + job.input(), e);
        }
    }

    private List<TransactionListing> transactions(Admin admin) throws Exception {
        return admin.listTransactions(new ListTransactionsOptions()).all().get().stream()
                .filter(t -> t.transactionalId().startsWith(job.transactionPrefix()))
                .toList();
    }
}
