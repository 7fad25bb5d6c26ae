// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.output;

import io.leat.compare.AnswerComparison;
import io.leat.compare.AnswerComparison.Pair;
import io.leat.compare.AnswerDifference.Kind;
import io.leat.compare.ComparedAnswer;
import io.leat.compare.LatencySummary;
import io.leat.terminal.Counted;
import io.leat.terminal.Printable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The answer of {@code leat compare} for a person. */
public final class ComparisonText {

    private static final int LONGEST_PAYLOAD = 500;
    private static final int DIGITS = 6;

    private final StringBuilder text = new StringBuilder();

    private ComparisonText() {}

    /** The answer. */
    public static String of(
            AnswerComparison comparison, ComparedTopics topics, boolean showPayloads) {
        ComparisonText answer = new ComparisonText();
        answer.counts(comparison, topics);
        answer.latency("primary", comparison.primaryLatency());
        answer.latency("shadow", comparison.shadowLatency());
        answer.differences(comparison.largest(), showPayloads);
        return answer.text.toString();
    }

    private void counts(AnswerComparison comparison, ComparedTopics topics) {
        line("primary", topics.primary());
        line("shadow", topics.shadow());
        long pairs = comparison.pairs();
        line("pairs", Counted.of(pairs, "record") + " that both have answered");
        line("equal", share(comparison.count(Kind.EQUAL), pairs));
        line(
                "close",
                share(comparison.count(Kind.WITHIN_TOLERANCE), pairs)
                        + ", equal but for numbers within "
                        + number(comparison.tolerance()));
        line("different", share(comparison.count(Kind.DIFFERENT), pairs));
        line(
                "only primary",
                comparison.onlyPrimary()
                        + " (the shadow does not sample them, or they are dead letters"
                        + " or not answered yet)");
        line(
                "only shadow",
                comparison.onlyShadow()
                        + " (dead letters of the primary, answered by a predictor with another topic, or not yet)");
        if (topics.primaryWithoutPuid() + topics.shadowWithoutPuid() > 0) {
            line(
                    "left out",
                    "records without Seldon-Puid: %d of the primary, %d of the shadow"
                            .formatted(topics.primaryWithoutPuid(), topics.shadowWithoutPuid()));
        }
    }

    private static String share(long count, long of) {
        return of == 0
                ? Long.toString(count)
                : String.format(Locale.ROOT, "%d (%.1f %%)", count, 100.0 * count / of);
    }

    private void latency(String whose, @Nullable LatencySummary latency) {
        line(
                "latency",
                latency == null
                        ? whose
                                + ": not known, as no answer of a pair has the header"
                                + " leat-latency-ms"
                        : "%s: half within %d ms, 99 %% within %d ms, the longest %d ms"
                                .formatted(whose, latency.p50(), latency.p99(), latency.max()));
    }

    private void differences(List<Pair> pairs, boolean showPayloads) {
        if (pairs.isEmpty()) {
            return;
        }
        text.append(System.lineSeparator())
                .append("largest differences")
                .append(System.lineSeparator());
        for (Pair pair : pairs) {
            Double largest = pair.difference().largest();
            text.append(
                    "  %s  puid %s  primary %d@%d  shadow %d@%d%n"
                            .formatted(
                                    (largest == null ? "not only numbers" : number(largest))
                                            + place(pair.difference().place()),
                                    Printable.text(pair.primary().puid()),
                                    pair.primary().partition(),
                                    pair.primary().offset(),
                                    pair.shadow().partition(),
                                    pair.shadow().offset()));
            if (showPayloads) {
                text.append("    primary  %s%n".formatted(payload(pair.primary())));
                text.append("    shadow   %s%n".formatted(payload(pair.shadow())));
            }
        }
    }

    /** With the digits that matter to a person. */
    private static String number(double largest) {
        return Double.isInfinite(largest)
                ? "infinity"
                : new BigDecimal(largest)
                        .round(new MathContext(DIGITS))
                        .stripTrailingZeros()
                        .toPlainString();
    }

    private static String place(String pointer) {
        return pointer.isEmpty() ? "" : " at " + Printable.text(pointer);
    }

    private static String payload(ComparedAnswer answer) {
        byte @Nullable [] value = answer.value();
        if (value == null) {
            return "(null)";
        }
        String shown =
                answer.json() == null
                        ? new String(value, StandardCharsets.UTF_8)
                        : answer.json().toString();
        return Printable.text(
                shown.length() <= LONGEST_PAYLOAD
                        ? shown
                        : shown.substring(0, LONGEST_PAYLOAD) + "…");
    }

    private void line(String name, String value) {
        text.append("%-12s  %s%n".formatted(name, value));
    }
}
