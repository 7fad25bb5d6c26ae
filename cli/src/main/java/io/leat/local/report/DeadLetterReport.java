// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.report;

import io.leat.deadletter.DeadLetter;
import io.leat.kafka.ErrorHeaders;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Says of the first dead letter of each code and status why it is one, and after that, ever more
 * seldom, how many there are. Used by one thread.
 */
final class DeadLetterReport {

    private static final Duration SOONEST = Duration.ofSeconds(5);
    private static final Duration LATEST = Duration.ofMinutes(5);

    /** A line or two of a terminal; the header has a kilobyte. */
    private static final int LONGEST_DETAIL = 400;

    private final Consumer<String> say;
    private final LongSupplier nanoTime;
    private final DeadLetterTally tally = new DeadLetterTally();
    private Duration pause = SOONEST;
    private long unsaid;
    private long said;

    DeadLetterReport(Consumer<String> say, LongSupplier nanoTime) {
        this.say = say;
        this.nanoTime = nanoTime;
    }

    DeadLetterTally tally() {
        return tally;
    }

    void add(DeadLetter letter) {
        if (tally.add(letter) == 1) {
            say.accept(first(letter));
            said = nanoTime.getAsLong();
        } else {
            unsaid++;
        }
    }

    /** To be called several times a second. */
    void look() {
        long now = nanoTime.getAsLong();
        if (unsaid > 0 && now - said >= pause.toNanos()) {
            say.accept(
                    "dead letters so far: %s; %d since the line before"
                            .formatted(tally.words(), unsaid));
            unsaid = 0;
            said = now;
            pause = pause.multipliedBy(2);
            if (pause.compareTo(LATEST) > 0) {
                pause = LATEST;
            }
        }
    }

    private static String first(DeadLetter letter) {
        return "dead letter: %s is the first with %s: %s%s"
                .formatted(
                        letter.source(),
                        DeadLetterTally.kind(letter),
                        letter.text(ErrorHeaders.MESSAGE),
                        detail(letter.text(ErrorHeaders.DETAIL)));
    }

    /** The model's own reason in one line. */
    private static String detail(@Nullable String stated) {
        if (stated == null || stated.isBlank()) {
            return "";
        }
        String line = stated.strip().replaceAll("\\s+", " ");
        return "; the model says: "
                + (line.codePointCount(0, line.length()) <= LONGEST_DETAIL
                        ? line
                        : line.substring(0, line.offsetByCodePoints(0, LONGEST_DETAIL)) + "…");
    }
}
