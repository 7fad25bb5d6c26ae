// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.kafka.InferenceRequest;
import io.leat.kafka.InferenceResult;
import io.leat.kafka.Requests;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InFlightGateTest {

    private static final long PLENTY = Long.MAX_VALUE / 4;

    private static final long REST = 100_000;

    private final ManualTimer timer = new ManualTimer();
    private long now = 1_000_000_000; // nanoseconds
    private final Map<Long, InferenceRequest> records = new HashMap<>();

    private InFlightGate gate(int maxRecords, long maxBytes, StopOffsets until) {
        return new InFlightGate(
                InFlightLimits.of(maxRecords, maxBytes), false, until.begin(), () -> now, timer);
    }

    private InFlightGate gateForBatches(int maxRecords) {
        return new InFlightGate(
                InFlightLimits.of(maxRecords, PLENTY),
                true,
                StopOffsets.NEVER.begin(),
                () -> now,
                timer);
    }

    /** Runs what is due when a test says so. */
    private static final class ManualTimer extends GateTimer {

        private final Deque<Runnable> due = new ArrayDeque<>();

        @Override
        void after(long nanos, Runnable task) {
            assertThat(nanos).isEqualTo(InFlightGate.LONGEST_FOR_BATCHES);
            due.add(task);
        }
    }

    /** A gate of 960 that closes again after thirty have left at a pace and others have entered. */
    private InFlightGate closedAtAPaceOf(long nanos) {
        InFlightGate gate = full(gate(960, PLENTY, StopOffsets.NEVER), 960);
        for (int i = 0; i < 30; i++) {
            now += nanos;
            gate.leave(record(i));
        }
        for (int i = 960; gate.isOpen(); i++) {
            gate.enter(record(i), 0);
        }
        return gate;
    }

    private InFlightGate full(InFlightGate gate, int records) {
        for (int i = 0; i < records; i++) {
            gate.enter(record(i), 0);
        }
        return gate;
    }

    /** The same instance for the same offset. */
    private InferenceRequest record(long offset) {
        return records.computeIfAbsent(offset, first -> Requests.at(0, first));
    }

    @Test
    void closesAtTheLimitOfRecords() {
        InFlightGate gate = gate(2, PLENTY, StopOffsets.NEVER);

        gate.enter(record(0), 0);
        assertThat(gate.isOpen()).isTrue();

        gate.enter(record(1), 0);
        assertThat(gate.isOpen()).isFalse();
    }

    @Test
    void closesAtTheLimitOfBytes() {
        InFlightGate gate = gate(1_000, record(0).weight() + 1L, StopOffsets.NEVER);

        gate.enter(record(0), 0);
        assertThat(gate.isOpen()).isTrue();

        gate.enter(record(1), 0);
        assertThat(gate.isOpen()).isFalse();
        assertThat(gate.bytes()).isEqualTo(2L * record(0).weight());
    }

    @Test
    void opensAgainForAFewPlacesAndWakesTheReader() {
        InFlightGate gate = full(gate(64, PLENTY, StopOffsets.NEVER), 64);
        CompletableFuture<Void> opening = gate.opening();

        gate.leave(record(0));
        assertThat(opening).isNotDone();

        gate.leave(record(1));
        assertThat(opening).isCompleted();
        assertThat(gate.isOpen()).isTrue();
    }

    @Test
    void opensForOnePlaceOnceItHasBeenClosedForLong() {
        InFlightGate gate = full(gate(64, PLENTY, StopOffsets.NEVER), 64);

        now += InFlightGate.LONGEST;
        gate.leave(record(0));

        assertThat(gate.isOpen()).isTrue();
    }

    @Test
    void waitsForAQuarterSoThatBatchesFill() {
        InFlightGate gate = full(gateForBatches(8), 8);

        now += InFlightGate.LONGEST_FOR_BATCHES - 1;
        gate.leave(record(0));
        assertThat(gate.isOpen()).isFalse();

        gate.leave(record(1));
        assertThat(gate.isOpen()).isTrue();
    }

    @Test
    void opensForOnePlaceOfABatchOnceItHasBeenClosedForLong() {
        InFlightGate gate = full(gateForBatches(8), 8);

        now += InFlightGate.LONGEST_FOR_BATCHES;
        gate.leave(record(0));

        assertThat(gate.isOpen()).isTrue();
    }

    /** Where the other seven wait for a model, for as long as it takes. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void opensForWhatIsFreeThoughNoOtherRecordLeaves(boolean batches) {
        InFlightGate gate =
                full(batches ? gateForBatches(80) : gate(80, PLENTY, StopOffsets.NEVER), 80);
        gate.leave(record(0));
        assertThat(gate.isOpen()).isFalse();
        CompletableFuture<Void> opening = gate.opening();

        now += InFlightGate.LONGEST_FOR_BATCHES;
        timer.due.remove().run();
        assertThat(opening).isCompleted();
        gate.look();

        assertThat(gate.isOpen()).isTrue();
        assertThat(timer.due).isEmpty();
    }

    @Test
    void isLookedAtAgainIfItWasTooSoon() {
        InFlightGate gate = full(gateForBatches(80), 80);
        gate.leave(record(0));
        timer.due.remove().run();
        gate.look();
        assertThat(gate.isOpen()).isFalse();
        assertThat(gate.opening()).isNotDone();

        now += InFlightGate.LONGEST_FOR_BATCHES;
        timer.due.remove().run();
        assertThat(gate.opening()).isCompleted();
        gate.look();

        assertThat(gate.isOpen()).isTrue();
    }

    @Test
    void isNotLookedAtWhileThereIsNoRoom() {
        InFlightGate gate = full(gateForBatches(8), 9);

        gate.leave(record(0));
        gate.look();

        assertThat(timer.due).isEmpty();
        assertThat(gate.isOpen()).isFalse();
    }

    @Test
    void isLookedAtByOneTimerAtATime() {
        InFlightGate gate = full(gateForBatches(80), 80);
        gate.leave(record(0));
        gate.leave(record(1));
        gate.look();

        assertThat(timer.due).hasSize(1);
    }

    @Test
    void staysClosedForLongWhileThereIsNoRoom() {
        InFlightGate gate = gate(1, PLENTY, StopOffsets.NEVER);
        gate.enter(record(0), 0);
        gate.enter(record(1), 0);

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
        for (int i = 30; i < 55; i++) {
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
        InFlightGate gate = full(gate(960, PLENTY, StopOffsets.NEVER), 960);

        assertThat(gate.isWorthARest(REST)).isFalse();
    }

    @Test
    void passesOneRecordAtATimeAtALimitOfOne() {
        InFlightGate gate = gate(1, 1, StopOffsets.NEVER);

        gate.enter(record(0), 0);
        assertThat(gate.isOpen()).isFalse();

        gate.leave(record(0));
        assertThat(gate.isOpen()).isTrue();
    }

    @Test
    void takesRestoredRecordsAboveTheLimit() {
        InFlightGate gate = gate(1, PLENTY, StopOffsets.NEVER);

        gate.enter(record(0), 0);
        gate.enter(record(1), 0);
        gate.leave(record(0));
        assertThat(gate.isOpen()).isFalse();

        gate.leave(record(1));
        assertThat(gate.isOpen()).isTrue();
    }

    @Test
    void staysClosedOnceEveryPartitionIsReadToItsEnd() {
        InFlightGate gate = gate(100, PLENTY, StopOffsets.lastOffsets(Map.of(in(0), 1L)));
        gate.own(in(0), -3);

        gate.enter(record(0), 0);
        assertThat(gate.isOpen()).isTrue();

        gate.enter(record(1), 0);
        gate.leave(record(0));
        gate.leave(record(1));
        assertThat(gate.isOpen()).isFalse();
        assertThat(gate.partitionsReadUntilEnd()).isEqualTo(1);
    }

    @Test
    void waitsForItsPartitionsBeforeReadingToTheirEnds() {
        InFlightGate gate = gate(100, PLENTY, StopOffsets.lastOffsets(Map.of(in(0), 1L)));
        CompletableFuture<Void> opening = gate.opening();
        assertThat(gate.isOpen()).isFalse();

        gate.own(in(0), 0);

        assertThat(opening).isCompleted();
    }

    @Test
    void knowsAPartitionThatWasReadToItsEndBeforeARestart() {
        InFlightGate gate = gate(100, PLENTY, StopOffsets.lastOffsets(Map.of(in(0), 1L)));

        gate.own(in(0), 2);

        assertThat(gate.isOpen()).isFalse();
        assertThat(gate.partitionsReadUntilEnd()).isEqualTo(1);
    }

    @Test
    void leavesAPartitionToTheReaderThatOwnsIt() {
        InFlightGate gate =
                gate(100, PLENTY, StopOffsets.lastOffsets(Map.of(in(0), 1L, in(1), 9L)));

        gate.enter(record(1), 0); // restored here, of partition 0
        gate.own(in(1), 3);

        assertThat(gate.isOpen()).isTrue();
        assertThat(gate.partitionsReadUntilEnd()).isZero();
    }

    @Test
    void tellsThePartitionsOfTwoTopicsApart() {
        TopicPartition feedback = new TopicPartition("feedback", 0);
        InFlightGate gate =
                gate(100, PLENTY, StopOffsets.lastOffsets(Map.of(in(0), 1L, feedback, 0L)));
        gate.own(in(0), 0);
        gate.own(feedback, 0);

        gate.enter(record(1), 0);
        assertThat(gate.isOpen()).isTrue();
        assertThat(gate.partitionsReadUntilEnd()).isEqualTo(1);

        InferenceRequest last = new InferenceRequest();
        last.topic = "feedback";
        gate.enter(last, 0);
        assertThat(gate.isOpen()).isFalse();
        assertThat(gate.partitionsReadUntilEnd()).isEqualTo(2);
    }

    private static TopicPartition in(int partition) {
        return new TopicPartition("in", partition);
    }

    private static InferenceResult answerTo(InferenceRequest request, int bytes) {
        InferenceResult result = new InferenceResult();
        result.request = request;
        result.value = new byte[bytes];
        return result;
    }

    @Test
    void countsAnswersThatWaitForAnEarlierOne() {
        InFlightGate gate = gate(100, 10_000, StopOffsets.NEVER);
        full(gate, 3);
        InferenceResult second = answerTo(record(1), 6_000);
        InferenceResult third = answerTo(record(2), 6_000);

        gate.answered(second);
        assertThat(gate.isOpen()).isTrue();
        gate.answered(third);
        assertThat(gate.isOpen()).isFalse();
        assertThat(gate.isFull()).isTrue();

        gate.leave(answerTo(record(0), 0));
        gate.leave(second);
        assertThat(gate.isOpen()).isTrue();
        assertThat(gate.isFull()).isFalse();
        gate.leave(third);
        assertThat(gate.bytes()).isZero();
        assertThat(gate.records()).isZero();
    }

    @Test
    void doesNotCountTwiceWhatADeadLetterSharesWithItsRecord() {
        InFlightGate gate = gate(100, PLENTY, StopOffsets.NEVER);
        InferenceResult letter = answerTo(record(0), 0);
        letter.deadLetter = true;
        letter.value = letter.request.value;
        gate.enter(letter.request, 0);

        gate.leave(letter);

        assertThat(gate.bytes()).isZero();
    }

    /** Else the breaker would open for those that wait, with a place free for one that does not. */
    @Test
    void isNotFullWhileItWaitsToOpenForThePlacesThatAreFree() {
        InFlightGate gate = gate(100, PLENTY, StopOffsets.NEVER);
        full(gate, 100);
        assertThat(gate.isFull()).isTrue();

        gate.leave(record(0));

        assertThat(gate.isOpen()).isFalse();
        assertThat(gate.isFull()).isFalse();
    }

    /** Else the breaker would take the last records of a run, failing alone, for an outage. */
    @Test
    void isNotFullWhereThereIsNoMoreToRead() {
        InFlightGate gate = gate(2, PLENTY, StopOffsets.lastOffsets(Map.of(in(0), 1L)));
        gate.own(in(0), 0);

        gate.enter(record(0), 0);
        gate.enter(record(1), 0);
        assertThat(gate.isFull()).isTrue();
        gate.leave(record(0));

        assertThat(gate.isOpen()).isFalse();
        assertThat(gate.isFull()).isFalse();
    }

    @Test
    void countsWhatIsPassedOverTowardsTheEndAndNotAsInFlight() {
        InFlightGate gate = gate(2, PLENTY, StopOffsets.lastOffsets(Map.of(in(0), 2L)));
        gate.own(in(0), 0);

        gate.passOver(record(0));
        gate.passOver(record(1));

        assertThat(gate.isOpen()).isTrue();
        assertThat(gate.records()).isZero();
        assertThat(gate.oldest()).isEmpty();

        gate.passOver(record(2));

        assertThat(gate.isOpen()).isFalse();
        assertThat(gate.partitionsReadUntilEnd()).isEqualTo(1);
    }

    private InFlightGate gateOfTwoPredictors(int maxRecords, long maxBytes) {
        return new InFlightGate(
                new InFlightLimits(maxRecords, maxBytes, 2),
                false,
                StopOffsets.NEVER.begin(),
                () -> now,
                timer);
    }

    @Test
    void countsTheRecordsOfEachPredictorAgainstItsOwnPlaces() {
        InFlightGate gate = gateOfTwoPredictors(2, PLENTY);

        gate.enter(record(0), 0);
        gate.enter(record(1), 1);
        assertThat(gate.isOpen()).isTrue();
        assertThat(gate.records()).isEqualTo(2);
        gate.leave(record(0));
        gate.enter(record(2), 0);
        assertThat(gate.isOpen()).isTrue();

        gate.enter(record(3), 1);
        assertThat(gate.isOpen()).isFalse();
        assertThat(gate.isFull()).isTrue();
    }

    /** The next record may be one of the predictor that has no place for it. */
    @Test
    void staysClosedWhileOnePredictorHasNoPlaceHoweverManyAnotherHas() {
        InFlightGate gate = gateOfTwoPredictors(2, PLENTY);
        gate.enter(record(0), 0);
        gate.enter(record(1), 1);
        gate.enter(record(2), 1);

        now += InFlightGate.LONGEST;
        gate.leave(record(0));
        assertThat(gate.isOpen()).isFalse();
        assertThat(timer.due).isEmpty();

        gate.leave(record(1));
        assertThat(gate.isOpen()).isTrue();
    }

    @Test
    void countsTheBytesOfEachPredictorWithItsAnswers() {
        InFlightGate gate = gateOfTwoPredictors(100, 10_000);
        InferenceResult ofOne = answerTo(record(0), 8_000);
        InferenceResult ofOther = answerTo(record(1), 8_000);
        InferenceResult another = answerTo(record(2), 8_000);
        gate.enter(ofOne.request, 0);
        gate.enter(ofOther.request, 1);
        gate.enter(another.request, 1);

        gate.answered(ofOne);
        gate.answered(ofOther);
        assertThat(gate.isOpen()).isTrue();
        gate.answered(another);
        assertThat(gate.isOpen()).isFalse();

        gate.leave(ofOne);
        assertThat(gate.isOpen()).isFalse();
        gate.leave(ofOther);
        gate.leave(another);
        assertThat(gate.isOpen()).isTrue();
        assertThat(gate.bytes()).isZero();
        assertThat(gate.records()).isZero();
    }

    /** Restored, they may be more than there are places; they are no other predictor's burden. */
    @Test
    void takesRestoredRecordsAboveTheLimitOfTheirPredictorOnly() {
        InFlightGate gate = gateOfTwoPredictors(2, PLENTY);
        for (int i = 0; i < 5; i++) {
            gate.enter(record(i), 1);
        }
        assertThat(gate.isOpen()).isFalse();
        for (int i = 0; i < 4; i++) {
            assertThat(gate.isOpen()).isFalse();
            gate.leave(record(i));
        }

        assertThat(gate.isOpen()).isTrue();
        gate.enter(record(5), 0);
        assertThat(gate.isOpen()).isTrue();
    }

    /** Else it would open for the one at a time only, for as long as the other is nearly full. */
    @Test
    void opensAsSoonForOnePredictorWhileAnotherHasOnePlaceLeft() {
        InFlightGate gate = gateOfTwoPredictors(64, PLENTY);
        for (int i = 0; i < 63; i++) {
            gate.enter(record(i), 1);
        }
        for (int i = 100; i < 164; i++) {
            gate.enter(record(i), 0);
        }
        assertThat(gate.isOpen()).isFalse();

        gate.leave(record(100));
        assertThat(gate.isOpen()).isFalse();
        gate.leave(record(101));
        assertThat(gate.isOpen()).isTrue();
    }
}
