// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults.scenario;

import io.leat.bench.faults.model.SeldonMessages;
import io.leat.bench.faults.poison.Poison;
import io.leat.bench.faults.poison.Poisons;
import io.leat.bench.harness.Workload;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** A scenario's records: good ones, and here and there poison. */
public final class FaultWorkload implements Workload {

    /** A header of every record, for the model and for the reader of the prediction. */
    private static final String TRACE = "traceparent";

    private final SeldonMessages speech;
    private final int partitions;
    private final int size;
    private final int every;
    private final List<Poison> poison;

    public FaultWorkload(
            SeldonMessages speech, int partitions, int size, int every, List<Poison> poison) {
        this.speech = speech;
        this.size = size;
        this.partitions = partitions;
        this.every = every;
        this.poison = poison;
    }

    public static FaultWorkload of(Scenario scenario) {
        Scenario.Load load = scenario.load();
        SeldonMessages speech = scenario.job().transport();
        return new FaultWorkload(
                speech,
                load.partitions(),
                load.size(),
                load.every(),
                Poisons.named(speech, load.poison()));
    }

    /** Fails as {@link #of} would. */
    public static void check(Scenario scenario) {
        of(scenario);
    }

    @Override
    public int partitions() {
        return partitions;
    }

    private @Nullable Poison poison(long number) {
        return poison.isEmpty() || number % every != every / 3
                ? null
                : poison.get((int) (number / every % poison.size()));
    }

    @Override
    public ProducerRecord<byte[], byte[]> request(String topic, long number) {
        Poison.Draft draft = new Poison.Draft(number, speech);
        if (size > 0) {
            draft.value = speech.request(number, size);
        }
        Poison spoiled = poison(number);
        if (spoiled != null) {
            spoiled.make().spoil(draft);
        }
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        topic,
                        (int) (number % partitions),
                        draft.timestamp,
                        draft.key,
                        draft.value);
        record.headers().add(new RecordHeader(NUMBER, bytes(Long.toString(number))));
        record.headers().add(TRACE, bytes("00-%032x-%016x-01".formatted(number + 1, number + 1)));
        if (speech == SeldonMessages.GRPC && draft.named) {
            record.headers().add("proto-name", bytes("seldon.protos.SeldonMessage"));
        }
        draft.headers.forEach(record.headers()::add);
        return record;
    }

    @Override
    public Outcome expected(long number) {
        Poison spoiled = poison(number);
        ByteBuffer usual = ByteBuffer.wrap(speech.answer(number));
        if (spoiled == null) {
            return new Outcome.Answer(usual);
        }
        return spoiled.code().isEmpty()
                ? new Outcome.Answer(Objects.requireNonNullElse(spoiled.answer(), usual))
                : new Outcome.Letter(spoiled.code());
    }

    @Override
    public String kind(long number) {
        Poison spoiled = poison(number);
        return spoiled == null ? "good" : spoiled.name();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
