// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.example;

import io.leat.local.example.fashion.FashionAnswer;
import io.leat.local.example.fashion.FashionFormat;
import io.leat.local.example.fashion.FashionPrediction;
import io.leat.local.example.picture.ExampleImage;
import io.leat.local.example.picture.PictureStyle;
import io.leat.local.example.picture.TerminalPicture;
import io.leat.protocol.BadPayloadException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Prints results as they come and counts them: the summary states what was seen, nothing else. */
final class ExampleReport {

    /** Pictures for the first few, a line each for the rest: a terminal is soon full. */
    private static final int PICTURES = 6;

    /** Where beside a picture its facts begin. */
    private static final int FACTS_LINE = 4;

    private static final String ROW = "%-12s %-12s %7s  %-18s %-9s %7s%n";

    private final Map<String, ExampleImage> sent;
    private final FashionFormat format;
    private final BranchCounts branches;
    private final PrintStream out;
    private final PictureStyle style =
            PictureStyle.suiting(
                    Boolean.getBoolean("leat.terminal"), Charset.defaultCharset(), System.getenv());
    private final Set<String> seen = new HashSet<>();
    private final Map<String, String> labels = new HashMap<>();
    private final List<Long> latencies = new ArrayList<>();
    private final Tally tally = new Tally();
    private int answers;
    private int deadLetters;

    ExampleReport(
            Map<String, ExampleImage> sent,
            FashionFormat format,
            BranchCounts branches,
            PrintStream out) {
        this.sent = sent;
        this.format = format;
        this.branches = branches;
        this.out = out;
    }

    boolean isComplete() {
        return seen.size() == sent.size();
    }

    void add(ExampleResult result) {
        ExampleImage image = sent.get(result.puid());
        if (image == null) {
            return; // of an earlier run
        }
        seen.add(result.puid());
        if (result.deadLetter()) {
            deadLetters++;
            row(image, "dead letter", "", result.reason(), result);
            return;
        }
        answers++;
        latencies.add(result.latencyMillis());
        try {
            answer(image, format.read(result.answer()), result);
        } catch (BadPayloadException e) {
            tally.add(false);
            row(image, "?", "", e.getMessage(), result);
        }
    }

    private void answer(ExampleImage image, FashionAnswer answer, ExampleResult result) {
        FashionPrediction prediction = answer.prediction();
        labels.put(result.puid(), prediction.label());
        boolean hit = prediction.label().equals(image.label());
        tally.add(hit);
        branches.add(answer, result.predictor(), hit);
        String score = String.format(Locale.ROOT, "%.1f %%", 100 * prediction.score());
        if (answers <= PICTURES) {
            picture(
                    image,
                    prediction.label() + " (" + score + ")",
                    branches.of(answer, result.predictor()),
                    result);
            return;
        }
        if (answers == PICTURES + 1) {
            out.println();
            out.printf(ROW, "image", "prediction", "score", "truth", "where", "latency");
        }
        row(image, prediction.label(), score, hit ? "right" : "is " + image.label(), result);
    }

    /** The picture, and beside it what the row of a table would say. */
    private void picture(
            ExampleImage image, String prediction, @Nullable String branch, ExampleResult result) {
        List<String> facts = new ArrayList<>();
        facts.add("image-" + image.testIndex());
        facts.add("prediction  " + prediction);
        if (branch != null) {
            facts.add("%-11s %s".formatted(branches.kind(), branch));
        }
        facts.add("truth       " + image.label());
        facts.add("where       " + result.where() + " (partition@offset)");
        facts.add("latency     " + result.latencyMillis() + " ms");
        List<String> lines = TerminalPicture.lines(image.image(), style);
        out.println();
        for (int i = 0; i < lines.size(); i++) {
            int fact = i - FACTS_LINE;
            boolean beside = fact >= 0 && fact < facts.size();
            String line = "  " + lines.get(i) + (beside ? "   " + facts.get(fact) : "");
            out.println(line.stripTrailing());
        }
    }

    private void row(
            ExampleImage image, String label, String score, String truth, ExampleResult result) {
        out.printf(
                ROW,
                "image-" + image.testIndex(),
                label,
                score,
                truth,
                result.where(),
                result.latencyMillis() + " ms");
    }

    /** What was predicted, by puid. */
    Map<String, String> labels() {
        return labels;
    }

    void summarise() {
        out.println();
        out.printf(
                "summary     sent %d, answered %d, distinct %d, dead letters %d%n",
                sent.size(), answers, seen.size(), deadLetters);
        if (answers > 0) {
            out.printf("accuracy    %s%n", tally);
            branches.print(out);
            latencies.sort(null);
            out.printf(
                    "latency     p50 %d ms, p95 %d ms, p99 %d ms from sending to committed%n",
                    percentile(50), percentile(95), percentile(99));
        }
    }

    /** The smallest latency that so many percent of the answers do not exceed. */
    private long percentile(int percent) {
        int rank = (int) Math.ceil(percent / 100.0 * latencies.size());
        return latencies.get(Math.max(0, rank - 1));
    }
}
