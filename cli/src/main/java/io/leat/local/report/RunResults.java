// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.report;

import io.leat.deadletter.DeadLetter;
import io.leat.kafka.RecordContract;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is committed by one run. Its dead letters are read as they come, on a thread of their own,
 * and said; its predictions are counted in the end. Both are read where they lie: metrics would
 * count what is not committed, and anew after each restart.
 */
public final class RunResults implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunResults.class);
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final @Nullable CommittedRecords predictions;
    private final CommittedRecords letters;
    private final Set<String> inputs;
    private final @Nullable String predictor;
    private final DeadLetterReport report;
    private final CountDownLatch ending = new CountDownLatch(1);
    private final Thread reader = new Thread(this::read, "leat-dead-letters");
    private volatile boolean complete;

    private RunResults(
            @Nullable CommittedRecords predictions,
            CommittedRecords letters,
            Set<String> inputs,
            @Nullable String predictor,
            DeadLetterReport report) {
        this.predictions = predictions;
        this.letters = letters;
        this.inputs = Set.copyOf(inputs);
        this.predictor = predictor;
        this.report = report;
        reader.setDaemon(true);
    }

    /**
     * Counts from now on.
     *
     * @param client bootstrap servers and security
     * @param inputs the topics whose dead letters count: others may share theirs with them
     * @param predictor whose results count; null for all
     * @param output null where no predictions are written
     * @param say takes a sentence, on a thread of this object's
     * @throws KafkaException if the brokers do not answer
     */
    public static RunResults start(
            Properties client,
            Set<String> inputs,
            @Nullable String predictor,
            @Nullable String output,
            String deadLetters,
            Consumer<String> say) {
        RunResults results =
                new RunResults(
                        output == null ? null : CommittedRecords.after(client, output),
                        CommittedRecords.after(client, deadLetters),
                        inputs,
                        predictor,
                        new DeadLetterReport(say, System::nanoTime));
        results.reader.start();
        return results;
    }

    private void read() {
        try {
            while (!ending.await(0, TimeUnit.SECONDS)) {
                follow();
            }
            complete = letters.toTheEnd(this::add);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        } catch (KafkaException e) {
            LOG.debug("the dead letters are not read to their end", e);
        }
    }

    private void follow() throws InterruptedException {
        try {
            letters.follow(this::add, this::goesOn);
        } catch (KafkaException e) {
            LOG.debug("the dead letters are not read", e);
            ending.await(AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private boolean goesOn() {
        report.look();
        return ending.getCount() > 0;
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        if (!isOurs(record)) {
            return;
        }
        DeadLetter.of(record)
                .filter(letter -> isOfInputs(letter.source().topic()))
                .ifPresent(report::add);
    }

    /** Predictors may share a topic. */
    private boolean isOurs(ConsumerRecord<byte[], byte[]> record) {
        Header by = record.headers().lastHeader(RecordContract.PREDICTOR);
        return predictor == null
                || (by != null && predictor.equals(new String(by.value(), StandardCharsets.UTF_8)));
    }

    private boolean isOfInputs(@Nullable String topic) {
        return topic != null && inputs.contains(topic);
    }

    /**
     * The dead letters that are committed now. To be called when no more will come.
     *
     * @return null if they could not be read to their end
     */
    public @Nullable DeadLetterTally deadLetters() throws InterruptedException {
        ending.countDown();
        reader.join(PATIENCE.toMillis());
        return complete ? report.tally() : null;
    }

    /** Whether no predictions are written, so that there is none to count. */
    public boolean writesNone() {
        return predictions == null;
    }

    /**
     * How many predictions are committed now. To be called when no more will come, and once.
     *
     * @return nothing if they could not be read to their end
     */
    public OptionalLong answered() {
        if (predictions == null) {
            return OptionalLong.empty();
        }
        AtomicLong count = new AtomicLong();
        try {
            return predictions.toTheEnd(
                            record -> {
                                if (isOurs(record)) {
                                    count.incrementAndGet();
                                }
                            })
                    ? OptionalLong.of(count.get())
                    : OptionalLong.empty();
        } catch (KafkaException e) {
            LOG.debug("the predictions are not read to their end", e);
            return OptionalLong.empty();
        }
    }

    @Override
    public void close() {
        ending.countDown();
        reader.interrupt();
    }
}
