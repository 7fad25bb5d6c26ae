// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.sink;

import io.leat.kafka.DeadLetterLog;
import io.leat.kafka.InferenceResult;
import io.leat.kafka.LogEventTemplate;
import io.leat.kafka.RecordContract;
import io.leat.protocol.CallFailure;
import io.leat.protocol.DeadLetterCode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.flink.metrics.Counter;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the results that the brokers refuse by trying them, and puts a dead letter in the place of
 * each: of a prediction, then, if that is refused too, one without key, value and headers of the
 * record; in that of an event of the request log one without body and key. Only a record that is
 * refused alone counts as refused, as a batch fails as a whole. Used by one thread.
 */
final class RefusedRecordFinder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RefusedRecordFinder.class);

    private final RecordProbe trial;
    private final Function<InferenceResult, ProducerRecord<byte[], byte[]>> serializer;
    private final UnaryOperator<InferenceResult> settled;
    private final Counter refused;
    private final Counter refusedEvents;
    private final Consumer<InferenceResult> log;
    private long replaced;

    /**
     * Tries nothing yet.
     *
     * @param serializer is also given results that are not written in the end
     * @param refused counts what was replaced
     * @param refusedEvents counts the events of the request log that were, or were left out
     * @param log says why a record became a dead letter
     */
    RefusedRecordFinder(
            RecordProbe trial,
            InferenceResultSerializationSchema serializer,
            Counter refused,
            Counter refusedEvents,
            DeadLetterLog log) {
        this.trial = trial;
        this.serializer = serializer::onTrial;
        this.settled = serializer::settled;
        this.refused = refused;
        this.refusedEvents = refusedEvents;
        this.log = log::add;
    }

    /** How many refused results were replaced so far. */
    long replaced() {
        return replaced;
    }

    /**
     * Tries results.
     *
     * @return what is still to be written, in order: all of them, with dead letters in the place of
     *     refused ones; or none, where a trial delivers
     * @throws IOException if the dead-letter topic takes no dead letter at all
     * @throws KafkaException if it fails for another reason
     */
    List<InferenceResult> sift(List<InferenceResult> results) throws IOException {
        List<InferenceResult> sifted = new ArrayList<>(results);
        if (trial.delivers()) {
            sifted.replaceAll(settled);
            deliver(sifted);
            return List.of();
        }
        boolean again = true;
        while (again) {
            again = replaceRefused(sifted);
        }
        return sifted;
    }

    /** Whether any was refused, so that there may be more that it has hidden. */
    private boolean replaceRefused(List<InferenceResult> results) throws IOException {
        List<@Nullable Exception> failures = trial.send(results.stream().map(serializer).toList());
        List<InferenceResult> replaced = new ArrayList<>();
        boolean any = false;
        for (int i = 0; i < failures.size(); i++) {
            InferenceResult result = results.get(i);
            Exception refusal =
                    RefusalInterceptor.isRefusal(failures.get(i)) ? alone(result) : null;
            InferenceResult instead = refusal == null ? result : replacementFor(result, refusal);
            if (instead != null) {
                replaced.add(instead);
            }
            any |= refusal != null;
        }
        results.clear();
        results.addAll(replaced);
        return any;
    }

    /** From the first failure on one by one, which keeps the order and repeats what came after. */
    private void deliver(List<InferenceResult> results) throws IOException {
        List<@Nullable Exception> failures = trial.send(results.stream().map(serializer).toList());
        int first = 0;
        while (first < failures.size() && failures.get(first) == null) {
            first++;
        }
        for (InferenceResult result : results.subList(first, results.size())) {
            InferenceResult sent = result;
            for (Exception refusal = alone(sent); refusal != null; refusal = alone(sent)) {
                sent = replacementFor(sent, refusal);
                if (sent == null) {
                    break;
                }
            }
        }
    }

    private @Nullable Exception alone(InferenceResult result) {
        return trial.send(List.of(serializer.apply(result))).get(0);
    }

    /** Null where nothing can take its place: an event that is refused even without its body. */
    private @Nullable InferenceResult replacementFor(InferenceResult result, Exception refusal)
            throws IOException {
        replaced++;
        if (result.logEvent) {
            return smaller(result, refusal);
        }
        refused.inc();
        if (!result.deadLetter) {
            String message =
                    "the brokers refuse the record that the prediction makes (expected: one that"
                            + " the output topic takes): "
                            + refusal.getMessage();
            CallFailure failure = CallFailure.of(DeadLetterCode.OUTPUT_REFUSED, message, null);
            InferenceResult letter = RecordContract.deadLetter(result, failure, Instant.now());
            log.accept(letter);
            return letter;
        }
        if (RecordContract.isBare(result)) {
            throw new IOException(
                    "the brokers refuse the dead letter of "
                            + result.request
                            + " even without its key, value and headers (expected: a dead-letter"
                            + " topic that takes records without key and value; see its settings)",
                    refusal);
        }
        return RecordContract.bareDeadLetter(result);
    }

    /** What the log misses is no reason to stop the job, nor to say that its record has failed. */
    private @Nullable InferenceResult smaller(InferenceResult event, Exception refusal) {
        refusedEvents.inc();
        if (!LogEventTemplate.isBare(event)) {
            return LogEventTemplate.bare(event);
        }
        LOG.error(
                "AN EVENT OF THE REQUEST LOG IS LEFT OUT: the brokers refuse that of {} even"
                        + " without its body and key (expected: a log topic that takes records"
                        + " without key and with an empty value; see its settings). {}",
                event.request,
                refusal.getMessage());
        return null;
    }

    @Override
    public void close() {
        trial.close();
    }
}
