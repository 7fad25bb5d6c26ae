package io.leat.deadletter;

import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of each record of a dead-letter topic, without sending any. */
final class Selector {

    /**
     * What becomes of one.
     *
     * @param letter null for a foreign record
     * @param sent what is to be sent, for those that are redriven only
     */
    record Choice(
            Outcome outcome,
            Position position,
            @Nullable DeadLetter letter,
            @Nullable ProducerRecord<byte[], byte[]> sent) {}

    private final RedrivePlan plan;
    private final Ledger ledger;
    private final Target.Cache targets;
    private final SourceRecords sources;
    private final InstantSource clock;

    Selector(
            RedrivePlan plan,
            Ledger ledger,
            Target.Cache targets,
            SourceRecords sources,
            InstantSource clock) {
        this.plan = plan;
        this.ledger = ledger;
        this.targets = targets;
        this.sources = sources;
        this.clock = clock;
    }

    Choice choose(ConsumerRecord<byte[], byte[]> record) throws DeadLetterException {
        Position position = new Position(record.partition(), record.offset());
        Optional<DeadLetter> found = DeadLetter.of(record);
        if (found.isEmpty()) {
            Outcome outcome =
                    plan.filter().equals(DeadLetterFilter.ALL)
                            ? Outcome.FOREIGN
                            : Outcome.UNMATCHED;
            return new Choice(outcome, position, null, null);
        }
        DeadLetter letter = found.get();
        Outcome passed = passed(letter);
        return passed == null ? prepare(letter) : new Choice(passed, position, letter, null);
    }

    /** Null for one that is meant. */
    private @Nullable Outcome passed(DeadLetter letter) {
        if (!plan.filter().matches(letter)) {
            return Outcome.UNMATCHED;
        }
        return !plan.again() && ledger.contains(letter.position()) ? Outcome.ALREADY : null;
    }

    private Choice prepare(DeadLetter letter) throws DeadLetterException {
        Optional<Original> found =
                letter.isWhole()
                        ? Optional.of(Original.within(letter))
                        : sources.find(letter.source());
        if (found.isEmpty()) {
            return left(Outcome.GONE, letter);
        }
        Original original = found.get();
        if (original.redrives() >= plan.maxRedrives()) {
            return left(Outcome.TOO_OFTEN, letter);
        }
        String to = plan.to();
        Target target = targets.find(to == null ? letter.source().topic() : to);
        if (target == null) {
            return left(Outcome.NO_TARGET, letter);
        }
        ProducerRecord<byte[], byte[]> sent = original.redriven(target, clock.instant());
        return Original.fits(sent, target)
                ? new Choice(Outcome.REDRIVEN, letter.position(), letter, sent)
                : left(Outcome.TOO_LARGE, letter);
    }

    private static Choice left(Outcome outcome, DeadLetter letter) {
        return new Choice(outcome, letter.position(), letter, null);
    }
}
