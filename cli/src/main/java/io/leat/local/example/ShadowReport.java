// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.example;

import io.leat.job.plan.InferenceJob;
import io.leat.local.example.fashion.FashionFormat;
import io.leat.local.example.picture.ExampleImage;
import io.leat.protocol.BadPayloadException;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** What a shadow made of the same images, and how often it says what the other predictor says. */
final class ShadowReport {

    private final InferenceJob shadow;
    private final Map<String, ExampleImage> sent;
    private final FashionFormat format;
    private final Set<String> seen = new HashSet<>();
    private final Map<String, String> labels = new HashMap<>();
    private final Tally tally = new Tally();
    private int deadLetters;

    /**
     * Of a shadow that answers all records.
     *
     * @param sent the images by puid
     */
    ShadowReport(InferenceJob shadow, Map<String, ExampleImage> sent) {
        this.shadow = shadow;
        this.sent = sent;
        this.format = FashionFormat.of(shadow.first().protocol(), shadow.first().transport());
    }

    /**
     * Reads until every image is answered or dead.
     *
     * @param goOn false as soon as nothing more will come
     */
    void read(Properties client, BooleanSupplier goOn) {
        String type = ExampleRun.typeHeader(shadow.first().transport());
        try (ResultReader reader = new ResultReader(client, shadow.settings().topics(), type)) {
            while (seen.size() < sent.size() && goOn.getAsBoolean()) {
                reader.read().forEach(this::add);
            }
        }
    }

    private void add(ExampleResult result) {
        ExampleImage image = sent.get(result.puid());
        if (image == null || !seen.add(result.puid())) {
            return; // of an earlier run, or the same again
        }
        if (result.deadLetter()) {
            deadLetters++;
            return;
        }
        String label = "?";
        try {
            label = format.read(result.answer()).prediction().label();
        } catch (BadPayloadException e) {
            // Counts as wrong: the report of the first predictor shows why.
        }
        labels.put(result.puid(), label);
        tally.add(label.equals(image.label()));
    }

    /**
     * Prints what was counted.
     *
     * @param primary the other predictor's name
     * @param primaryLabels what it predicted, by puid
     */
    void print(String primary, Map<String, String> primaryLabels, PrintStream out) {
        long same =
                labels.entrySet().stream()
                        .filter(
                                each ->
                                        Objects.equals(
                                                primaryLabels.get(each.getKey()), each.getValue()))
                        .count();
        out.printf(
                "shadow      %s answered %d, dead letters %d%n",
                shadow.first().name(), labels.size(), deadLetters);
        if (!labels.isEmpty()) {
            out.printf("            accuracy %s%n", tally);
            out.printf(
                    "            the same class as %s for %d of %d%n",
                    primary, same, labels.size());
        }
    }
}
