// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.sink;

import io.leat.kafka.DeadLetterLog;
import io.leat.kafka.Destination;
import io.leat.kafka.ErrorHeaders;
import io.leat.kafka.InferenceResult;
import io.leat.kafka.LogEventTemplate;
import io.leat.kafka.RecordContract;
import io.leat.kafka.ResultTopics;
import io.leat.protocol.CallFailure;
import io.leat.protocol.DeadLetterCode;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.CompressionType;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the topic of each result and sees to it that its brokers take the record, by the limits
 * they state: a prediction that is too large, or has no key where the topic is compacted, becomes a
 * dead letter here; an event of the request log is cut; a dead letter that is too large leaves its
 * value behind and says so; a timestamp the topic refuses gives way to the present one.
 *
 * <p>Names all topics as its lineage, because the pooled transactions look there for what a crashed
 * run left open.
 *
 * <p>Serializes on one thread; limits may be changed by another.
 */
public final class InferenceResultSerializationSchema
        implements KafkaRecordSerializationSchema<InferenceResult>, KafkaDatasetFacetProvider {

    private static final long serialVersionUID = 1L;

    /** A topic and how batches for it are compressed on their way. */
    private record Target(Destination topic, List<CompressionType> compressions)
            implements Serializable {

        private static final long serialVersionUID = 1L;

        static Target of(Destination topic, CompressionType producers) {
            return new Target(topic, RecordSize.compressions(producers, topic.compression()));
        }

        /** 0 if the brokers take it, else its size in bytes, which they do not. */
        long excess(byte @Nullable [] key, byte @Nullable [] value, Header[] headers) {
            long atMost = RecordSize.atMost(key, value, headers);
            long growth = compressions.isEmpty() ? 0 : RecordSize.growth(atMost);
            if (atMost + growth <= topic.maxBytes()) {
                return 0;
            }
            long size = RecordSize.of(key, value, headers);
            if (size > topic.maxBytes()) {
                return size;
            }
            return size + growth <= topic.maxBytes() ? 0 : compressedExcess(key, value, headers);
        }

        /** How long a value may be beside these, however it compresses; negative for not at all. */
        long room(byte @Nullable [] key, Header[] headers) {
            long growth = compressions.isEmpty() ? 0 : RecordSize.growth(topic.maxBytes());
            return topic.maxBytes() - growth - RecordSize.of(key, null, headers);
        }

        private long compressedExcess(
                byte @Nullable [] key, byte @Nullable [] value, Header[] headers) {
            long largest = 0;
            for (CompressionType type : compressions) {
                largest = Math.max(largest, RecordSize.compressed(type, key, value, headers));
            }
            return largest > topic.maxBytes() ? largest : 0;
        }
    }

    /**
     * Where the results of a predictor go.
     *
     * @param log null where there is no log, or it is written elsewhere
     */
    private record Route(String predictor, Target output, Target deadLetters, @Nullable Target log)
            implements Serializable {

        private static final long serialVersionUID = 1L;
    }

    private final CompressionType compression;
    private final OutputPartitioner partitioner;

    /** Of each predictor, in the order in which they were stated. */
    private volatile List<Route> routes;

    private transient Counter oversize = new SimpleCounter();
    private transient Counter refused = new SimpleCounter();
    private transient Consumer<InferenceResult> log = letter -> {};

    /** For one predictor, and a producer that does not compress. */
    public InferenceResultSerializationSchema(
            Destination output, Destination deadLetters, OutputPartitioner partitioner) {
        this(List.of(new ResultTopics("", output, deadLetters)), partitioner, CompressionType.NONE);
    }

    /**
     * Makes a serializer that counts nothing.
     *
     * @param topics of each predictor, at least one
     * @param compression the producer's
     */
    InferenceResultSerializationSchema(
            List<ResultTopics> topics, OutputPartitioner partitioner, CompressionType compression) {
        this.compression = compression;
        this.partitioner = partitioner;
        this.routes = routes(topics);
    }

    private List<Route> routes(List<ResultTopics> topics) {
        return topics.stream()
                .map(
                        each ->
                                new Route(
                                        each.predictor(),
                                        Target.of(each.output(), compression),
                                        Target.of(each.deadLetters(), compression),
                                        each.log() == null
                                                ? null
                                                : Target.of(each.log(), compression)))
                .toList();
    }

    /** A job's only predictor has all results. */
    private Route route(InferenceResult result) {
        List<Route> all = routes;
        if (all.size() == 1) {
            return all.get(0);
        }
        for (Route route : all) {
            if (route.predictor().equals(result.predictor)) {
                return route;
            }
        }
        throw new IllegalStateException(
                "%s: no topics for its predictor %s".formatted(result.request, result.predictor));
    }

    /** Goes by other limits of the same topics from now on. Any thread. */
    void limit(List<ResultTopics> topics) {
        routes = routes(topics);
    }

    /**
     * Counts the dead letters it makes from now on, and says so in the log. Not in {@link #open},
     * which the connector calls twice: Flink shows only the first counter of a name.
     *
     * @param oversizePredictions those that became dead letters for their size
     * @param refusedRecords those that became dead letters as they have no key
     * @param deadLetters says why a record became a dead letter
     */
    void report(Counter oversizePredictions, Counter refusedRecords, DeadLetterLog deadLetters) {
        oversize = oversizePredictions;
        refused = refusedRecords;
        log = deadLetters::add;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            InferenceResult result, KafkaSinkContext context, @Nullable Long ignored) {
        return record(result, this::report);
    }

    /** The record as it would be written now; not reported. */
    ProducerRecord<byte[], byte[]> onTrial(InferenceResult result) {
        return record(result, letter -> {});
    }

    /**
     * The result that is written now: the same, or the dead letter in the place of a prediction
     * that the output topic does not take. Reports that dead letter.
     */
    InferenceResult settled(InferenceResult result) {
        AtomicReference<InferenceResult> settled = new AtomicReference<>(result);
        var unused = record(result, settled::set);
        InferenceResult written = Objects.requireNonNull(settled.get(), "set from the start");
        if (written != result) {
            report(written);
        }
        return written;
    }

    private void report(InferenceResult letter) {
        boolean tooLarge = DeadLetterCode.OUTPUT_TOO_LARGE.wire().equals(letter.errorCode);
        (tooLarge ? oversize : refused).inc();
        log.accept(letter);
    }

    /**
     * The record of a result.
     *
     * @param onDeadLetter is given the dead letter that is made of a prediction
     */
    private ProducerRecord<byte[], byte[]> record(
            InferenceResult result, Consumer<InferenceResult> onDeadLetter) {
        if (result.logEvent) {
            return event(result);
        }
        if (result.deadLetter) {
            return deadLetter(result);
        }
        Target to = route(result).output();
        if (to.topic().compacted() && result.key == null) {
            return deadLetter(passedTo(onDeadLetter, withoutKey(result, to.topic())));
        }
        boolean keepsTime = to.topic().takes(result.timestamp, System.currentTimeMillis());
        Header[] headers = headers(result, to.topic(), keepsTime);
        long excess = to.excess(result.key, result.value, headers);
        if (excess > 0) {
            return deadLetter(passedTo(onDeadLetter, tooLarge(result, excess, to.topic())));
        }
        Integer partition = partitioner.partition(result.key, to.topic().partitions());
        return record(
                to.topic(),
                partition,
                keepsTime ? result.timestamp : -1,
                result.key,
                result.value,
                new RecordHeaders(headers));
    }

    /**
     * An event of the request log, cut where the topic does not take all of it: neither does it
     * become a dead letter, as its record has been answered, nor is it left out.
     */
    private ProducerRecord<byte[], byte[]> event(InferenceResult event) {
        Target to = Objects.requireNonNull(route(event).log(), "no topic for the request log");
        InferenceResult fitting = keyed(event, to.topic());
        Header[] headers = headers(fitting);
        if (to.excess(fitting.key, fitting.value, headers) > 0) {
            fitting = fitted(fitting, to);
            headers = headers(fitting);
        }
        boolean keepsTime = to.topic().takes(event.timestamp, System.currentTimeMillis());
        return record(
                to.topic(),
                partitioner.partition(fitting.key, to.topic().partitions()),
                keepsTime ? event.timestamp : -1,
                fitting.key,
                fitting.value,
                new RecordHeaders(headers));
    }

    /** Where records must have a key, one without a key has its id. */
    private static InferenceResult keyed(InferenceResult event, Destination to) {
        if (event.key != null || !to.compacted()) {
            return event;
        }
        InferenceResult keyed = LogEventTemplate.withoutKey(event);
        keyed.key = LogEventTemplate.id(event);
        return keyed;
    }

    private static InferenceResult fitted(InferenceResult event, Target to) {
        InferenceResult empty = LogEventTemplate.cut(event, 0);
        long room = to.room(event.key, headers(empty));
        if (room < 0) {
            InferenceResult bare = LogEventTemplate.withoutKey(empty);
            bare.key = to.topic().compacted() ? LogEventTemplate.id(event) : null;
            return bare;
        }
        int length = event.value == null ? 0 : event.value.length;
        return LogEventTemplate.cut(event, (int) Math.min(room, length));
    }

    private static Header[] headers(InferenceResult result) {
        Header[] headers = new Header[result.headerNames.length];
        for (int i = 0; i < headers.length; i++) {
            headers[i] = new RecordHeader(result.headerNames[i], result.headerValues[i]);
        }
        return headers;
    }

    private static InferenceResult passedTo(
            Consumer<InferenceResult> listener, InferenceResult letter) {
        listener.accept(letter);
        return letter;
    }

    private static InferenceResult tooLarge(InferenceResult result, long size, Destination to) {
        String message =
                "the prediction takes %d bytes as a record (expected: at most %d, %s)"
                        .formatted(size, to.maxBytes(), to.sizeLimit());
        CallFailure failure = CallFailure.of(DeadLetterCode.OUTPUT_TOO_LARGE, message, null);
        return RecordContract.deadLetter(result, failure, Instant.now());
    }

    private static InferenceResult withoutKey(InferenceResult result, Destination to) {
        String message =
                "the record has no key, and topic %s is compacted (expected: a key, which the output topic needs, or cleanup.policy=delete)"
                        .formatted(to.topic());
        CallFailure failure = CallFailure.of(DeadLetterCode.OUTPUT_REFUSED, message, null);
        return RecordContract.deadLetter(result, failure, Instant.now());
    }

    private ProducerRecord<byte[], byte[]> deadLetter(InferenceResult letter) {
        Target to = route(letter).deadLetters();
        boolean keepsTime = to.topic().takes(letter.timestamp, System.currentTimeMillis());
        RecordHeaders headers = new RecordHeaders(headers(letter, to.topic(), keepsTime));
        long timestamp = keepsTime ? letter.timestamp : -1;
        byte[] key = letter.key;
        if (key == null && to.topic().compacted()) {
            key = coordinates(letter);
            add(headers, ErrorHeaders.KEY_ADDED, "the record has none; the topic is compacted");
        }
        if (fits(to, key, letter.value, headers)) {
            return record(to.topic(), null, timestamp, key, letter.value, headers);
        }
        int own = letter.request.headerNames.length;
        RecordHeaders withoutDetail = withoutDetail(own, headers);
        if (fits(to, key, letter.value, withoutDetail)) {
            return record(to.topic(), null, timestamp, key, letter.value, withoutDetail);
        }
        omitted(headers, ErrorHeaders.VALUE_OMITTED, bytes(letter.value));
        if (fits(to, key, null, headers)) {
            return record(to.topic(), null, timestamp, key, null, headers);
        }
        RecordHeaders reasons = withoutFirst(own, headers);
        omitted(reasons, ErrorHeaders.HEADERS_OMITTED, Integer.toString(own));
        if (fits(to, key, null, reasons)) {
            return record(to.topic(), null, timestamp, key, null, reasons);
        }
        omitted(reasons, ErrorHeaders.KEY_OMITTED, bytes(letter.key));
        byte[] substitute = to.topic().compacted() ? coordinates(letter) : null;
        RecordHeaders headersLeft =
                fits(to, substitute, null, reasons) ? reasons : codeAndCoordinates(reasons);
        return record(to.topic(), null, timestamp, substitute, null, headersLeft);
    }

    /** In place of a key: unique, so that compaction keeps the dead letter. */
    private static byte[] coordinates(InferenceResult letter) {
        return RecordContract.idempotencyKey(letter.request).getBytes(StandardCharsets.UTF_8);
    }

    /** The model's own words are left off before anything of the record. */
    private static RecordHeaders withoutDetail(int own, RecordHeaders headers) {
        Header[] all = headers.toArray();
        RecordHeaders without = new RecordHeaders();
        for (int i = 0; i < all.length; i++) {
            if (i < own || !all[i].key().equals(ErrorHeaders.DETAIL)) {
                without.add(all[i]);
            }
        }
        return without;
    }

    /** The record's own come first; some may be called like ours. */
    private static RecordHeaders withoutFirst(int count, RecordHeaders headers) {
        Header[] all = headers.toArray();
        return new RecordHeaders(Arrays.copyOfRange(all, count, all.length));
    }

    /** What finds the record again, and that parts were left behind. */
    private static RecordHeaders codeAndCoordinates(RecordHeaders reasons) {
        RecordHeaders few = new RecordHeaders();
        for (Header header : reasons) {
            if (ErrorHeaders.INDISPENSABLE.contains(header.key())) {
                few.add(header);
            }
        }
        return few;
    }

    private static boolean fits(
            Target to, byte @Nullable [] key, byte @Nullable [] value, RecordHeaders headers) {
        return to.excess(key, value, headers.toArray()) == 0;
    }

    private static String bytes(byte @Nullable [] omitted) {
        return (omitted == null ? 0 : omitted.length) + " bytes";
    }

    private static void omitted(RecordHeaders headers, String name, String size) {
        add(headers, name, size + "; see the source offset");
    }

    private static void add(RecordHeaders headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static ProducerRecord<byte[], byte[]> record(
            Destination to,
            @Nullable Integer partition,
            long timestamp,
            byte @Nullable [] key,
            byte @Nullable [] value,
            RecordHeaders headers) {
        Long stated = timestamp < 0 ? null : timestamp; // null: the time of sending
        return new ProducerRecord<>(to.topic(), partition, stated, key, value, headers);
    }

    private static Header[] headers(InferenceResult result, Destination to, boolean keepsTime) {
        int own = result.headerNames.length;
        boolean stamped = to.logAppendTime() || (!keepsTime && result.timestamp != -1);
        Header[] headers = new Header[stamped ? own + 1 : own];
        for (int i = 0; i < own; i++) {
            headers[i] = new RecordHeader(result.headerNames[i], result.headerValues[i]);
        }
        if (stamped) {
            headers[own] =
                    new RecordHeader(
                            ErrorHeaders.TIMESTAMP,
                            Long.toString(result.timestamp).getBytes(StandardCharsets.UTF_8));
        }
        return headers;
    }

    @Override
    public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
        return Optional.of(
                new DefaultKafkaDatasetFacet(DefaultKafkaDatasetIdentifier.ofTopics(topics())));
    }

    private List<String> topics() {
        return routes.stream()
                .flatMap(route -> Stream.of(route.output(), route.deadLetters(), route.log()))
                .filter(Objects::nonNull)
                .map(target -> target.topic().topic())
                .toList();
    }
}
