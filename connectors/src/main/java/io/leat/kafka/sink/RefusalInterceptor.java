// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.sink;

import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * Reports records that the brokers, or the producer itself, reject because of their content. The
 * connector reports the first failure alone, which may be that of a record that shared a batch with
 * the rejected one. Made by Kafka, from the name of its class; called on the producer's thread.
 */
public final class RefusalInterceptor implements ProducerInterceptor<byte[], byte[]> {

    /** The property that holds the listener itself; it never leaves this process. */
    private static final String LISTENER = "leat.refusal.listener";

    private Consumer<Exception> listener = refusal -> {};

    /** For Kafka. */
    public RefusalInterceptor() {}

    /**
     * Adds an interceptor to those of a producer.
     *
     * @param listener is given each refusal, on the producer's thread
     */
    static void add(Properties producer, Consumer<Exception> listener) {
        String name = ProducerConfig.INTERCEPTOR_CLASSES_CONFIG;
        String ours = RefusalInterceptor.class.getName();
        Object others = producer.get(name);
        boolean alone = others == null || others.toString().isBlank();
        producer.put(name, alone ? ours : others + "," + ours);
        producer.put(LISTENER, listener);
    }

    /**
     * Whether a failure to send says that the record itself is not taken. All else is the brokers',
     * the network's or the configuration's fault.
     */
    static boolean isRefusal(@Nullable Exception failure) {
        return failure instanceof InvalidRecordException
                || failure instanceof InvalidTimestampException
                || failure instanceof RecordTooLargeException
                || failure instanceof RecordBatchTooLargeException;
    }

    @Override
    @SuppressWarnings("unchecked") // no other code uses this name
    public void configure(Map<String, ?> producer) {
        if (producer.get(LISTENER) instanceof Consumer<?> stated) {
            listener = (Consumer<Exception>) stated;
        }
    }

    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
        return record;
    }

    @Override
    public void onAcknowledgement(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
        if (failure != null && isRefusal(failure)) {
            listener.accept(failure);
        }
    }

    @Override
    public void close() {}
}
