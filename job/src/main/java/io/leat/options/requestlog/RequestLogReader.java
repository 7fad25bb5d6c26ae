// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options.requestlog;

import io.leat.deployment.Predictor;
import io.leat.graph.Node;
import io.leat.kafka.security.KafkaClients;
import io.leat.kafka.security.KafkaSecurity;
import io.leat.options.BrokerAddress;
import io.leat.options.Option;
import io.leat.options.OptionReader;
import io.leat.options.access.ClientProperties;
import io.leat.options.access.SecurityReader;
import io.leat.options.catalog.LeatOptions;
import io.leat.options.catalog.RequestLogOptions;
import io.leat.options.catalog.RequestLogOptions.OnOutage;
import io.leat.options.catalog.SecurityOptions;
import io.leat.options.requestlog.RequestLogSettings.KafkaLog;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the request log of one predictor. As v1, a topic is the target of all of its nodes. */
public final class RequestLogReader {

    private static final String USUAL_TOPIC = "seldon";

    private final Predictor predictor;
    private final OptionReader reader;

    private RequestLogReader(Predictor predictor, OptionReader reader) {
        this.predictor = predictor;
        this.reader = reader;
    }

    /**
     * What is logged; problems and warnings are noted.
     *
     * @param topics the topics of the job by what they are: {@code "KAFKA_INPUT_TOPIC"}; none may
     *     be the log's too
     * @return null where nothing is
     */
    public static @Nullable RequestLogSettings read(
            Predictor predictor, OptionReader reader, Map<String, String> topics) {
        return new RequestLogReader(predictor, reader).settings(topics);
    }

    private @Nullable RequestLogSettings settings(Map<String, String> topics) {
        Map<String, Node.Logger> loggers = new LinkedHashMap<>();
        addLoggers(predictor.graph(), loggers);
        Double sample = reader.read(RequestLogOptions.SAMPLE);
        Long maxBytes = reader.read(RequestLogOptions.MAX_BYTES);
        OnOutage onOutage = reader.read(RequestLogOptions.ON_OUTAGE);
        String url = reader.read(RequestLogOptions.URL);
        boolean isKafka = isStated(RequestLogOptions.BROKER) || isStated(RequestLogOptions.TOPIC);
        KafkaLog kafka = isKafka ? kafka(topics) : null;
        if (loggers.isEmpty()) {
            warnOfUnused();
            return null;
        }
        if (isKafka) {
            warnOfUrls(loggers);
        } else {
            reader.refuseStated(
                    RequestLogOptions.SECURITY.all(),
                    "LOGGER_KAFKA_BROKER is not",
                    "both",
                    RequestLogOptions.BROKER);
            removeWithoutTarget(loggers, url);
        }
        if (sample == null || onOutage == null || loggers.isEmpty() || isKafka != (kafka != null)) {
            return null;
        }
        return new RequestLogSettings(
                loggers,
                kafka,
                url,
                (int) Math.round(sample * RequestLogSettings.ALL),
                maxBytes,
                onOutage == OnOutage.DROP);
    }

    private static void addLoggers(Node node, Map<String, Node.Logger> loggers) {
        if (node.logger() != null) {
            loggers.put(node.name(), node.logger());
        }
        node.children().forEach(child -> addLoggers(child, loggers));
    }

    private boolean isStated(Option<?> option) {
        return reader.find(option) != null;
    }

    private void warnOfUnused() {
        for (Option<?> option : List.of(RequestLogOptions.BROKER, RequestLogOptions.TOPIC)) {
            if (isStated(option)) {
                reader.warn(
                        "%s: nothing is logged, as no node of predictor %s has a logger"
                                .formatted(reader.name(option), predictor.name()),
                        option);
            }
        }
    }

    // as executor/logger/worker.go: with a topic, no URL is looked at
    private void warnOfUrls(Map<String, Node.Logger> loggers) {
        loggers.forEach(
                (node, logger) -> {
                    if (logger.url() != null) {
                        reader.warn(
                                "logger.url of node \"%s\": ignored, as with v1: %s, so that all events go to a topic"
                                        .formatted(node, statesKafka()));
                    }
                });
        if (isStated(RequestLogOptions.URL)) {
            reader.warn(
                    "%s: ignored, as with v1: %s, so that all events go to a topic"
                            .formatted(reader.name(RequestLogOptions.URL), statesKafka()),
                    RequestLogOptions.URL);
        }
    }

    private String statesKafka() {
        return reader.name(
                        isStated(RequestLogOptions.BROKER)
                                ? RequestLogOptions.BROKER
                                : RequestLogOptions.TOPIC)
                + " is stated";
    }

    private void removeWithoutTarget(Map<String, Node.Logger> loggers, @Nullable String url) {
        if (url != null || reader.isDeferred(RequestLogOptions.URL)) {
            return;
        }
        loggers.entrySet()
                .removeIf(
                        each -> {
                            boolean isLost = each.getValue().url() == null;
                            if (isLost) {
                                reader.warn(
                                        "node \"%s\" of predictor %s has a logger, and nothing says where to: nothing of it is logged (expected: LOGGER_KAFKA_BROKER or LOGGER_KAFKA_TOPIC, its logger.url, or REQUEST_LOGGER_DEFAULT_ENDPOINT)"
                                                .formatted(each.getKey(), predictor.name()));
                            }
                            return isLost;
                        });
    }

    /** Null where a problem was noted, or where a value is known only as the job runs. */
    private @Nullable KafkaLog kafka(Map<String, String> topics) {
        String stated = reader.read(RequestLogOptions.TOPIC);
        boolean isWrong = stated == null && isStated(RequestLogOptions.TOPIC);
        String topic = stated == null ? USUAL_TOPIC : stated;
        boolean isElsewhere = isElsewhere();
        KafkaClients clients = isElsewhere ? clients() : null;
        if (!isElsewhere) {
            reader.refuseStated(
                    RequestLogOptions.SECURITY.all(),
                    "the log is on the job's own brokers, which are reached as KAFKA_SECURITY_PROTOCOL says",
                    "LOGGER_KAFKA_BROKER with other brokers",
                    RequestLogOptions.BROKER);
            topics.forEach((option, used) -> refuseSame(topic, option, used, isWrong));
        }
        return isWrong || (isElsewhere && clients == null) ? null : new KafkaLog(topic, clients);
    }

    private void refuseSame(String topic, String option, String used, boolean isUnknown) {
        if (!isUnknown && topic.equals(used)) {
            reader.problem(
                    "%s and %s are both \"%s\" (expected: a topic that only the request log is written to)"
                            .formatted(reader.name(RequestLogOptions.TOPIC), option, topic),
                    RequestLogOptions.TOPIC);
        }
    }

    /** Whether brokers are stated, and others than the job's. */
    private boolean isElsewhere() {
        String stated = reader.read(RequestLogOptions.BROKER);
        String jobs = reader.read(LeatOptions.BROKER);
        return isStated(RequestLogOptions.BROKER)
                && (stated == null || jobs == null || !addresses(stated).equals(addresses(jobs)));
    }

    private static Set<String> addresses(String brokers) {
        return new HashSet<>(
                Objects.requireNonNull(BrokerAddress.listOrNull(brokers)).stream()
                        .map(Object::toString)
                        .toList());
    }

    private @Nullable KafkaClients clients() {
        String brokers = reader.read(RequestLogOptions.BROKER);
        ClientProperties further = ClientProperties.read(reader);
        boolean isOwn = RequestLogOptions.SECURITY.all().stream().anyMatch(this::isStated);
        KafkaSecurity security = isOwn ? ownSecurity() : jobsSecurity();
        return brokers == null || security == null
                ? null
                : new KafkaClients(
                        brokers,
                        security,
                        isOwn ? withoutSecurity(further.stated()) : further.stated(),
                        isOwn ? withoutSecurity(further.variables()) : further.variables());
    }

    private @Nullable KafkaSecurity ownSecurity() {
        if (!isStated(RequestLogOptions.SECURITY.protocol())) {
            Option<?> first =
                    RequestLogOptions.SECURITY.all().stream()
                            .filter(this::isStated)
                            .findFirst()
                            .orElseThrow();
            reader.missing(
                    "%s is stated without %s (expected: both, or neither, with which TLS and SASL are as for the job's brokers)"
                            .formatted(
                                    reader.name(first),
                                    RequestLogOptions.SECURITY.protocol().env()),
                    first);
            return null;
        }
        return new SecurityReader(reader, RequestLogOptions.SECURITY).read();
    }

    private @Nullable KafkaSecurity jobsSecurity() {
        return new SecurityReader(reader, SecurityOptions.OF_BROKERS).read();
    }

    private static Map<String, String> withoutSecurity(Map<String, String> properties) {
        Map<String, String> without = new HashMap<>(properties);
        without.keySet().removeIf(name -> name.startsWith("ssl.") || name.startsWith("sasl."));
        return without;
    }

    /**
     * What several predictors of one job may not state apart: the job has one sink for a log on
     * other brokers. And the topics that one may not take from another.
     *
     * @param logs of each predictor that has one
     * @param topics by predictor, as {@link #read} was given them
     * @return a message for each
     */
    public static List<String> problems(
            Map<String, RequestLogSettings> logs, Map<String, Map<String, String>> topics) {
        List<KafkaClients> clients =
                logs.values().stream()
                        .map(RequestLogSettings::kafka)
                        .filter(Objects::nonNull)
                        .map(KafkaLog::clients)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList();
        Stream<String> apart =
                clients.size() < 2
                        ? Stream.of()
                        : Stream.of(
                                "the request logs of predictors %s are on different brokers, or are reached differently (expected: the same LOGGER_KAFKA_BROKER, TLS and SASL for all predictors of one job)"
                                        .formatted(String.join(", ", logs.keySet())));
        Stream<String> taken =
                logs.entrySet().stream()
                        .filter(each -> isOnJobsBrokers(each.getValue()))
                        .flatMap(each -> taken(each.getKey(), each.getValue(), topics));
        return Stream.concat(apart, taken).distinct().toList();
    }

    private static boolean isOnJobsBrokers(RequestLogSettings log) {
        return log.kafka() != null && log.kafka().clients() == null;
    }

    private static Stream<String> taken(
            String predictor, RequestLogSettings log, Map<String, Map<String, String>> topics) {
        String topic = Objects.requireNonNull(log.kafka()).topic();
        return topics.entrySet().stream()
                .filter(other -> !other.getKey().equals(predictor))
                .flatMap(
                        other ->
                                other.getValue().entrySet().stream()
                                        .filter(used -> used.getValue().equals(topic))
                                        .map(
                                                used ->
                                                        "LOGGER_KAFKA_TOPIC of predictor %s and %s of predictor %s are both \"%s\" (expected: a topic that only the request log is written to)"
                                                                .formatted(
                                                                        predictor,
                                                                        used.getKey(),
                                                                        other.getKey(),
                                                                        topic)));
    }
}
