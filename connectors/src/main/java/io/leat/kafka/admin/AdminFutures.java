// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.admin;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;

/** Waits for the futures of Kafka's admin client. */
public final class AdminFutures {

    private AdminFutures() {}

    /** The answer for one of these keys: a client gives one for each, or fails as a whole. */
    public static <K, T> T of(Map<K, T> answers, K asked) {
        return Objects.requireNonNull(answers.get(asked), "no answer for what was asked");
    }

    /**
     * Waits for an answer, for as long as the client does.
     *
     * @throws KafkaException why there is none; an {@link InterruptException} where this thread is
     *     interrupted, which it stays
     */
    public static <T> T await(KafkaFuture<T> asked) {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            throw failure(e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Why there is no answer. */
    static KafkaException failure(ExecutionException e) {
        return e.getCause() instanceof KafkaException kafka
                ? kafka
                : new KafkaException(e.getCause());
    }
}
