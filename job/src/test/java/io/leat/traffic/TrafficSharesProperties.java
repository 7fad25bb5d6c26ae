// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class TrafficSharesProperties {

    /** A bucket of each percent: shares end between two of them. */
    private static final List<Integer> BUCKETS =
            IntStream.range(0, 100).mapToObj(percent -> percent * 100 + percent).toList();

    private static List<Integer> predictors(TrafficShares shares) {
        return BUCKETS.stream().map(shares::predictor).toList();
    }

    @Property
    void givesEachPredictorExactlyItsShare(@ForAll("weights") List<Integer> weights) {
        TrafficShares shares = TrafficShares.of(weights);

        for (int i = 0; i < weights.size(); i++) {
            int predictor = i;
            assertThat(
                            IntStream.range(0, TrafficHash.BUCKETS)
                                    .filter(bucket -> shares.predictor(bucket) == predictor))
                    .as("%s of %s", i, weights)
                    .hasSize(weights.get(i) * 100);
        }
    }

    /** All weights of two predictors, and all changes of them. */
    @Example
    void movesRecordsOfTwoPredictorsOnlyToTheOneThatIsRaised() {
        for (int before = 0; before <= 100; before++) {
            List<Integer> was = predictors(TrafficShares.of(List.of(100 - before, before)));
            for (int after = before + 1; after <= 100; after++) {
                List<Integer> is = predictors(TrafficShares.of(List.of(100 - after, after)));
                assertThat(moved(was, is)).allMatch(i -> was.get(i) == 0 && is.get(i) == 1);
            }
        }
    }

    /** All weights of three predictors, and all changes at the cost of the first. */
    @Example
    void movesRecordsOfThreePredictorsOnlyFromTheFirstToTheOneThatIsRaised() {
        for (int second = 0; second <= 100; second++) {
            for (int third = 0; third <= 100 - second; third++) {
                List<Integer> was = predictors(three(second, third));
                for (int raised = second + 1; raised <= 100 - third; raised++) {
                    List<Integer> is = predictors(three(raised, third));
                    assertThat(moved(was, is)).allMatch(i -> was.get(i) == 0 && is.get(i) == 1);
                }
                for (int raised = third + 1; raised <= 100 - second; raised++) {
                    List<Integer> is = predictors(three(second, raised));
                    assertThat(moved(was, is)).allMatch(i -> was.get(i) == 0 && is.get(i) == 2);
                }
            }
        }
    }

    private static TrafficShares three(int second, int third) {
        return TrafficShares.of(List.of(100 - second - third, second, third));
    }

    /** Whatever the others give up, and however many they are. */
    @Property
    void takesNoRecordFromAPredictorThatIsRaised(
            @ForAll("weights") List<Integer> weights, @ForAll int pick, @ForAll long cuts) {
        int raised = Math.floorMod(pick, weights.size());
        List<Integer> after = raised(weights, raised, cuts);
        TrafficShares was = TrafficShares.of(weights);
        TrafficShares is = TrafficShares.of(after);

        IntPredicate had = bucket -> was.predictor(bucket) == raised;
        assertThat(BUCKETS.stream().mapToInt(Integer::intValue).filter(had))
                .as("%s, then %s", weights, after)
                .allMatch(bucket -> is.predictor(bucket) == raised);
    }

    /** Every other predictor gives up some of its share, or none. */
    private static List<Integer> raised(List<Integer> weights, int raised, long cuts) {
        List<Integer> after = new ArrayList<>(weights);
        long left = cuts;
        for (int i = 0; i < after.size(); i++) {
            if (i != raised) {
                int cut = (int) Math.floorMod(left, after.get(i) + 1L);
                left = left / 31 + 7;
                after.set(i, after.get(i) - cut);
                after.set(raised, after.get(raised) + cut);
            }
        }
        return after;
    }

    private static List<Integer> moved(List<Integer> was, List<Integer> is) {
        return IntStream.range(0, was.size())
                .filter(i -> !was.get(i).equals(is.get(i)))
                .boxed()
                .toList();
    }

    @Property
    void samplesMoreRecordsOnlyByAddingSome(
            @ForAll @IntRange(max = 100) int less,
            @ForAll @IntRange(max = 100) int more,
            @ForAll @IntRange(max = 9_999) int bucket) {
        boolean inSmaller = isSampled(Math.min(less, more), bucket);
        boolean inLarger = isSampled(Math.max(less, more), bucket);

        assertThat(!inSmaller || inLarger).isTrue();
    }

    @Property
    void samplesTheLowestBuckets(@ForAll @IntRange(max = 100) int percent) {
        assertThat(
                        IntStream.range(0, TrafficHash.BUCKETS)
                                .filter(bucket -> isSampled(percent, bucket)))
                .hasSize(percent * 100)
                .allMatch(bucket -> bucket < percent * 100);
    }

    private static boolean isSampled(int percent, int bucket) {
        return new TrafficSample("income", TrafficBy.KEY, percent).shares().predictor(bucket) == 1;
    }

    @Example
    void refusesSharesThatAreNotAHundred() {
        assertThatThrownBy(() -> TrafficShares.of(List.of(80, 10)))
                .hasMessage("[80, 10] (expected: shares of 100 in all)");
        assertThatThrownBy(() -> TrafficShares.of(List.of(120, -20)))
                .hasMessage("[120, -20] (expected: shares of 100 in all)");
        assertThatThrownBy(() -> TrafficShares.of(List.of(100)).predictor(TrafficHash.BUCKETS))
                .hasMessage("10000 (expected: a bucket from 0 to 9999)");
    }

    /** Shares of one to six predictors. */
    @Provide
    Arbitrary<List<Integer>> weights() {
        return Arbitraries.integers()
                .between(0, 100)
                .list()
                .ofMaxSize(5)
                .map(
                        cuts -> {
                            List<Integer> ends = new ArrayList<>(cuts.stream().sorted().toList());
                            ends.add(100);
                            List<Integer> weights = new ArrayList<>();
                            int last = 0;
                            for (int end : ends) {
                                weights.add(end - last);
                                last = end;
                            }
                            return weights;
                        });
    }
}
