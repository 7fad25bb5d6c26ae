// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.compare;

import io.leat.compare.AnswerDifference.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Joins the answers of a shadow and of the predictor it stands beside by their puids. The shadow's
 * come first, and stay in memory until their counterpart comes. Of a puid that several answers
 * have, the first of the one side belongs to the first of the other. Used by one thread.
 */
public final class AnswerComparison {

    /** The two answers to a record, which differ. */
    public record Pair(ComparedAnswer primary, ComparedAnswer shadow, AnswerDifference difference) {

        /** What differs in more than numbers is further apart than any number. */
        private double size() {
            Double largest = difference.largest();
            return largest == null ? Double.POSITIVE_INFINITY : largest;
        }
    }

    private final double tolerance;
    private final int most;
    private final Map<String, Deque<ComparedAnswer>> shadows = new HashMap<>();
    private final Map<Kind, Long> kinds = new HashMap<>();
    private final PriorityQueue<Pair> largest =
            new PriorityQueue<>(Comparator.comparingDouble(Pair::size));
    private final List<Long> primaryMillis = new ArrayList<>();
    private final List<Long> shadowMillis = new ArrayList<>();
    private long primaries;
    private long shadowAnswers;

    /**
     * Nothing compared yet.
     *
     * @param tolerance as {@link AnswerDifference#of} takes it
     * @param most how many of the largest differences are kept
     */
    public AnswerComparison(double tolerance, int most) {
        this.tolerance = tolerance;
        this.most = most;
    }

    /** An answer of the shadow; all of them come before those of the other predictor. */
    public void addShadow(ComparedAnswer answer) {
        shadowAnswers++;
        shadows.computeIfAbsent(answer.puid(), puid -> new ArrayDeque<>(1)).add(answer);
    }

    /** An answer of the predictor beside the shadow. */
    public void addPrimary(ComparedAnswer answer) {
        primaries++;
        Deque<ComparedAnswer> counterparts = shadows.get(answer.puid());
        if (counterparts == null) {
            return;
        }
        ComparedAnswer shadow = counterparts.remove();
        if (counterparts.isEmpty()) {
            shadows.remove(answer.puid());
        }
        compare(answer, shadow);
    }

    private void compare(ComparedAnswer primary, ComparedAnswer shadow) {
        AnswerDifference difference = AnswerDifference.of(primary, shadow, tolerance);
        kinds.merge(difference.kind(), 1L, Long::sum);
        addMillis(primary, primaryMillis);
        addMillis(shadow, shadowMillis);
        if (difference.kind() != Kind.EQUAL) {
            largest.add(new Pair(primary, shadow, difference));
            if (largest.size() > most) {
                largest.remove();
            }
        }
    }

    private static void addMillis(ComparedAnswer answer, List<Long> to) {
        if (answer.latency() != null) {
            to.add(answer.latency());
        }
    }

    /** How many pairs are of a kind. */
    public long count(Kind kind) {
        return kinds.getOrDefault(kind, 0L);
    }

    /** Records that both have answered. */
    public long pairs() {
        return kinds.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Answers to records that the shadow has not answered. */
    public long onlyPrimary() {
        return primaries - pairs();
    }

    /** Answers of the shadow to records that the other predictor has not answered. */
    public long onlyShadow() {
        return shadowAnswers - pairs();
    }

    /** The pairs that are furthest apart, the largest difference first. */
    public List<Pair> largest() {
        return largest.stream()
                .sorted(
                        Comparator.comparingDouble(Pair::size)
                                .reversed()
                                .thenComparing(pair -> pair.primary().partition())
                                .thenComparing(pair -> pair.primary().offset()))
                .toList();
    }

    /** Of the pairs; null where no answer says it. */
    public @Nullable LatencySummary primaryLatency() {
        return LatencySummary.of(primaryMillis);
    }

    /** Of the pairs; null where no answer says it. */
    public @Nullable LatencySummary shadowLatency() {
        return LatencySummary.of(shadowMillis);
    }

    public double tolerance() {
        return tolerance;
    }
}
