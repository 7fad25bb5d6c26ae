// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deadletter.redrive;

import io.leat.deadletter.DeadLetter;
import io.leat.deadletter.DeadLetterException;
import io.leat.deadletter.DeadLetterFilter;
import io.leat.deadletter.RecordPosition;
import io.leat.deadletter.RedriveLog;
import io.leat.kafka.ErrorHeaders;
import io.leat.protocol.DeadLetterCode;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of each record of a dead-letter topic, without sending any. */
final class RedriveSelector {

    /** What becomes of one. */
    sealed interface Choice {

        RedriveOutcome outcome();

        /** Where it is in the dead-letter topic. */
        RecordPosition position();
    }

    /** It is sent again. */
    record Chosen(DeadLetter letter, ProducerRecord<byte[], byte[]> sent) implements Choice {

        @Override
        public RedriveOutcome outcome() {
            return RedriveOutcome.REDRIVEN;
        }

        @Override
        public RecordPosition position() {
            return letter.position();
        }
    }

    /** It stays, and why. */
    record Left(RedriveOutcome outcome, RecordPosition position) implements Choice {}

    private final RedrivePlan plan;
    private final RedriveLog redriveLog;
    private final RedriveTarget.Cache targets;
    private final SourceRecords sources;
    private final InstantSource clock;

    RedriveSelector(
            RedrivePlan plan,
            RedriveLog redriveLog,
            RedriveTarget.Cache targets,
            SourceRecords sources,
            InstantSource clock) {
        this.plan = plan;
        this.redriveLog = redriveLog;
        this.targets = targets;
        this.sources = sources;
        this.clock = clock;
    }

    Choice choose(ConsumerRecord<byte[], byte[]> record) throws DeadLetterException {
        RecordPosition position = new RecordPosition(record.partition(), record.offset());
        Optional<DeadLetter> found = DeadLetter.of(record);
        if (found.isEmpty()) {
            RedriveOutcome outcome =
                    plan.filter().equals(DeadLetterFilter.ALL)
                            ? RedriveOutcome.FOREIGN
                            : RedriveOutcome.UNMATCHED;
            return new Left(outcome, position);
        }
        DeadLetter letter = found.get();
        RedriveOutcome passed = passed(letter);
        return passed == null ? prepare(letter) : new Left(passed, position);
    }

    /** Null for one that is meant. */
    private @Nullable RedriveOutcome passed(DeadLetter letter) {
        if (!plan.filter().matches(letter)) {
            return RedriveOutcome.UNMATCHED;
        }
        return !plan.again() && redriveLog.contains(letter.position())
                ? RedriveOutcome.ALREADY
                : null;
    }

    private Choice prepare(DeadLetter letter) throws DeadLetterException {
        Optional<SourceRecord> found =
                letter.isWhole()
                        ? Optional.of(SourceRecord.within(letter))
                        : sources.find(letter.source());
        if (found.isEmpty()) {
            return left(RedriveOutcome.GONE, letter);
        }
        SourceRecord sourceRecord = found.get();
        if (sourceRecord.redrives() >= plan.maxRedrives()) {
            return left(RedriveOutcome.TOO_OFTEN, letter);
        }
        String to = plan.to();
        RedriveTarget target = targets.find(to == null ? letter.source().topic() : to);
        if (target == null) {
            return left(RedriveOutcome.NO_TARGET, letter);
        }
        boolean expired = DeadLetterCode.EXPIRED.wire().equals(letter.text(ErrorHeaders.CODE));
        ProducerRecord<byte[], byte[]> sent =
                sourceRecord.redriven(target, clock.instant(), expired);
        return SourceRecord.fits(sent, target)
                ? new Chosen(letter, sent)
                : left(RedriveOutcome.TOO_LARGE, letter);
    }

    private static Left left(RedriveOutcome outcome, DeadLetter letter) {
        return new Left(outcome, letter.position());
    }
}
