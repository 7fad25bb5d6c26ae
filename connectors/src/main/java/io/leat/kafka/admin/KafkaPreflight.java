// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.admin;

import io.leat.kafka.ResultTopics;
import io.leat.kafka.TransactionalIds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the broker before anything starts, so that what is missing is said within seconds and
 * with the remedy, and makes the dead-letter topic if it may.
 */
public final class KafkaPreflight {

    /** How long an answer is waited for. */
    public static final Duration TIMEOUT = Duration.ofSeconds(10);

    private KafkaPreflight() {}

    /**
     * The topics and permissions that the job expects.
     *
     * @param feedback null where no feedback is read
     * @param group commits offsets, and makes transactional ids this job's own
     * @param results of each predictor
     * @param transactionTimeout null where no transactions are used
     */
    public record Wanted(
            String group,
            String input,
            @Nullable String feedback,
            List<WantedResults> results,
            @Nullable Duration transactionTimeout) {}

    /**
     * The topics of one predictor's results.
     *
     * @param output null where no predictions are written
     * @param createOutput whether a missing output topic is made, as a shadow's is
     * @param createDeadLetters whether a missing dead-letter topic is made
     * @param log the topic of the request log on the same brokers; null where there is none
     */
    public record WantedResults(
            String predictor,
            @Nullable String output,
            boolean createOutput,
            String deadLetters,
            boolean createDeadLetters,
            @Nullable String log) {

        /** The same without a request log. */
        public WantedResults withoutLog() {
            return new WantedResults(
                    predictor, output, createOutput, deadLetters, createDeadLetters, null);
        }
    }

    /**
     * What is there.
     *
     * @param results in the order in which they were wanted
     * @param logs those of request logs on other brokers, for each predictor that has one
     */
    public record Found(
            String clusterId,
            int inputPartitions,
            List<ResultTopics> results,
            List<ResultTopics> logs) {

        /** Without a request log on other brokers. */
        public Found(String clusterId, int inputPartitions, List<ResultTopics> results) {
            this(clusterId, inputPartitions, results, List.of());
        }

        /** The same with request logs on other brokers. */
        public Found withLogs(List<ResultTopics> elsewhere) {
            return new Found(clusterId, inputPartitions, results, elsewhere);
        }
    }

    /**
     * Checks broker, topics and limits. Waits at most 10 seconds for an answer.
     *
     * @param client bootstrap servers and security
     * @throws PreflightException with everything that is not as it must be
     */
    public static Found check(Properties client, Wanted wanted) throws PreflightException {
        Optional<String> wrong = BrokerDiagnosis.wrongListener(client);
        if (wrong.isPresent()) {
            throw new PreflightException(List.of(wrong.get()));
        }
        try (Admin admin = AdminClients.create(AdminClients.answeredWithin(client, TIMEOUT))) {
            return check(new BrokerInspector(admin, TIMEOUT), wanted);
        } catch (KafkaException e) {
            throw new PreflightException(
                    List.of(BrokerErrors.explain(e, client, TIMEOUT.toSeconds())),
                    BrokerErrors.mayPass(e));
        }
    }

    private static Found check(BrokerInspector broker, Wanted wanted) throws PreflightException {
        List<String> problems = new ArrayList<>();
        AccessCheck access = new AccessCheck(broker, problems);
        checkTransactionTimeout(broker, wanted.transactionTimeout(), problems);
        TopicDescription input =
                ResultPreflight.required(
                        access, "KAFKA_INPUT_TOPIC", wanted.input(), AclOperation.READ);
        if (wanted.feedback() != null) {
            ResultPreflight.required(
                    access, "KAFKA_FEEDBACK_TOPIC", wanted.feedback(), AclOperation.READ);
        }
        List<ResultPreflight> results =
                wanted.results().stream()
                        .map(each -> new ResultPreflight(broker, wanted, each, access))
                        .toList();
        results.forEach(ResultPreflight::look);
        access.group(wanted.group());
        if (wanted.transactionTimeout() != null) {
            access.transactions(TransactionalIds.prefix(wanted.group()));
        }
        if (!problems.isEmpty() || input == null) {
            throw new PreflightException(problems.stream().distinct().toList());
        }
        Set<String> made = new HashSet<>();
        List<ResultTopics> found = new ArrayList<>();
        for (ResultPreflight each : results) {
            found.add(each.made(input, made));
        }
        return new Found(broker.clusterId(), input.partitions().size(), found);
    }

    static void checkTransactionTimeout(
            BrokerInspector broker, @Nullable Duration timeout, List<String> problems) {
        if (timeout == null) {
            return;
        }
        String most = broker.setting("transaction.max.timeout.ms");
        if (most != null && timeout.toMillis() > Long.parseLong(most)) {
            problems.add(
                    "LEAT_TRANSACTION_TIMEOUT is %d ms (expected: at most the broker's transaction.max.timeout.ms, %s ms)"
                            .formatted(timeout.toMillis(), most));
        }
    }

    /**
     * The longest a broker lets a transaction live, {@code transaction.max.timeout.ms}; null where
     * no broker answers, or none says it.
     */
    public static @Nullable Duration longestTransaction(Properties client) {
        try (Admin admin = AdminClients.create(AdminClients.answeredWithin(client, TIMEOUT))) {
            String most = new BrokerInspector(admin, TIMEOUT).setting("transaction.max.timeout.ms");
            return most == null ? null : Duration.ofMillis(Long.parseLong(most));
        } catch (KafkaException e) {
            return null; // what stands in the way of the broker is not what is asked here
        }
    }
}
