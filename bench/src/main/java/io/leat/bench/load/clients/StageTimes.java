// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.clients;

import io.leat.kafka.ErrorHeaders;
import io.leat.kafka.RecordContract;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Where the time of answers goes: of topics whose brokers stamp the time at which they append a
 * record, of answers that keep the input's, as Leat's do. All clocks are one machine's. Not
 * thread-safe.
 */
final class StageTimes {

    /** In the order of a record's way; their names are a table's columns. */
    enum Stage {
        SENT("sent"),
        JOB("job"),
        MODEL("model"),
        VISIBLE("visible");

        private final String label;

        Stage(String label) {
            this.label = label;
        }
    }

    private final Map<Stage, Samples> samples = new EnumMap<>(Stage.class);

    void beginAnew() {
        samples.clear();
    }

    /**
     * Notes one answer, if it states what is asked.
     *
     * @param due when its request was to be sent, in milliseconds since the epoch
     * @param seen when the answer was read
     */
    void note(ConsumerRecord<byte[], byte[]> answer, double due, double seen) {
        Header model = answer.headers().lastHeader(RecordContract.LATENCY);
        Header input = answer.headers().lastHeader(ErrorHeaders.TIMESTAMP);
        if (model == null || input == null) {
            return;
        }
        double appended = number(input);
        double answered = answer.timestamp();
        add(Stage.SENT, appended - due);
        add(Stage.JOB, answered - appended - number(model));
        add(Stage.MODEL, number(model));
        add(Stage.VISIBLE, seen - answered);
    }

    private void add(Stage stage, double millis) {
        samples.computeIfAbsent(stage, added -> new Samples()).add(millis);
    }

    private static double number(Header header) {
        return Long.parseLong(new String(header.value(), StandardCharsets.US_ASCII));
    }

    /** {@code NAME:P50:P99} of each stage, as {@code Pulses} reads them. */
    String result() {
        return samples.entrySet().stream()
                .map(
                        stage ->
                                "%s:%.3f:%.3f"
                                        .formatted(
                                                stage.getKey().label,
                                                stage.getValue().at(0.5),
                                                stage.getValue().at(0.99)))
                .collect(Collectors.joining(" "));
    }
}
