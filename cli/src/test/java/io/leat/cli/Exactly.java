// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What exactly once, in order, means for the answers of {@link SameModel}. */
final class Exactly {

    private Exactly() {}

    static void assertOnceInOrder(List<ConsumerRecord<String, String>> answers, int count) {
        assertOnceInOrder(answers, IntStream.range(0, count).boxed().toList());
    }

    static void assertOnceInOrder(
            List<ConsumerRecord<String, String>> answers, List<Integer> expected) {
        Map<Integer, List<Integer>> byPartition = new HashMap<>();
        List<Integer> numbers = new ArrayList<>();
        for (ConsumerRecord<String, String> answer : answers) {
            assertThat(answer.value()).matches("\\{\"predictions\":\\[\\[\\d+]]}");
            int number = Integer.parseInt(answer.value().replaceAll("\\D", ""));
            numbers.add(number);
            byPartition.computeIfAbsent(answer.partition(), p -> new ArrayList<>()).add(number);
        }
        assertThat(numbers).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(byPartition.values()).allSatisfy(of -> assertThat(of).isSorted());
    }
}
