// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options.catalog;

import io.leat.options.Option;
import io.leat.options.OptionType;
import io.leat.protocol.Transport;
import java.util.ArrayList;
import java.util.List;

/** The request log: what nodes with a {@code logger} are sent and answer. Seldon's names. */
public final class RequestLogOptions {

    /** What becomes of records while events cannot be delivered to a URL. */
    public enum OnOutage {
        WAIT,
        DROP
    }

    public static final Option<String> BROKER =
            Option.derived(
                    "logger-broker",
                    "LOGGER_KAFKA_BROKER",
                    OptionType.BROKERS,
                    "`KAFKA_BROKER`, where `LOGGER_KAFKA_TOPIC` is stated",
                    "Bootstrap servers of the Kafka cluster of the request log. On the job's own"
                            + " cluster its events are in the transactions of the predictions.");

    public static final Option<String> TOPIC =
            Option.derived(
                    "logger-topic",
                    "LOGGER_KAFKA_TOPIC",
                    OptionType.TOPIC_NAME,
                    "`seldon`, where `LOGGER_KAFKA_BROKER` is stated",
                    "The topic that events about nodes with a `logger` are written to.");

    public static final Option<String> URL =
            Option.derived(
                    "logger-url",
                    "REQUEST_LOGGER_DEFAULT_ENDPOINT",
                    OptionType.HTTP_URL,
                    "none",
                    "Where events are sent by HTTP of a node whose `logger` states no `url`, where"
                            + " neither option above is stated.");

    public static final Option<Double> SAMPLE =
            annotated(
                    Option.of(
                            "log-sample",
                            "LEAT_LOG_SAMPLE",
                            OptionType.SHARE,
                            "1",
                            "The share of the records whose events are kept, by a hash of the key:"
                                    + " all events of a record or none."),
                    "leat.io/log-sample");

    public static final Option<Long> MAX_BYTES =
            annotated(
                    Option.derived(
                            "log-max-bytes",
                            "LEAT_LOG_MAX_BYTES",
                            OptionType.SIZE,
                            "what the topic takes; `1mb` over HTTP",
                            "The most bytes of a message in an event. A longer one is cut, and the"
                                    + " header `leat-truncated` states how long it was."),
                    "leat.io/log-max-bytes");

    public static final Option<OnOutage> ON_OUTAGE =
            annotated(
                    Option.of(
                            "log-on-outage",
                            "LEAT_LOG_ON_OUTAGE",
                            OptionType.oneOf(OnOutage.class),
                            "wait",
                            "What happens while events cannot be delivered over HTTP: records"
                                    + " `wait` until they are, or the events are left out, `drop`,"
                                    + " which a metric counts."),
                    "leat.io/log-on-outage");

    /** Of the brokers of the log, where they are others. */
    public static final KafkaSecurityOptions SECURITY =
            KafkaSecurityOptions.of(
                    "LOGGER_KAFKA_",
                    "logger-",
                    Option.derived(
                            "logger-security-protocol",
                            "LOGGER_KAFKA_SECURITY_PROTOCOL",
                            OptionType.SECURITY_PROTOCOL,
                            "all TLS and SASL as for the job's brokers",
                            "The protocol of connections to the brokers of the request log, where"
                                    + " they are others than the job's. With it nothing of the"
                                    + " job's TLS and SASL is used for them."),
                    "brokers of the request log");

    /** All of them, in the order of the documentation. */
    public static final List<Option<?>> ALL = all();

    private RequestLogOptions() {}

    private static List<Option<?>> all() {
        List<Option<?>> all = new ArrayList<>(List.of(BROKER, TOPIC, URL));
        all.addAll(List.of(SAMPLE, MAX_BYTES, ON_OUTAGE));
        all.addAll(SECURITY.all());
        return List.copyOf(all);
    }

    private static <T> Option<T> annotated(Option<T> option, String annotation) {
        return option.withAnnotation(Transport.REST, annotation)
                .withAnnotation(Transport.GRPC, annotation);
    }
}
