// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.admin;

import java.util.Map;
import java.util.Objects;

/** What Kafka's clients answer for each of the keys that they are asked for. */
public final class KafkaAnswers {

    private KafkaAnswers() {}

    /** The answer for one of these keys: a client gives one for each, or fails as a whole. */
    public static <K, T> T of(Map<K, T> answers, K asked) {
        return Objects.requireNonNull(answers.get(asked), "no answer for what was asked");
    }
}
