package io.leat.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InFlightGateTest {

    private static final long PLENTY = Long.MAX_VALUE / 4;

    private static final long REST = 100_000;

    private long now = 1_000_000_000; // nanoseconds

    private InFlightGate gate(int maxRecords, long maxBytes, ReadUntil until) {
        return new InFlightGate(maxRecords, maxBytes, false, until.begin(), () -> now);
    }

    /** A gate of 960 that closes again after thirty have left at a pace and others have entered. */
    private InFlightGate closedAtAPaceOf(long nanos) {
        InFlightGate gate = full(gate(960, PLENTY, ReadUntil.NEVER), 960);
        for (int i = 0; i < 30; i++) {
            now += nanos;
            gate.leave(record(i));
        }
        for (int i = 960; gate.isOpen(); i++) {
            gate.enter(record(i));
        }
        return gate;
    }

    private static InFlightGate full(InFlightGate gate, int records) {
        for (int i = 0; i < records; i++) {
            gate.enter(record(i));
        }
        return gate;
    }

    private static InferenceRequest record(long offset) {
        return Requests.at(0, offset);
    }

    @Test
    void closesAtTheLimitOfRecords() {
        InFlightGate gate = gate(2, PLENTY, ReadUntil.NEVER);

        gate.enter(record(0));
        assertThat(gate.isOpen()).isTrue();

        gate.enter(record(1));
        assertThat(gate.isOpen()).isFalse();
    }

    @Test
    void closesAtTheLimitOfBytes() {
        InFlightGate gate = gate(1_000, record(0).weight() + 1L, ReadUntil.NEVER);

        gate.enter(record(0));
        assertThat(gate.isOpen()).isTrue();

        gate.enter(record(1));
        assertThat(gate.isOpen()).isFalse();
        assertThat(gate.bytes()).isEqualTo(2L * record(0).weight());
    }

    @Test
    void opensAgainForAFewPlacesAndWakesTheReader() {
        InFlightGate gate = full(gate(64, PLENTY, ReadUntil.NEVER), 64);
        CompletableFuture<Void> opening = gate.opening();

        gate.leave(record(0));
        assertThat(opening).isNotDone();

        gate.leave(record(1));
        assertThat(opening).isCompleted();
        assertThat(gate.isOpen()).isTrue();
    }

    @Test
    void opensForOnePlaceOnceItHasBeenClosedForLong() {
        InFlightGate gate = full(gate(64, PLENTY, ReadUntil.NEVER), 64);

        now += InFlightGate.LONGEST;
        gate.leave(record(0));

        assertThat(gate.isOpen()).isTrue();
    }

    @Test
    void waitsForAQuarterHoweverLongSoThatBatchesFill() {
        InFlightGate gate =
                full(new InFlightGate(8, PLENTY, true, ReadUntil.NEVER.begin(), () -> now), 8);

        now += InFlightGate.LONGEST;
        gate.leave(record(0));
        assertThat(gate.isOpen()).isFalse();

        gate.leave(record(1));
        assertThat(gate.isOpen()).isTrue();
    }

    @Test
    void staysClosedForLongWhileThereIsNoRoom() {
        InFlightGate gate = gate(1, PLENTY, ReadUntil.NEVER);
        gate.enter(record(0));
        gate.enter(record(1));

        now += InFlightGate.LONGEST;
        gate.leave(record(0));

        assertThat(gate.isOpen()).isFalse();
    }

    @Test
    void isWorthARestWhileRecordsLeaveQuickly() {
        InFlightGate gate = closedAtAPaceOf(10_000);

        assertThat(gate.isWorthARest(REST)).isTrue();
    }

    @Test
    void isNotWorthARestWhenItIsAboutToOpen() {
        InFlightGate gate = closedAtAPaceOf(10_000);
        for (int i = 0; i < 25; i++) {
            gate.leave(record(i));
        }

        assertThat(gate.isWorthARest(REST)).isFalse();
    }

    @Test
    void isNotWorthARestWhileRecordsLeaveSlowly() {
        InFlightGate gate = closedAtAPaceOf(100_000);

        assertThat(gate.isWorthARest(REST)).isFalse();
    }

    @Test
    void isNotWorthARestAnyMoreOnceAModelHangs() {
        InFlightGate gate = closedAtAPaceOf(10_000);

        now += 2 * InFlightGate.LONGEST;

        assertThat(gate.isWorthARest(REST)).isFalse();
    }

    @Test
    void isNotWorthARestBeforeAnythingHasLeft() {
        InFlightGate gate = full(gate(960, PLENTY, ReadUntil.NEVER), 960);

        assertThat(gate.isWorthARest(REST)).isFalse();
    }

    @Test
    void passesOneRecordAtATimeAtALimitOfOne() {
        InFlightGate gate = gate(1, 1, ReadUntil.NEVER);

        gate.enter(record(0));
        assertThat(gate.isOpen()).isFalse();

        gate.leave(record(0));
        assertThat(gate.isOpen()).isTrue();
    }

    @Test
    void takesRestoredRecordsAboveTheLimit() {
        InFlightGate gate = gate(1, PLENTY, ReadUntil.NEVER);

        gate.enter(record(0));
        gate.enter(record(1));
        gate.leave(record(0));
        assertThat(gate.isOpen()).isFalse();

        gate.leave(record(1));
        assertThat(gate.isOpen()).isTrue();
    }

    @Test
    void staysClosedOnceEveryPartitionIsReadToItsEnd() {
        InFlightGate gate = gate(100, PLENTY, ReadUntil.lastOffsets(Map.of(0, 1L)));
        gate.own(0, -3);

        gate.enter(record(0));
        assertThat(gate.isOpen()).isTrue();

        gate.enter(record(1));
        gate.leave(record(0));
        gate.leave(record(1));
        assertThat(gate.isOpen()).isFalse();
        assertThat(gate.partitionsReadUntilEnd()).isEqualTo(1);
    }

    @Test
    void waitsForItsPartitionsBeforeReadingToTheirEnds() {
        InFlightGate gate = gate(100, PLENTY, ReadUntil.lastOffsets(Map.of(0, 1L)));
        CompletableFuture<Void> opening = gate.opening();
        assertThat(gate.isOpen()).isFalse();

        gate.own(0, 0);

        assertThat(opening).isCompleted();
    }

    @Test
    void knowsAPartitionThatWasReadToItsEndBeforeARestart() {
        InFlightGate gate = gate(100, PLENTY, ReadUntil.lastOffsets(Map.of(0, 1L)));

        gate.own(0, 2);

        assertThat(gate.isOpen()).isFalse();
        assertThat(gate.partitionsReadUntilEnd()).isEqualTo(1);
    }

    @Test
    void leavesAPartitionToTheReaderThatOwnsIt() {
        InFlightGate gate = gate(100, PLENTY, ReadUntil.lastOffsets(Map.of(0, 1L, 1, 9L)));

        gate.enter(record(1)); // restored here, of partition 0
        gate.own(1, 3);

        assertThat(gate.isOpen()).isTrue();
        assertThat(gate.partitionsReadUntilEnd()).isZero();
    }
}
