// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.graph;

import io.leat.protocol.BadPayloadException;
import io.leat.protocol.MessageCodec;
import io.leat.protocol.Payload;
import io.leat.protocol.PointedValue;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the child of a LEAT_SWITCH node that a record goes to. It looks at the record as it was
 * read, wherever in its graph the node stands, so that a repeat after a failure takes the same way.
 *
 * @param cases in the order in which they are tried: the first that matches wins
 * @param otherwise the child of a record that none of them matches
 */
public record Switch(List<Case> cases, int otherwise) implements Serializable {

    private static final long serialVersionUID = 1L;

    public Switch {
        cases = List.copyOf(cases);
    }

    /**
     * One condition and where it leads.
     *
     * @param name of its parameter
     * @param child counted from 0
     */
    public record Case(String name, SwitchCondition condition, int child) implements Serializable {

        private static final long serialVersionUID = 1L;
    }

    /**
     * The child a record goes to.
     *
     * @param header gives the last header of a name in lower case, whatever its case there
     * @throws BadPayloadException if a pointer is to look into a payload that is no JSON
     */
    int child(Payload record, Function<String, @Nullable String> header, MessageCodec codec)
            throws BadPayloadException {
        Map<SwitchCondition.Source, @Nullable PointedValue> read = new HashMap<>();
        for (Case each : cases) {
            SwitchCondition.Source source = each.condition.source();
            if (!read.containsKey(source)) {
                read.put(source, value(source, record, header, codec));
            }
            if (each.condition.test().holds(read.get(source))) {
                return each.child;
            }
        }
        return otherwise;
    }

    private static @Nullable PointedValue value(
            SwitchCondition.Source source,
            Payload record,
            Function<String, @Nullable String> header,
            MessageCodec codec)
            throws BadPayloadException {
        if (source instanceof SwitchCondition.Pointer pointer) {
            return codec.valueAt(record, pointer.pointer());
        }
        String text = header.apply(((SwitchCondition.Header) source).name());
        return text == null ? null : new PointedValue(text);
    }

    /** The first of its cases that matches all that this one does; null if there is none. */
    public @Nullable Case before(Case later) {
        return cases.stream()
                .takeWhile(each -> !each.equals(later))
                .filter(each -> each.condition.source().equals(later.condition.source()))
                .filter(each -> each.condition.test().covers(later.condition.test()))
                .findFirst()
                .orElse(null);
    }

    /** Whether any record can be sent to a child. */
    public boolean reaches(int child) {
        return Stream.concat(
                        cases.stream().filter(each -> before(each) == null).map(Case::child),
                        Stream.of(otherwise))
                .anyMatch(reached -> reached == child);
    }

    /** The pointers it looks at records with, none twice. */
    List<String> pointers() {
        return cases.stream()
                .map(each -> each.condition.source())
                .filter(SwitchCondition.Pointer.class::isInstance)
                .map(source -> ((SwitchCondition.Pointer) source).pointer())
                .distinct()
                .toList();
    }
}
