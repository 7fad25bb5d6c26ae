// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.position;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadPositionTest {

    private static final Uuid READ = new Uuid(1, 2);
    private static final Uuid OTHER = new Uuid(3, 4);

    /** Partition 0 from 10 to 20. */
    private static TopicLog log(@Nullable Uuid id) {
        return new TopicLog(id, 1, Map.of(0, new TopicLog.Offsets(10, 20)));
    }

    private static ReadPosition at(long offset, @Nullable Uuid id) {
        return new ReadPosition(0, offset, id);
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 15, 20})
    void isFoundWithinTheLogAndAtItsEnd(long offset) {
        assertThat(at(offset, READ).in(log(READ))).isEqualTo(new PositionFinding.Found(0, offset));
    }

    @Test
    void isDeletedBeforeTheLogBegins() {
        ReadPosition position = at(9, READ);

        assertThat(position.in(log(READ))).isEqualTo(new PositionFinding.Deleted(position, 10));
    }

    @Test
    void isBeyondTheEndWhereTheLogWasCutOff() {
        ReadPosition position = at(21, READ);

        assertThat(position.in(log(READ)))
                .isInstanceOfSatisfying(
                        PositionFinding.BeyondEnd.class,
                        beyond -> assertThat(beyond.goOnAt()).isEqualTo(20));
    }

    @Test
    void goesOnAtTheBeginningBeyondTheEndOfWhatMayBeAnotherTopic() {
        assertThat(at(21, null).in(log(READ)))
                .isInstanceOfSatisfying(
                        PositionFinding.BeyondEnd.class,
                        beyond -> assertThat(beyond.goOnAt()).isEqualTo(10));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 15, 99})
    void countsForNothingInAnotherTopic(long offset) {
        ReadPosition position = at(offset, READ);

        assertThat(position.in(log(OTHER)))
                .isEqualTo(new PositionFinding.OtherTopic(position, log(OTHER), 10));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isTakenAsItIsWhereAnIdIsNotKnown(boolean ofTheBroker) {
        assertThat(at(15, ofTheBroker ? READ : null).in(log(ofTheBroker ? null : READ)))
                .isEqualTo(new PositionFinding.Found(0, 15));
    }

    @Test
    void isNowhereWithoutItsPartition() {
        ReadPosition position = new ReadPosition(1, 15, READ);

        assertThat(position.in(log(OTHER)))
                .isEqualTo(new PositionFinding.NoPartition(position, log(OTHER)));
    }
}
