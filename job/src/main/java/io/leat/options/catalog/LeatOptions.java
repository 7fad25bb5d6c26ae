// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options.catalog;

import io.leat.client.retry.LimitSettings;
import io.leat.client.retry.OnExhausted;
import io.leat.client.retry.OnModelError;
import io.leat.kafka.OnMissingRecords;
import io.leat.kafka.sink.OutputPartitioner;
import io.leat.options.Option;
import io.leat.options.OptionGroup;
import io.leat.options.OptionType;
import io.leat.options.SeldonTimeouts;
import io.leat.protocol.Transport;
import io.leat.traffic.TrafficBy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Every option of the job. The documentation's table is made from this list. */
public final class LeatOptions {

    /** What a {@code read_committed} consumer of the output sees after a failure. */
    public enum Delivery {
        EXACTLY_ONCE,
        AT_LEAST_ONCE
    }

    /** Whether predictions leave in the order in which their records were read. */
    public enum Order {
        ORDERED,
        UNORDERED
    }

    /** What becomes of predictions. */
    public enum OutputMode {
        TOPIC,
        NONE
    }

    /** What becomes of a record without a value. */
    public enum Tombstones {
        DEAD_LETTER,
        PASS
    }

    /** Whose records the limits of what is in flight count. */
    public enum MaxInFlightOf {
        JOB,
        PREDICTOR
    }

    /** What predictors that read one input topic do with its records. */
    public enum TrafficMode {
        SPLIT,
        ALL
    }

    public static final Option<String> BROKER =
            Option.required(
                    "broker",
                    "KAFKA_BROKER",
                    OptionType.BROKERS,
                    "Bootstrap servers of the Kafka cluster.");

    public static final Option<Duration> BROKER_WAIT =
            Option.derived(
                    "broker-wait",
                    "LEAT_BROKER_WAIT",
                    OptionType.DURATION,
                    "`10min` where the job is started by its own JobManager (application mode, as"
                            + " Flink's Kubernetes operator does), else none",
                    "How long a start waits for brokers that do not answer, and says so in the log"
                            + " once a minute, before it gives up.");

    public static final Option<String> INPUT_TOPIC =
            Option.required(
                    "input-topic",
                    "KAFKA_INPUT_TOPIC",
                    OptionType.TOPIC_NAME,
                    "The topic prediction requests are read from.");

    public static final Option<String> OUTPUT_TOPIC =
            Option.required(
                    "output-topic",
                    "KAFKA_OUTPUT_TOPIC",
                    OptionType.TOPIC_NAME,
                    "The topic predictions are written to.");

    public static final Option<OutputMode> OUTPUT_MODE =
            Option.of(
                            "output-mode",
                            "LEAT_OUTPUT",
                            OptionType.oneOf(OutputMode.class),
                            "topic",
                            "What becomes of predictions: they go to the output `topic`, or `none`"
                                    + " is written, where the model's effect is all that is wanted."
                                    + " Then no output topic is needed, dead letters go to"
                                    + " `<input topic>-dead-letter` unless stated, and offsets"
                                    + " advance once the model has answered.")
                    .withAnnotation(Transport.REST, "leat.io/output")
                    .withAnnotation(Transport.GRPC, "leat.io/output");

    public static final Option<String> FEEDBACK_TOPIC =
            Option.derived(
                            "feedback-topic",
                            "KAFKA_FEEDBACK_TOPIC",
                            OptionType.TOPIC_NAME,
                            "none: no feedback is read",
                            "The topic of feedback on predictions, which is sent to the models and"
                                    + " routers that have answered; with the seldon protocol only.")
                    .withAnnotation(Transport.REST, "leat.io/feedback-topic")
                    .withAnnotation(Transport.GRPC, "leat.io/feedback-topic");

    public static final Option<String> DEAD_LETTER_TOPIC =
            Option.derived(
                    "dead-letter-topic",
                    "KAFKA_DEAD_LETTER_TOPIC",
                    OptionType.TOPIC_NAME,
                    "`<output topic>-dead-letter`",
                    "The topic of records that cannot be answered, with the reason in their"
                            + " headers.");

    public static final Option<Boolean> CREATE_DEAD_LETTER_TOPIC =
            Option.of(
                    "create-dead-letter-topic",
                    "KAFKA_DEAD_LETTER_TOPIC_CREATE",
                    OptionType.BOOLEAN,
                    "true",
                    "Whether a missing dead-letter topic is created at start, with the output"
                            + " topic's partitions and replication, or the input topic's; and for a"
                            + " shadow its missing output topic, with those of the input topic.");

    public static final Option<Boolean> TAKE_OVER =
            Option.of(
                    "take-over",
                    "LEAT_TAKE_OVER",
                    OptionType.SWITCH,
                    "false",
                    "Whether a job that already runs this deployment is stopped, so that this one"
                            + " goes on from its offsets. Without it this one is refused. For"
                            + " emergencies; remove the option afterwards.");
    public static final Option<OnMissingRecords> ON_MISSING_RECORDS =
            Option.of(
                    "on-missing-records",
                    "LEAT_ON_MISSING_RECORDS",
                    OptionType.oneOf(OnMissingRecords.class),
                    "stop",
                    "What happens when records of the input topic that were not read are gone, or"
                            + " would be left behind: retention or delete-records has passed the job's"
                            + " position, the log was cut off, or the input topic was changed. `stop`"
                            + " ends the job and reports the offsets; `continue` goes on with the"
                            + " records that are there, with an error in the log.");

    public static final Option<Delivery> DELIVERY =
            Option.of(
                    "delivery",
                    "LEAT_DELIVERY",
                    OptionType.oneOf(Delivery.class),
                    "exactly-once",
                    "`exactly-once` makes predictions visible at checkpoints; `at-least-once` at"
                            + " once, with repeats after a failure.");

    public static final Option<Order> ORDER =
            Option.of(
                    "order",
                    "LEAT_ORDER",
                    OptionType.oneOf(Order.class),
                    "ordered",
                    "`ordered` keeps the order of each input partition; `unordered` lets a fast"
                            + " answer overtake a slow one.");

    public static final Option<Integer> MAX_IN_FLIGHT =
            Option.of(
                    "max-in-flight",
                    "LEAT_MAX_IN_FLIGHT",
                    OptionType.intBetween(1, 100_000),
                    "100",
                    "Records in flight per subtask: at a model, or answered and waiting"
                            + " for an earlier record. At this limit Leat stops reading.");

    public static final Option<Long> MAX_IN_FLIGHT_BYTES =
            Option.of(
                    "max-in-flight-bytes",
                    "LEAT_MAX_IN_FLIGHT_BYTES",
                    OptionType.SIZE,
                    "64mb",
                    "The same limit in bytes of keys, values and headers; about the"
                            + " size of a checkpoint per subtask.");

    public static final Option<MaxInFlightOf> MAX_IN_FLIGHT_OF =
            Option.of(
                            "max-in-flight-of",
                            "LEAT_MAX_IN_FLIGHT_OF",
                            OptionType.oneOf(MaxInFlightOf.class),
                            "job",
                            "What both limits count where predictors share the records of a topic:"
                                    + " all records of the `job`, or those of each `predictor`, so"
                                    + " that one whose model is away takes no place of another.")
                    .withAnnotation(Transport.REST, "leat.io/max-in-flight-of")
                    .withAnnotation(Transport.GRPC, "leat.io/max-in-flight-of");

    public static final Option<Duration> CHECKPOINT_INTERVAL =
            Option.derived(
                    "checkpoint-interval",
                    "LEAT_CHECKPOINT_INTERVAL",
                    OptionType.DURATION,
                    "Flink's `execution.checkpointing.interval`, else `10s`",
                    "The time between checkpoints, and so the latency of an exactly-once"
                            + " prediction.");

    public static final Option<Duration> TRANSACTION_TIMEOUT =
            Option.of(
                    "transaction-timeout",
                    "LEAT_TRANSACTION_TIMEOUT",
                    OptionType.DURATION,
                    "10min",
                    "How long the broker keeps predictions of a job that is down. At"
                            + " least the"
                            + " checkpoint interval, Flink's `execution.checkpointing.timeout` for"
                            + " each checkpoint that may fail and one more, and its"
                            + " `heartbeat.timeout` together; at most the broker's"
                            + " `transaction.max.timeout.ms`. Where Flink's configuration states no"
                            + " timeout of checkpoints, it follows from this.");

    public static final Option<Duration> CALL_TIMEOUT =
            Option.of(
                            "call-timeout",
                            "LEAT_CALL_TIMEOUT",
                            OptionType.DURATION,
                            "60s",
                            "The longest wait for one answer of a model; then the attempt has"
                                    + " failed.")
                    .withAnnotation(Transport.REST, SeldonTimeouts.REST)
                    .withAnnotation(Transport.REST, SeldonTimeouts.REST_READ)
                    .withAnnotation(Transport.GRPC, SeldonTimeouts.GRPC)
                    .withAnnotation(Transport.GRPC, SeldonTimeouts.GRPC_READ);

    public static final Option<Duration> CONNECT_TIMEOUT =
            Option.derived(
                            "connect-timeout",
                            "LEAT_CONNECT_TIMEOUT",
                            OptionType.DURATION,
                            "`5s`, or the call timeout if that is shorter",
                            "The longest wait for a connection to a model; at most the call"
                                    + " timeout. A longer one in an annotation is cut to it.")
                    .withAnnotation(Transport.REST, SeldonTimeouts.REST_CONNECTION);

    public static final Option<Duration> RECORD_DEADLINE =
            Option.derived(
                            "record-deadline",
                            "LEAT_RECORD_DEADLINE",
                            OptionType.DURATION,
                            "none",
                            "How long after its timestamp a record is of use. Past that it becomes"
                                    + " a dead letter, `expired`, without a call, in an outage too,"
                                    + " and no call lasts longer. A record's header"
                                    + " `leat-deadline` counts in its place.")
                    .withAnnotation(Transport.REST, "leat.io/record-deadline")
                    .withAnnotation(Transport.GRPC, "leat.io/record-deadline");

    public static final Option<Long> MAX_REPLY_BYTES =
            Option.of(
                    "max-reply-bytes",
                    "LEAT_MAX_REPLY_BYTES",
                    OptionType.SIZE,
                    "64mb",
                    "The largest answer a model may give; a larger one is a dead letter.");

    public static final Option<Boolean> ERROR_DETAIL =
            Option.of(
                    "error-detail",
                    "LEAT_ERROR_DETAIL",
                    OptionType.BOOLEAN,
                    "false",
                    "Whether a dead letter has the first kilobyte of what the model server said of"
                            + " it, the body of an HTTP error or the message and details of a gRPC"
                            + " status, in the header `leat-error-detail`. It may quote the record."
                            + " `./leat local` states `true`.");

    public static final Option<Integer> RETRY_ATTEMPTS =
            Option.of(
                    "retry-attempts",
                    "LEAT_RETRY_ATTEMPTS",
                    OptionType.intBetween(1, 1_000),
                    "5",
                    "How many failed attempts at one node may count against a record. Which"
                            + " failures count is the table of docs/failures.md; an outage does not.");

    public static final Option<Duration> RETRY_TIME =
            Option.derived(
                    "retry-time",
                    "LEAT_RETRY_TIME",
                    OptionType.DURATION,
                    "`10min`, or ten times the call timeout if that is longer",
                    "The same budget in time: calls that failed and the pauses before them, over"
                            + " all nodes. At least one call timeout.");

    public static final Option<Duration> RETRY_ALONE =
            Option.of(
                    "retry-alone",
                    "LEAT_RETRY_ALONE",
                    OptionType.DURATION,
                    "10s",
                    "Minimum retry time of a record that fails while no other record is"
                            + " answered, or whose connections break: until then it cannot be"
                            + " distinguished from an outage, or from replicas that are shutting"
                            + " down.");

    public static final Option<OnExhausted> ON_EXHAUSTED =
            Option.of(
                    "on-exhausted",
                    "LEAT_ON_EXHAUSTED",
                    OptionType.oneOf(OnExhausted.class),
                    "dead-letter",
                    "What happens when a record's budget is spent: `dead-letter`, or"
                            + " `stop` the job with the record uncommitted.");

    public static final Option<OnModelError> ON_MODEL_ERROR =
            Option.of(
                    "on-model-error",
                    "LEAT_ON_MODEL_ERROR",
                    OptionType.oneOf(OnModelError.class),
                    "retry",
                    "What a server error means (HTTP 500, gRPC UNKNOWN and INTERNAL):"
                            + " `retry`, or `dead-letter` at once, for models that answer so to"
                            + " every request they reject.");

    public static final Option<Integer> BREAKER_RECORDS =
            Option.derived(
                    "breaker-records",
                    "LEAT_BREAKER_RECORDS",
                    OptionType.intBetween(2, 100_000),
                    "`20`, or the records in flight if they are fewer",
                    "How many different records in a row must fail at an endpoint"
                            + " before its circuit breaker opens: then all records wait and none"
                            + " is dead-lettered. At most the records in flight.");

    public static final Option<Integer> BREAKER_FAILURE_RATE =
            Option.of(
                    "breaker-failure-rate",
                    "LEAT_BREAKER_FAILURE_RATE",
                    OptionType.intBetween(1, 100),
                    "100",
                    "Percent of those records that must have failed. Below 100, a run"
                            + " of bad records is sooner taken for an outage.");

    public static final Option<Duration> BREAKER_WAIT =
            Option.of(
                    "breaker-wait",
                    "LEAT_BREAKER_WAIT",
                    OptionType.DURATION,
                    "10s",
                    "The longest pause between probes of an endpoint that is down; one"
                            + " waiting record probes it. The first pause is a second, and each"
                            + " is twice the one before.");

    public static final Option<LimitSettings.Algorithm> CONCURRENCY =
            Option.of(
                    "concurrency",
                    "LEAT_CONCURRENCY",
                    OptionType.oneOf(LimitSettings.Algorithm.class),
                    "aimd",
                    "How the number of concurrent calls to one endpoint adapts, per"
                            + " subtask: `aimd` adds one with each answer (after an overload,"
                            + " with as many answers as the limit is high), takes a tenth off"
                            + " with an overload status, a timeout or an answer slower than half"
                            + " the call timeout; `gradient` also follows any rise in latency;"
                            + " `fixed` stays at the maximum.");

    public static final Option<Integer> CONCURRENCY_MIN =
            Option.of(
                    "concurrency-min",
                    "LEAT_CONCURRENCY_MIN",
                    OptionType.intBetween(1, 100_000),
                    "1",
                    "The fewest calls it adapts down to.");

    public static final Option<Integer> CONCURRENCY_MAX =
            Option.derived(
                    "concurrency-max",
                    "LEAT_CONCURRENCY_MAX",
                    OptionType.intBetween(1, 100_000),
                    "the records in flight",
                    "The most calls it adapts up to; at most the records in flight.");

    public static final Option<OutputPartitioner> OUTPUT_PARTITIONER =
            Option.of(
                    "output-partitioner",
                    "LEAT_OUTPUT_PARTITIONER",
                    OptionType.oneOf(OutputPartitioner.class),
                    "murmur2",
                    "How a key chooses its output partition: `murmur2` as Java producers do,"
                            + " `crc32` as librdkafka and Seldon's executor do.");

    public static final Option<Tombstones> TOMBSTONES =
            Option.of(
                    "tombstones",
                    "LEAT_TOMBSTONES",
                    OptionType.oneOf(Tombstones.class),
                    "dead-letter",
                    "What becomes of a record without a value: `dead-letter`, or `pass`"
                            + " it on as a tombstone.");

    public static final Option<Boolean> ROUTING_INJECTION =
            Option.of(
                    "routing-injection",
                    "SELDON_ENABLE_ROUTING_INJECTION",
                    OptionType.BOOLEAN,
                    "false",
                    "Whether `meta.routing` of a seldon answer says which branch each router"
                            + " chose.");

    public static final Option<String> GROUP =
            Option.derived(
                            "group",
                            "LEAT_GROUP",
                            OptionType.GROUP_NAME,
                            "`<predictor>.<deployment>.<namespace>`, of predictors that share a"
                                    + " topic the first",
                            "The consumer group, which is the job's name too and makes its"
                                    + " transactional ids its own.")
                    .withAnnotation(Transport.REST, "leat.io/group")
                    .withAnnotation(Transport.GRPC, "leat.io/group");

    public static final Option<TrafficMode> TRAFFIC =
            Option.of(
                            "traffic",
                            "LEAT_TRAFFIC",
                            OptionType.oneOf(TrafficMode.class),
                            "split",
                            "What predictors that read one input topic do: one job runs them and"
                                    + " they `split` its records by their `traffic`, or each is a"
                                    + " job of its own and answers `all`, as with Seldon Core v1.")
                    .withAnnotation(Transport.REST, "leat.io/traffic")
                    .withAnnotation(Transport.GRPC, "leat.io/traffic");

    public static final Option<TrafficBy> TRAFFIC_BY =
            Option.of(
                            "traffic-by",
                            "LEAT_TRAFFIC_BY",
                            new OptionType<>(TrafficBy.EXPECTED, TrafficBy::parse),
                            "key",
                            "What of a record decides which of several predictors answers it, and"
                                    + " whether a shadow with `traffic` below 100 does: its `key`, its `puid` (the header"
                                    + " `Seldon-Puid`) or a header, as `header:NAME`. A record"
                                    + " without it goes by its key, else its puid, else its topic,"
                                    + " partition and offset.")
                    .withAnnotation(Transport.REST, "leat.io/traffic-by")
                    .withAnnotation(Transport.GRPC, "leat.io/traffic-by");

    /** What it takes to reach the brokers; {@code ClientProperties} come on top. */
    public static final List<Option<?>> CONNECTION = connection();

    /** Brokers and topics. */
    public static final OptionGroup KAFKA = new OptionGroup("Kafka", kafka());

    /** As the documentation and {@code --help} show them. */
    public static final List<OptionGroup> GROUPS =
            List.of(
                    KAFKA,
                    new OptionGroup(
                            "Delivery",
                            List.of(
                                    DELIVERY,
                                    ORDER,
                                    MAX_IN_FLIGHT,
                                    MAX_IN_FLIGHT_BYTES,
                                    MAX_IN_FLIGHT_OF,
                                    CHECKPOINT_INTERVAL,
                                    TRANSACTION_TIMEOUT,
                                    TAKE_OVER,
                                    ON_MISSING_RECORDS,
                                    TOMBSTONES,
                                    ROUTING_INJECTION,
                                    GROUP,
                                    TRAFFIC,
                                    TRAFFIC_BY)),
                    new OptionGroup(
                            "Calls to models",
                            List.of(
                                    CALL_TIMEOUT,
                                    CONNECT_TIMEOUT,
                                    RECORD_DEADLINE,
                                    MAX_REPLY_BYTES,
                                    ERROR_DETAIL)),
                    new OptionGroup("TLS and credentials of models", ModelSecurityOptions.ALL),
                    new OptionGroup(
                            "Retries, circuit breaker and concurrency",
                            List.of(
                                    RETRY_ATTEMPTS,
                                    RETRY_TIME,
                                    RETRY_ALONE,
                                    ON_EXHAUSTED,
                                    ON_MODEL_ERROR,
                                    BREAKER_RECORDS,
                                    BREAKER_FAILURE_RATE,
                                    BREAKER_WAIT,
                                    CONCURRENCY,
                                    CONCURRENCY_MIN,
                                    CONCURRENCY_MAX)),
                    new OptionGroup("Batching", BatchOptions.ALL),
                    new OptionGroup("Request log", RequestLogOptions.ALL),
                    new OptionGroup("Traces (OpenTelemetry)", TracingOptions.ALL));

    /** Every option there is, each once. */
    public static final List<Option<?>> ALL =
            GROUPS.stream().<Option<?>>flatMap(group -> group.options().stream()).toList();

    private LeatOptions() {}

    private static List<Option<?>> connection() {
        List<Option<?>> connection = new ArrayList<>();
        connection.add(BROKER);
        connection.addAll(SecurityOptions.ALL);
        return List.copyOf(connection);
    }

    private static List<Option<?>> kafka() {
        List<Option<?>> kafka = new ArrayList<>(CONNECTION);
        kafka.addAll(
                List.of(
                        BROKER_WAIT,
                        INPUT_TOPIC,
                        OUTPUT_TOPIC,
                        OUTPUT_MODE,
                        FEEDBACK_TOPIC,
                        DEAD_LETTER_TOPIC,
                        CREATE_DEAD_LETTER_TOPIC,
                        OUTPUT_PARTITIONER));
        return List.copyOf(kafka);
    }
}
