// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.yaml;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;

/** The lines of a YAML text that continue something opened by a bracket or a quote. */
final class FlowRanges {

    private final BitSet lines = new BitSet();

    private FlowRanges() {}

    static FlowRanges of(List<Event> events) {
        FlowRanges result = new FlowRanges();
        Deque<CollectionStartEvent> open = new ArrayDeque<>();
        for (Event event : events) {
            if (event instanceof CollectionStartEvent start) {
                open.push(start);
            } else if (event instanceof CollectionEndEvent) {
                CollectionStartEvent start = open.pop();
                if (start.isFlow()) {
                    result.add(start, event);
                }
            } else if (event instanceof ScalarEvent) {
                result.add(event, event);
            }
        }
        return result;
    }

    private void add(Event first, Event last) {
        lines.set(first.getStartMark().getLine() + 1, last.getEndMark().getLine() + 1);
    }

    /** Whether the line, counted from 0, begins inside such a range. */
    boolean containsLine(int line) {
        return lines.get(line);
    }
}
