// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.it;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Counts what came out against what was sent. */
final class ResultAudit {

    private final Map<Long, Integer> times = new HashMap<>();
    private final Map<TopicPartition, Long> last = new HashMap<>();
    private int deadLetters;
    private int wrong;
    private int disordered;

    void add(ConsumerRecord<byte[], byte[]> record) {
        long number = Scenario.number(record.value());
        boolean again = times.merge(number, 1, Integer::sum) > 1;
        boolean letter = record.topic().equals(Scenario.DEAD_LETTERS);
        deadLetters += letter ? 1 : 0;
        wrong +=
                (letter ? isRightLetter(record, number) : isRightPrediction(record, number))
                        ? 0
                        : 1;
        Long before = last.put(new TopicPartition(record.topic(), record.partition()), number);
        disordered += !again && before != null && before > number ? 1 : 0;
    }

    int different() {
        return times.size();
    }

    boolean isExactlyOnceInOrder(int sent) {
        return lost(sent) == 0
                && duplicated() == 0
                && unsent(sent) == 0
                && wrong == 0
                && disordered == 0;
    }

    String report(int sent) {
        return "%d sent, %d predictions, %d dead letters: %d lost, %d duplicated, %d never sent, %d wrong, %d out of order"
                .formatted(
                        sent,
                        times.values().stream().mapToInt(n -> n).sum() - deadLetters,
                        deadLetters,
                        lost(sent),
                        duplicated(),
                        unsent(sent),
                        wrong,
                        disordered);
    }

    private long lost(int sent) {
        return LongStream.range(0, sent).filter(number -> !times.containsKey(number)).count();
    }

    private int duplicated() {
        return times.values().stream().mapToInt(n -> n - 1).sum();
    }

    private long unsent(int sent) {
        return times.keySet().stream().filter(number -> number >= sent).count();
    }

    private static boolean isRightPrediction(ConsumerRecord<byte[], byte[]> record, long number) {
        return !Scenario.refused(number)
                && Arrays.equals(record.key(), Scenario.key(number))
                && Arrays.equals(record.value(), Scenario.answer(number))
                && Arrays.equals(header(record, Scenario.TRACE), Scenario.trace(number))
                && header(record, "Seldon-Puid") != null;
    }

    private static boolean isRightLetter(ConsumerRecord<byte[], byte[]> record, long number) {
        return Scenario.refused(number)
                && Arrays.equals(record.key(), Scenario.key(number))
                && Arrays.equals(record.value(), Scenario.request(number))
                && Arrays.equals(header(record, Scenario.TRACE), Scenario.trace(number))
                && header(record, "leat-error-code") != null;
    }

    private static byte @Nullable [] header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : header.value();
    }
}
