package io.leat.deadletter;

import io.leat.kafka.ErrorHeaders;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What dead letters are chosen and counted by. */
public enum DeadLetterField {
    CODE(letter -> letter.text(ErrorHeaders.CODE)),
    NODE(letter -> letter.text(ErrorHeaders.NODE)),
    MODEL(letter -> letter.text(ErrorHeaders.MODEL)),
    ENDPOINT(letter -> letter.text(ErrorHeaders.ENDPOINT)),
    STATUS(letter -> letter.text(ErrorHeaders.STATUS)),
    /** Of the source, like the next two. */
    TOPIC(letter -> letter.source().topic()),
    PARTITION(letter -> Integer.toString(letter.source().position().partition())),
    OFFSET(letter -> Long.toString(letter.source().position().offset())),
    REDRIVES(letter -> Integer.toString(letter.redrives())),
    /** The hour of the failure, {@code 2026-03-01T14Z}. */
    HOUR(DeadLetterField::hour);

    private final Function<DeadLetter, @Nullable String> value;

    DeadLetterField(Function<DeadLetter, @Nullable String> value) {
        this.value = value;
    }

    /** Null where the dead letter says nothing of it. */
    public @Nullable String of(DeadLetter letter) {
        return value.apply(letter);
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
