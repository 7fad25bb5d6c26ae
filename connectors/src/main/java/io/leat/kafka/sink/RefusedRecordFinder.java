// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.sink;

import io.leat.kafka.DeadLetterLog;
import io.leat.kafka.InferenceResult;
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

/**
 * Finds the results that the brokers refuse by trying them, and puts a dead letter in the place of
 * each: of a prediction, then, if that is refused too, one without key, value and headers of the
 * record. Only a record that is refused alone counts as refused, as a batch fails as a whole. Used
 * by one thread.
 */
final class RefusedRecordFinder implements AutoCloseable {

    private final RecordProbe trial;
    private final Function<InferenceResult, ProducerRecord<byte[], byte[]>> serializer;
    private final UnaryOperator<InferenceResult> settled;
    private final Counter refused;
    private final Consumer<InferenceResult> log;
    private long replaced;

    /**
     * Tries nothing yet.
     *
     * @param serializer is also given results that are not written in the end
     * @param refused counts what was replaced
     * @param log says why a record became a dead letter
     */
    RefusedRecordFinder(
            RecordProbe trial,
            InferenceResultSerializationSchema serializer,
            Counter refused,
            DeadLetterLog log) {
        this.trial = trial;
        this.serializer = serializer::onTrial;
        this.settled = serializer::settled;
        this.refused = refused;
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
        boolean any = false;
        for (int i = 0; i < failures.size(); i++) {
            Exception refusal =
                    RefusalInterceptor.isRefusal(failures.get(i)) ? alone(results.get(i)) : null;
            if (refusal != null) {
                results.set(i, replacementFor(results.get(i), refusal));
                any = true;
            }
        }
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
            }
        }
    }

    private @Nullable Exception alone(InferenceResult result) {
        return trial.send(List.of(serializer.apply(result))).get(0);
    }

    private InferenceResult replacementFor(InferenceResult result, Exception refusal)
            throws IOException {
        refused.inc();
        replaced++;
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

    @Override
    public void close() {
        trial.close();
    }
}
