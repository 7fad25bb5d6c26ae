// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.admin;

import io.leat.kafka.Destination;
import io.leat.kafka.TransactionalIds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Looks at the brokers of a request log that is written to others than the results. */
public final class RequestLogPreflight {

    private static final String WHERE = "LOGGER_KAFKA_BROKER: ";

    private RequestLogPreflight() {}

    /**
     * What the log needs there.
     *
     * @param group makes its transactional ids this job's own
     * @param topics at least one
     * @param transactionTimeout null where no transactions are used
     */
    public record Wanted(
            String group, List<String> topics, @Nullable Duration transactionTimeout) {}

    /**
     * What is there.
     *
     * @param topics one for each that was wanted, in that order
     */
    public record Found(List<Destination> topics) {}

    /**
     * The id of the cluster, which says whether it is that of the results under other names.
     *
     * @param client bootstrap servers and security
     * @throws PreflightException if its brokers do not answer
     */
    public static String clusterId(Properties client) throws PreflightException {
        return with(client, BrokerInspector::clusterId);
    }

    /**
     * Checks broker, topics and limits. Waits at most 10 seconds for an answer.
     *
     * @param client bootstrap servers and security
     * @throws PreflightException with everything that is not as it must be
     */
    public static Found check(Properties client, Wanted wanted) throws PreflightException {
        return with(client, broker -> check(broker, wanted));
    }

    private interface Question<T> {
        T ask(BrokerInspector broker) throws PreflightException;
    }

    private static <T> T with(Properties client, Question<T> question) throws PreflightException {
        Optional<String> wrong = BrokerDiagnosis.wrongListener(client);
        if (wrong.isPresent()) {
            throw new PreflightException(List.of(WHERE + wrong.get()));
        }
        try (Admin admin =
                AdminClients.create(AdminClients.answeredWithin(client, KafkaPreflight.TIMEOUT))) {
            return question.ask(new BrokerInspector(admin, KafkaPreflight.TIMEOUT));
        } catch (KafkaException e) {
            throw new PreflightException(
                    List.of(
                            WHERE
                                    + BrokerErrors.explain(
                                            e, client, KafkaPreflight.TIMEOUT.toSeconds())),
                    BrokerErrors.mayPass(e));
        }
    }

    private static Found check(BrokerInspector broker, Wanted wanted) throws PreflightException {
        List<String> problems = new ArrayList<>();
        AccessCheck access = new AccessCheck(broker, problems);
        KafkaPreflight.checkTransactionTimeout(broker, wanted.transactionTimeout(), problems);
        for (String topic : new TreeSet<>(wanted.topics())) {
            ResultPreflight.required(
                    access,
                    ResultPreflight.LOG_OPTION,
                    topic,
                    ResultPreflight.written(wanted.transactionTimeout()));
        }
        if (wanted.transactionTimeout() != null) {
            access.transactions(TransactionalIds.logPrefix(wanted.group()));
        }
        if (!problems.isEmpty()) {
            throw new PreflightException(
                    problems.stream().map(problem -> WHERE + problem).distinct().toList());
        }
        return new Found(
                wanted.topics().stream().map(topic -> ResultPreflight.log(broker, topic)).toList());
    }
}
