// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deadletter;

import io.leat.kafka.ErrorHeaders;
import io.leat.kafka.RecordContract;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields by which dead letters are chosen and counted. */
public enum DeadLetterField {
    CODE,
    PREDICTOR,
    NODE,
    MODEL,
    ENDPOINT,
    STATUS,
    /** What the model itself has said. */
    DETAIL,
    /** Of the source, like the next two. */
    TOPIC,
    PARTITION,
    OFFSET,
    REDRIVES,
    /** The hour of the failure, {@code 2026-03-01T14Z}. */
    HOUR;

    /** Null where the dead letter says nothing of it. */
    public @Nullable String of(DeadLetter letter) {
        return switch (this) {
            case CODE -> letter.text(ErrorHeaders.CODE);
            case PREDICTOR -> letter.text(RecordContract.PREDICTOR);
            case NODE -> letter.text(ErrorHeaders.NODE);
            case MODEL -> letter.text(ErrorHeaders.MODEL);
            case ENDPOINT -> letter.text(ErrorHeaders.ENDPOINT);
            case STATUS -> letter.text(ErrorHeaders.STATUS);
            case DETAIL -> letter.text(ErrorHeaders.DETAIL);
            case TOPIC -> letter.source().topic();
            case PARTITION -> Integer.toString(letter.source().position().partition());
            case OFFSET -> Long.toString(letter.source().position().offset());
            case REDRIVES -> Integer.toString(letter.redrives());
            case HOUR -> hour(letter);
        };
    }

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The field of a name.
     *
     * @throws IllegalArgumentException naming those there are
     */
    public static DeadLetterField named(String name) {
        return Arrays.stream(values())
                .filter(field -> field.wire().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "\"%s\" (expected: one of %s)".formatted(name, names())));
    }

    public static String names() {
        return Arrays.stream(values()).map(DeadLetterField::wire).collect(Collectors.joining(", "));
    }

    private static @Nullable String hour(DeadLetter letter) {
        Instant time = letter.time();
        return time == null
                ? null
                : time.truncatedTo(ChronoUnit.HOURS).toString().replace(":00:00Z", "Z");
    }
}
