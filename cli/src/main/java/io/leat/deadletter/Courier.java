package io.leat.deadletter;

import io.leat.deadletter.Selector.Choice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends records back and marks them in the ledger, both in one transaction. There is one courier of
 * a dead-letter topic at a time: a new one ends what another has open, and shuts it out.
 */
final class Courier implements AutoCloseable {

    /** What a courier that was killed has open holds up readers of the topics it wrote to. */
    private static final int TRANSACTION_MILLIS = 30_000;

    /** Of one record; what a topic takes is looked at before. */
    private static final int MOST_BYTES = 128 << 20;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String from;
    private final KafkaProducer<byte[], byte[]> producer;

    private Courier(String from, KafkaProducer<byte[], byte[]> producer) {
        this.from = from;
        this.producer = producer;
    }

    /** The transactional id of all that is sent back from a dead-letter topic. */
    static String transactionalId(String from) {
        return "leat-redrive/" + from;
    }

    /** Shuts out all others; returns when nothing of theirs is open any more. */
    static Courier open(Properties client, String from) throws DeadLetterException {
        Properties config = new Properties();
        config.putAll(client);
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId(from));
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MILLIS);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MOST_BYTES);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) MOST_BYTES);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        Courier courier =
                new Courier(
                        from,
                        new KafkaProducer<>(
                                config, new ByteArraySerializer(), new ByteArraySerializer()));
        try {
            courier.producer.initTransactions();
            return courier;
        } catch (TransactionalIdAuthorizationException e) {
            courier.close();
            throw new DeadLetterException(
                    "this user may not write in transactions (expected: an ACL that allows Write on TransactionalId %s)"
                            .formatted(transactionalId(from)));
        } catch (RuntimeException e) {
            courier.close();
            throw e;
        }
    }

    /**
     * Sends what was chosen; returns when it is committed.
     *
     * @throws DeadLetterException if another courier has taken over
     */
    void send(List<Choice> choices, Ledger ledger, Instant when) throws DeadLetterException {
        try {
            producer.beginTransaction();
            ledger.forget().forEach(this::send);
            for (Choice choice : choices) {
                send(choice.sent());
                send(ledger.mark(choice.position(), when, choice.sent().topic()));
            }
            producer.commitTransaction();
        } catch (KafkaException e) {
            if (isFenced(e)) {
                throw new DeadLetterException(
                        "another redrive of %s has begun and takes over (expected: one at a time; what this one sent is committed and marked, or not sent)"
                                .formatted(from));
            }
            throw e;
        }
        choices.forEach(choice -> ledger.add(choice.position()));
    }

    /** One that fails makes the commit fail. */
    private void send(ProducerRecord<byte[], byte[]> record) {
        Future<RecordMetadata> unused = producer.send(record);
    }

    private static boolean isFenced(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProducerFencedException
                    || cause instanceof InvalidProducerEpochException) {
                return true;
            }
        }
        return false;
    }

    /** What is open, if anything, is aborted; by the broker if that cannot be reached. */
    @Override
    public void close() {
        producer.close(PATIENCE);
    }
}
