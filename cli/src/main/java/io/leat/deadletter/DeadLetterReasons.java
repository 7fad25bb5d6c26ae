// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deadletter;

import io.leat.kafka.ErrorHeaders;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Groups dead letters by their code and what the model itself has said. */
public final class DeadLetterReasons {

    /** In place of further details: some models say something else each time. */
    public static final String OTHERS = "(others)";

    private static final int MAX_GROUPS = 1_000;

    private static final Comparator<DeadLetter> BY_TIME =
            Comparator.comparing((DeadLetter letter) -> time(letter))
                    .thenComparing(letter -> letter.position().partition())
                    .thenComparing(letter -> letter.position().offset());

    private final Map<Key, Reason> groups = new HashMap<>();

    private record Key(String code, @Nullable String detail) {}

    /**
     * One group.
     *
     * @param detail null where the model's own words were not kept, or it has said nothing
     * @param first the earliest failure, of those at the same time the one that stands first
     * @param last the latest
     */
    public record Reason(
            String code, @Nullable String detail, long count, DeadLetter first, DeadLetter last) {

        private Reason and(DeadLetter letter) {
            return new Reason(
                    code,
                    detail,
                    count + 1,
                    BY_TIME.compare(letter, first) < 0 ? letter : first,
                    BY_TIME.compare(letter, last) > 0 ? letter : last);
        }
    }

    private static Instant time(DeadLetter letter) {
        Instant time = letter.time();
        return time == null ? Instant.MIN : time;
    }

    public void add(DeadLetter letter) {
        String code = Objects.requireNonNullElse(letter.text(ErrorHeaders.CODE), "");
        Key stated = new Key(code, letter.text(ErrorHeaders.DETAIL));
        boolean known = groups.containsKey(stated) || groups.size() < MAX_GROUPS;
        Key key = known || stated.detail() == null ? stated : new Key(code, OTHERS);
        Reason group = groups.get(key);
        groups.put(
                key,
                group == null
                        ? new Reason(key.code(), key.detail(), 1, letter, letter)
                        : group.and(letter));
    }

    /** The most frequent first. */
    public List<Reason> all() {
        return groups.values().stream()
                .sorted(
                        Comparator.comparingLong(Reason::count)
                                .reversed()
                                .thenComparing(Reason::code)
                                .thenComparing(
                                        Reason::detail,
                                        Comparator.nullsFirst(Comparator.naturalOrder())))
                .toList();
    }
}
