// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.plan;

import io.leat.client.tls.Credentials;
import io.leat.client.tls.ModelSecurity;
import io.leat.graph.Node;
import io.leat.kafka.security.KafkaClients;
import io.leat.kafka.security.KafkaSecurity;
import io.leat.options.Option;
import io.leat.options.OptionType;
import io.leat.options.PerNode;
import io.leat.options.access.ClientProperties;
import io.leat.options.catalog.BatchOptions;
import io.leat.options.catalog.KafkaSecurityOptions;
import io.leat.options.catalog.LeatOptions;
import io.leat.options.catalog.ModelSecurityOptions;
import io.leat.options.catalog.RequestLogOptions;
import io.leat.options.catalog.RequestLogOptions.OnOutage;
import io.leat.options.catalog.SecretOption;
import io.leat.options.catalog.SecurityOptions;
import io.leat.options.catalog.TlsOptions;
import io.leat.options.catalog.TracingOptions;
import io.leat.options.requestlog.RequestLogSettings;
import io.leat.options.requestlog.RequestLogSettings.KafkaLog;
import io.leat.options.settings.JobSettings;
import io.leat.options.tracing.TracingSettings;
import io.leat.secrets.Identity;
import io.leat.secrets.SecretReference;
import io.leat.secrets.Tls;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The options in force as Flink's global job parameters, which its web page and REST interface
 * show: each by the name of its variable, with the value that counts whatever states it. Of what is
 * secret they say where it is, and of what may be, that it is stated.
 */
public final class GlobalParameters {

    /** The consumer group. */
    public static final String GROUP = "leat.group";

    /** The name of the predictor; of several, separated by commas. */
    public static final String PREDICTOR = "leat.predictor";

    /**
     * Of a shadow, the percentage of the records that it answers; of several predictors, the
     * weights at the start: {@code main 90, canary 10}.
     */
    public static final String TRAFFIC = "leat.traffic";

    /** What the models speak: {@code v2}. */
    public static final String PROTOCOL = "leat.protocol";

    /** How they are called: {@code rest}. */
    public static final String TRANSPORT = "leat.transport";

    /** Before the name of another than the first predictor, and that of a variable of its own. */
    public static final String OF_PREDICTOR = "leat.predictor.";

    /** Before the name of a node: the address it is called at. */
    public static final String ENDPOINT = "leat.endpoint.";

    private static final String LEATS_OWN = "leat.";

    private final Map<String, String> parameters = new TreeMap<>();

    private GlobalParameters() {}

    /**
     * Those of a job.
     *
     * @param checkpointInterval in force, wherever it is stated
     */
    public static Map<String, String> of(InferenceJob job, Duration checkpointInterval) {
        GlobalParameters all = new GlobalParameters();
        all.job(job);
        all.settings(job.settings());
        all.log(job.first());
        all.put(LeatOptions.CHECKPOINT_INTERVAL, duration(checkpointInterval));
        for (PredictorPlan predictor : job.predictors()) {
            all.predictor(predictor);
            all.ownOf(predictor);
        }
        return all.parameters;
    }

    /** What another than the first predictor has otherwise, each under the name of its variable. */
    private void ownOf(PredictorPlan predictor) {
        GlobalParameters own = new GlobalParameters();
        own.settings(predictor.settings());
        own.log(predictor);
        own.parameters.forEach(
                (name, value) -> {
                    if (!value.equals(parameters.get(name))) {
                        parameters.put(OF_PREDICTOR + predictor.name() + "." + name, value);
                    }
                });
    }

    private void log(PredictorPlan predictor) {
        if (predictor.log() != null) {
            log(predictor.log().settings(), predictor.settings().topics().clients().security());
        }
    }

    private void settings(JobSettings settings) {
        topics(settings.topics());
        flow(settings.flow());
        put(LeatOptions.TRAFFIC, OptionType.wire(settings.trafficMode()));
        put(LeatOptions.TRAFFIC_BY, settings.trafficBy());
        calls(settings);
        security(settings.security());
        batches(settings.batches());
        if (settings.tracing() != null) {
            tracing(settings.tracing());
        }
    }

    /** Whether a global parameter of a job is one of these, and not of another's. */
    public static boolean isOne(String name) {
        return name.startsWith(LEATS_OWN)
                || ClientProperties.isNamedBy(name)
                || LeatOptions.ALL.stream().anyMatch(option -> option.env().equals(name));
    }

    private void put(Option<?> option, @Nullable Object value) {
        if (value != null) {
            parameters.put(option.env(), value.toString());
        }
    }

    private void put(SecretOption option, @Nullable SecretReference reference) {
        put(option.text(), reference);
    }

    private void put(Option<?> option, @Nullable SecretReference reference) {
        put(option, reference == null ? null : reference.place());
    }

    private void job(InferenceJob job) {
        parameters.put(GROUP, job.group());
        if (job.sample() != null) {
            parameters.put(TRAFFIC, Integer.toString(job.sample().percent()));
        }
        parameters.put(
                PREDICTOR,
                job.predictors().stream()
                        .map(PredictorPlan::name)
                        .collect(Collectors.joining(",")));
        if (job.split() != null) {
            parameters.put(TRAFFIC, job.split().words());
        }
    }

    private void predictor(PredictorPlan predictor) {
        parameters.put(PROTOCOL, predictor.protocol().wire());
        parameters.put(TRANSPORT, predictor.transport().wire());
        endpoint(predictor.graph(), predictor);
    }

    private void endpoint(Node node, PredictorPlan predictor) {
        if (node.endpoint() != null) {
            parameters.put(
                    ENDPOINT + predictor.label(node.name()),
                    node.endpoint().address(predictor.transport()));
        }
        node.children().forEach(child -> endpoint(child, predictor));
    }

    private void topics(JobSettings.Topics topics) {
        kafka(topics.clients());
        put(
                LeatOptions.BROKER_WAIT,
                topics.brokerWait() == null ? null : duration(topics.brokerWait()));
        put(LeatOptions.GROUP, topics.group());
        put(LeatOptions.INPUT_TOPIC, topics.input());
        put(LeatOptions.OUTPUT_TOPIC, topics.output());
        put(LeatOptions.FEEDBACK_TOPIC, topics.feedback());
        put(LeatOptions.OUTPUT_MODE, topics.output() == null ? "none" : "topic");
        put(LeatOptions.DEAD_LETTER_TOPIC, topics.deadLetters());
        put(LeatOptions.CREATE_DEAD_LETTER_TOPIC, topics.createDeadLetters());
        put(LeatOptions.TAKE_OVER, topics.takeOver());
        put(LeatOptions.OUTPUT_PARTITIONER, OptionType.wire(topics.partitioner()));
        put(LeatOptions.ON_MISSING_RECORDS, OptionType.wire(topics.onMissingRecords()));
    }

    private void kafka(KafkaClients clients) {
        put(LeatOptions.BROKER, clients.brokers());
        security(clients.security(), SecurityOptions.OF_BROKERS);
        clients.stated()
                .forEach(
                        (name, value) ->
                                parameters.put(
                                        ClientProperties.variable(name),
                                        mayBeSecret(name) ? "stated" : value));
        clients.variables()
                .forEach(
                        (name, variable) ->
                                parameters.put(
                                        ClientProperties.variable(name),
                                        "environment variable " + variable));
    }

    private void security(KafkaSecurity security, KafkaSecurityOptions options) {
        put(options.protocol(), security.protocol().name);
        tls(security.tls(), options.tls());
        if (security.sasl() != null) {
            put(options.mechanism(), security.sasl().mechanism());
            if (security.sasl().login() != null) {
                put(options.username(), security.sasl().login().username());
                put(options.password(), security.sasl().login().password());
            }
        }
    }

    /** Of a predictor whose calls are logged. */
    private void log(RequestLogSettings log, KafkaSecurity jobs) {
        KafkaLog kafka = log.kafka();
        if (kafka != null) {
            put(RequestLogOptions.TOPIC, kafka.topic());
            if (kafka.clients() != null) {
                put(RequestLogOptions.BROKER, kafka.clients().brokers());
                if (!kafka.clients().security().equals(jobs)) {
                    security(kafka.clients().security(), RequestLogOptions.SECURITY);
                }
            }
        }
        put(RequestLogOptions.URL, log.url() == null ? null : withoutQuery(log.url()));
        put(
                RequestLogOptions.SAMPLE,
                log.sample() == RequestLogSettings.ALL
                        ? "1"
                        : Double.toString((double) log.sample() / RequestLogSettings.ALL));
        put(RequestLogOptions.MAX_BYTES, log.maxBytes() == null ? null : size(log.maxBytes()));
        put(
                RequestLogOptions.ON_OUTAGE,
                OptionType.wire(log.dropsInOutage() ? OnOutage.DROP : OnOutage.WAIT));
    }

    /** It may hold a token. */
    private static String withoutQuery(String url) {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }

    private static boolean mayBeSecret(String property) {
        return property.startsWith("sasl.") || property.startsWith("ssl.");
    }

    private void tls(Tls tls, TlsOptions options) {
        put(options.ca(), tls.ca());
        Identity identity = tls.identity();
        if (identity != null) {
            put(options.certificate(), identity.chain());
            put(options.key(), identity.key());
            put(options.keyPassword(), identity.password());
        }
    }

    private void flow(JobSettings.Flow flow) {
        put(LeatOptions.DELIVERY, OptionType.wire(flow.delivery()));
        put(LeatOptions.ORDER, OptionType.wire(flow.order()));
        put(LeatOptions.MAX_IN_FLIGHT, flow.maxInFlight());
        put(LeatOptions.MAX_IN_FLIGHT_BYTES, size(flow.maxInFlightBytes()));
        put(LeatOptions.MAX_IN_FLIGHT_OF, OptionType.wire(flow.maxInFlightOf()));
        put(LeatOptions.TRANSACTION_TIMEOUT, duration(flow.transactionTimeout()));
        put(LeatOptions.TOMBSTONES, OptionType.wire(flow.tombstones()));
        put(LeatOptions.ROUTING_INJECTION, flow.routingInjection());
        put(
                LeatOptions.RECORD_DEADLINE,
                flow.recordDeadline() == null ? null : duration(flow.recordDeadline()));
    }

    private void calls(JobSettings settings) {
        put(LeatOptions.CALL_TIMEOUT, duration(settings.limits().callTimeout()));
        put(LeatOptions.CONNECT_TIMEOUT, duration(settings.limits().connectTimeout()));
        put(LeatOptions.MAX_REPLY_BYTES, size(settings.limits().maxReplyBytes()));
        put(LeatOptions.ERROR_DETAIL, settings.limits().detailBytes() > 0);
        put(LeatOptions.RETRY_ATTEMPTS, settings.retries().attempts());
        put(LeatOptions.RETRY_TIME, duration(settings.retries().time()));
        put(LeatOptions.RETRY_ALONE, duration(settings.retries().alone()));
        put(LeatOptions.ON_EXHAUSTED, OptionType.wire(settings.retries().exhausted()));
        put(LeatOptions.ON_MODEL_ERROR, OptionType.wire(settings.retries().modelErrors()));
        put(LeatOptions.BREAKER_RECORDS, settings.breaker().records());
        put(LeatOptions.BREAKER_FAILURE_RATE, settings.breaker().failureRate());
        put(LeatOptions.BREAKER_WAIT, duration(settings.breaker().longestWait()));
        put(LeatOptions.CONCURRENCY, OptionType.wire(settings.concurrency().algorithm()));
        put(LeatOptions.CONCURRENCY_MIN, settings.concurrency().least());
        put(LeatOptions.CONCURRENCY_MAX, settings.concurrency().most());
    }

    private void security(ModelSecurity security) {
        put(ModelSecurityOptions.TLS, security.tls() != null);
        if (security.tls() != null) {
            tls(security.tls(), ModelSecurityOptions.OF_TLS);
        }
        if (security.credentials() instanceof Credentials.Bearer bearer) {
            put(ModelSecurityOptions.TOKEN, bearer.token());
        } else if (security.credentials() instanceof Credentials.Basic basic) {
            put(ModelSecurityOptions.USERNAME, basic.username());
            put(ModelSecurityOptions.PASSWORD, basic.password());
        }
        put(
                ModelSecurityOptions.PLAIN_CREDENTIALS,
                security.credentials() != null && security.tls() == null);
        put(
                ModelSecurityOptions.NODES,
                security.nodes().isEmpty()
                        ? null
                        : security.nodes().stream().sorted().collect(Collectors.joining(",")));
    }

    private void batches(JobSettings.Batches batches) {
        put(BatchOptions.SIZE, perNode(batches.rows(), String::valueOf));
        put(BatchOptions.DELAY, perNode(batches.delay(), GlobalParameters::duration));
        put(BatchOptions.BYTES, perNode(batches.bytes(), GlobalParameters::size));
    }

    private void tracing(TracingSettings tracing) {
        TracingSettings.Receiver receiver = tracing.receiver();
        put(TracingOptions.EXPORTER, "otlp");
        put(TracingOptions.ENDPOINT.ofTraces(), receiver.endpoint());
        put(TracingOptions.PROTOCOL.ofTraces(), receiver.protocol().wire());
        put(TracingOptions.TRACES_HEADERS, receiver.headers());
        put(TracingOptions.TIMEOUT.ofTraces(), duration(receiver.timeout()));
        put(TracingOptions.COMPRESSION.ofTraces(), receiver.gzip() ? "gzip" : "none");
        put(TracingOptions.CERTIFICATE.ofTraces(), receiver.certificate());
        put(TracingOptions.CLIENT_CERTIFICATE.ofTraces(), receiver.clientCertificate());
        put(TracingOptions.CLIENT_KEY.ofTraces(), receiver.clientKey());
        put(TracingOptions.SERVICE_NAME, tracing.resource().get("service.name"));
        put(TracingOptions.SAMPLER, TracingOptions.wire(tracing.sampler()));
        put(TracingOptions.SAMPLER_ARG, tracing.ratio());
        put(
                TracingOptions.PROPAGATORS,
                tracing.propagators().stream()
                        .map(TracingOptions::wire)
                        .collect(Collectors.joining(",")));
        put(TracingOptions.TRACE_PARENT, OptionType.wire(tracing.parent()));
        put(TracingOptions.SCHEDULE_DELAY, duration(tracing.sending().delay()));
        put(TracingOptions.EXPORT_TIMEOUT, duration(tracing.sending().timeout()));
        put(TracingOptions.MAX_QUEUE_SIZE, tracing.sending().queue());
        put(TracingOptions.MAX_EXPORT_BATCH_SIZE, tracing.sending().batch());
    }

    /** As the option is written. */
    private static <T> @Nullable String perNode(PerNode<T> values, Function<T, String> text) {
        Stream<String> nodes =
                new TreeMap<>(values.nodes())
                        .entrySet().stream()
                                .map(node -> node.getKey() + "=" + text.apply(node.getValue()));
        Stream<String> others = Stream.ofNullable(values.others()).map(value -> text.apply(value));
        String all = Stream.concat(nodes, others).collect(Collectors.joining(","));
        return all.isEmpty() ? null : all;
    }

    /** In the largest unit that leaves a whole number. */
    private static String duration(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 3_600_000 == 0) {
            return millis / 3_600_000 + "h";
        }
        if (millis % 60_000 == 0) {
            return millis / 60_000 + "min";
        }
        return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
    }

    private static String size(long bytes) {
        if (bytes % (1 << 20) == 0) {
            return (bytes >> 20) + "mb";
        }
        return bytes % (1 << 10) == 0 ? (bytes >> 10) + "kb" : bytes + "b";
    }
}
