// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.output;

import io.leat.deadletter.DeadLetter;
import io.leat.deadletter.DeadLetterField;
import io.leat.deadletter.DeadLetterGroup;
import io.leat.deadletter.DeadLetterReasons.Reason;
import io.leat.deadletter.DeadLetterSummary;
import io.leat.deadletter.RecordPosition;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts for a program: one object. */
public final class DeadLetterCountsJson implements DeadLetterOutput {

    /** The fields in the order in which they are printed. */
    private record Answer(
            String topic,
            long count,
            long redriven,
            long foreign,
            @Nullable String first,
            @Nullable String last,
            Map<String, List<GroupAnswer>> by,
            List<ReasonAnswer> reasons) {}

    private record GroupAnswer(
            String value,
            long count,
            long redriven,
            @Nullable String first,
            @Nullable String last,
            @Nullable String message) {}

    private record ReasonAnswer(
            String code, @Nullable String detail, long count, Place first, Place last) {}

    /** Of a dead letter, in its own topic and in that of its record. */
    private record Place(
            int partition,
            long offset,
            String sourceTopic,
            int sourcePartition,
            long sourceOffset,
            @Nullable String time) {

        static Place of(DeadLetter letter) {
            RecordPosition source = letter.source().position();
            return new Place(
                    letter.position().partition(),
                    letter.position().offset(),
                    letter.source().topic(),
                    source.partition(),
                    source.offset(),
                    text(letter.time()));
        }
    }

    private final PrintWriter out;
    private final String topic;
    private final DeadLetterSummary summary;

    public DeadLetterCountsJson(PrintWriter out, List<DeadLetterField> by, String topic) {
        this.out = out;
        this.topic = topic;
        this.summary = new DeadLetterSummary(by);
    }

    @Override
    public void found(DeadLetter letter, boolean redriven) {
        summary.add(letter, redriven);
    }

    @Override
    public void foreign(RecordPosition position) {
        summary.addForeign();
    }

    @Override
    public void end() {
        Map<String, List<GroupAnswer>> by = new LinkedHashMap<>();
        summary.groups()
                .forEach(
                        (field, groups) -> {
                            List<GroupAnswer> answers = new ArrayList<>();
                            groups.forEach((value, group) -> answers.add(answer(value, group)));
                            by.put(field.wire(), answers);
                        });
        DeadLetterGroup all = summary.all();
        Answer answer =
                new Answer(
                        topic,
                        all.count(),
                        all.redriven(),
                        summary.foreign(),
                        text(all.first()),
                        text(all.last()),
                        by,
                        summary.reasons().all().stream()
                                .map(DeadLetterCountsJson::answer)
                                .toList());
        DeadLetterJson.write(() -> DeadLetterJson.WRITER.writeValue(out, answer));
        out.println();
    }

    private static ReasonAnswer answer(Reason reason) {
        return new ReasonAnswer(
                reason.code(),
                reason.detail(),
                reason.count(),
                Place.of(reason.first()),
                Place.of(reason.last()));
    }

    private static GroupAnswer answer(String value, DeadLetterGroup group) {
        return new GroupAnswer(
                value,
                group.count(),
                group.redriven(),
                text(group.first()),
                text(group.last()),
                group.message());
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
