// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deadletter;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts dead letters as they are read. */
public final class DeadLetterSummary {

    /** Stands for a field of which a dead letter says nothing. */
    public static final String NOTHING = "-";

    private final Map<DeadLetterField, Map<String, DeadLetterGroup>> groups =
            new EnumMap<>(DeadLetterField.class);
    private final DeadLetterReasons reasons = new DeadLetterReasons();
    private DeadLetterGroup all = DeadLetterGroup.NONE;
    private long foreign;

    /** Counts by these fields. */
    public DeadLetterSummary(List<DeadLetterField> by) {
        by.forEach(field -> groups.put(field, new TreeMap<>()));
    }

    public void add(DeadLetter letter, boolean redriven) {
        all = all.and(letter, redriven);
        reasons.add(letter);
        groups.forEach(
                (field, of) -> {
                    String value = field.of(letter);
                    String name = value == null ? NOTHING : value;
                    of.put(name, of.getOrDefault(name, DeadLetterGroup.NONE).and(letter, redriven));
                });
    }

    /** Counts a record that is no dead letter of Leat's. */
    public void addForeign() {
        foreign++;
    }

    public DeadLetterGroup all() {
        return all;
    }

    public long foreign() {
        return foreign;
    }

    /** By code and what the model has said. */
    public DeadLetterReasons reasons() {
        return reasons;
    }

    /** By field, and by its value in alphabetical order. */
    public Map<DeadLetterField, Map<String, DeadLetterGroup>> groups() {
        return groups;
    }
}
