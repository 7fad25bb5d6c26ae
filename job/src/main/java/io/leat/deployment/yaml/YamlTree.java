// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.deployment.UnreadableFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;

/**
 * YAML events as trees, the way Kubernetes turns YAML into JSON: of a key that stands twice the
 * last counts, {@code <<} writes its keys at the place where it stands, and a key that is no string
 * becomes one.
 */
final class YamlTree {

    private final String source;
    private final TaggedScalars scalars;
    private final Iterator<Event> events;
    private final Map<String, JsonNode> anchors = new HashMap<>();
    private int values;

    YamlTree(String source, List<Event> events) {
        this.source = source;
        this.scalars = new TaggedScalars(source);
        this.events = events.iterator();
    }

    List<JsonNode> documents() throws UnreadableFileException {
        List<JsonNode> documents = new ArrayList<>();
        while (events.hasNext()) {
            if (events.next() instanceof DocumentStartEvent) {
                anchors.clear();
                values = 0;
                documents.add(value(events.next(), 0));
            }
        }
        return documents;
    }

    private JsonNode value(Event event, int depth) throws UnreadableFileException {
        if (depth > Limits.DEPTH) {
            throw fail(event, "nested deeper than " + Limits.DEPTH + " levels");
        }
        if (event instanceof AliasEvent alias) {
            return aliased(alias, depth);
        }
        count(event, 1);
        JsonNode value;
        if (event instanceof MappingStartEvent) {
            value = mapping(depth);
        } else if (event instanceof SequenceStartEvent) {
            value = sequence(depth);
        } else {
            value = scalars.read((ScalarEvent) event);
        }
        String anchor = ((NodeEvent) event).getAnchor();
        if (anchor != null) {
            anchors.put(anchor, value);
        }
        return value;
    }

    private JsonNode aliased(AliasEvent alias, int depth) throws UnreadableFileException {
        JsonNode target = anchors.get(alias.getAnchor());
        if (target == null) {
            throw fail(
                    alias,
                    "*" + alias.getAnchor() + " (expected: an anchor that was closed before)");
        }
        count(alias, size(target));
        if (depth + depthOf(target) > Limits.DEPTH) {
            throw fail(alias, "nested deeper than " + Limits.DEPTH + " levels");
        }
        return target;
    }

    private void count(Event event, long more) throws UnreadableFileException {
        if (values + more > Limits.VALUES) {
            throw fail(event, "more than " + Limits.VALUES + " values once aliases are followed");
        }
        values += (int) more;
    }

    /** Shared sub-trees count each time they are reached, up to the limit. */
    private static long size(JsonNode node) {
        long size = 1;
        for (JsonNode child : node) {
            size += size(child);
            if (size > Limits.VALUES) {
                return size;
            }
        }
        return size;
    }

    private static int depthOf(JsonNode node) {
        int deepest = 0;
        for (JsonNode child : node) {
            deepest = Math.max(deepest, 1 + depthOf(child));
        }
        return deepest;
    }

    private ArrayNode sequence(int depth) throws UnreadableFileException {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (Event next = events.next();
                !(next instanceof SequenceEndEvent);
                next = events.next()) {
            array.add(value(next, depth + 1));
        }
        return array;
    }

    private ObjectNode mapping(int depth) throws UnreadableFileException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (Event next = events.next(); !(next instanceof MappingEndEvent); next = events.next()) {
            boolean merge = isMerge(next);
            JsonNode key = value(next, depth + 1);
            Event at = events.next();
            JsonNode value = value(at, depth + 1);
            if (merge) {
                merge(object, value, at);
            } else {
                object.set(key(key, next), value);
            }
        }
        return object;
    }

    private static boolean isMerge(Event event) {
        return event instanceof ScalarEvent scalar
                && scalar.getValue().equals("<<")
                && scalar.isPlain();
    }

    private void merge(ObjectNode into, JsonNode from, Event at) throws UnreadableFileException {
        if (from instanceof ObjectNode object) {
            into.setAll(object);
            return;
        }
        for (int i = from.size() - 1; i >= 0; i--) {
            if (!(from.get(i) instanceof ObjectNode object)) {
                throw fail(at, "<< with a list of other things (expected: mappings)");
            }
            into.setAll(object);
        }
        if (!from.isArray()) {
            throw fail(at, "<< with a value that is no mapping (expected: a mapping or a list)");
        }
    }

    private String key(JsonNode key, Event at) throws UnreadableFileException {
        if (key.isContainerNode() || key.isNull()) {
            throw fail(at, "a key that is no text");
        }
        // as Go writes a float without a fraction
        return key.isDouble() && key.canConvertToLong() && key.canConvertToExactIntegral()
                ? Long.toString(key.longValue())
                : key.asText();
    }

    private UnreadableFileException fail(Event event, String problem) {
        return YamlDocuments.unreadable(source, event, problem);
    }
}
