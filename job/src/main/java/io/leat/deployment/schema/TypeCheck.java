// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.deployment.Problem;
import io.leat.deployment.schema.FieldType.Field;
import io.leat.deployment.schema.FieldType.Listing;
import io.leat.deployment.schema.FieldType.Mapping;
import io.leat.deployment.schema.FieldType.Reference;
import io.leat.deployment.schema.FieldType.Scalar;
import io.leat.deployment.schema.FieldType.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares a document with the fields it may have, without coercing anything, and copies what is
 * right: the copy holds no unknown field and no value of a wrong type, and a null only in place of
 * a list's wrong item, so that all other problems are still found.
 */
public final class TypeCheck {

    /** The custom resource definition spells out this many levels of children. */
    private static final int LEVELS = 10;

    /** The beginning of a message about a field that v1 does not know. */
    public static final String UNKNOWN = "unknown field, dropped";

    private static final String DID_YOU_MEAN = ": did you mean ";

    private final Problems problems;

    public TypeCheck(Problems problems) {
        this.problems = problems;
    }

    /** Those of some warnings that name the field that was probably meant. */
    public static List<Problem> misspelt(List<Problem> warnings) {
        return warnings.stream()
                .filter(warning -> warning.message().startsWith(UNKNOWN + DID_YOU_MEAN))
                .toList();
    }

    /** The document's copy; an empty object if it is no object at all. */
    public ObjectNode structure(String shape, JsonNode value, String path) {
        JsonNode copy = check(new Reference(shape), value, path);
        return copy instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
    }

    private @Nullable JsonNode check(FieldType type, JsonNode value, String path) {
        if (type instanceof Scalar scalar) {
            return scalar(scalar, value, path);
        } else if (type instanceof Listing listing) {
            return listing(listing, value, path);
        } else if (type instanceof Mapping mapping) {
            return mapping(mapping, value, path);
        } else {
            return object((Reference) type, value, path);
        }
    }

    /**
     * A variable's value is often a number or a boolean without quotes; its name says which it is.
     */
    private void valueOfVariable(ObjectNode variable, String path) {
        JsonNode value = variable.path("value");
        String name = variable.path("name").asText("");
        problems.error(
                path,
                (name.isEmpty() ? "" : name + ": ")
                        + ScalarValidator.found(Scalar.SECRET, value)
                        + expected("text, in quotes where it looks like something else"));
    }

    private @Nullable JsonNode scalar(Scalar type, JsonNode value, String path) {
        if (ScalarValidator.fits(type, value)) {
            return value;
        }
        problems.error(path, ScalarValidator.found(type, value) + expected(type.expected()));
        return null;
    }

    private @Nullable JsonNode listing(Listing type, JsonNode value, String path) {
        if (!(value instanceof ArrayNode list)) {
            problems.error(path, ScalarValidator.found(value) + expected("a list"));
            return null;
        }
        ArrayNode copy = JsonNodeFactory.instance.arrayNode();
        Set<List<String>> seen = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            JsonNode item = check(type.item(), list.get(i), path + "[" + i + "]");
            if (item != null && !type.keys().isEmpty() && !seen.add(identity(type.keys(), item))) {
                problems.error(
                        path + "[" + i + "]",
                        "a second item with the same "
                                + String.join(" and ", type.keys())
                                + expected("one"));
            }
            copy.add(item); // a null keeps the positions of those that follow
        }
        return copy;
    }

    private static List<String> identity(List<String> keys, JsonNode item) {
        return keys.stream()
                .map(key -> item.path(key).asText(key.equals("protocol") ? "TCP" : ""))
                .toList();
    }

    private @Nullable JsonNode mapping(Mapping type, JsonNode value, String path) {
        if (!(value instanceof ObjectNode object)) {
            problems.error(path, ScalarValidator.found(value) + expected("an object"));
            return null;
        }
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            if (!entry.getValue().isNull()) {
                String at = Paths.child(path, entry.getKey());
                JsonNode item = check(type.value(), entry.getValue(), at);
                if (item != null) {
                    copy.set(entry.getKey(), item);
                }
            }
        }
        return copy;
    }

    private @Nullable JsonNode object(Reference type, JsonNode value, String path) {
        if (!(value instanceof ObjectNode object)) {
            problems.error(path, ScalarValidator.found(value) + expected("an object"));
            return null;
        }
        Shape shape = Fields.shape(type.shape());
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, Field> entry : shape.fields().entrySet()) {
            if (entry.getKey().equals("value") && isVariable(type) && isNoText(object)) {
                valueOfVariable(object, Paths.child(path, "value"));
            } else {
                field(entry.getKey(), entry.getValue(), object, path, copy);
            }
        }
        warnOfUnknown(shape, object, path);
        return copy;
    }

    private static boolean isVariable(Reference type) {
        return type.shape().equals("EnvVar");
    }

    private static boolean isNoText(ObjectNode variable) {
        JsonNode value = variable.path("value");
        return !value.isMissingNode() && !value.isNull() && !value.isTextual();
    }

    private void field(String name, Field field, ObjectNode from, String path, ObjectNode copy) {
        String at = Paths.child(path, name);
        JsonNode value = from.get(name);
        if (value == null || value.isNull()) {
            if (field.required()) {
                problems.error(at, "absent" + expected(kind(field.type())));
            }
        } else if (name.equals("children") && at.split("\\.children", -1).length > LEVELS + 1) {
            problems.warn(at, "dropped: Kubernetes keeps " + LEVELS + " levels of children");
        } else {
            JsonNode checked = check(field.type(), value, at);
            if (checked != null) {
                copy.set(name, checked);
            }
        }
    }

    private static String kind(FieldType type) {
        if (type instanceof Scalar scalar) {
            return scalar.expected();
        }
        return type instanceof Listing ? "a list" : "an object";
    }

    private void warnOfUnknown(Shape shape, ObjectNode object, String path) {
        if (!path.startsWith("spec") && !path.contains(".spec")) {
            return;
        }
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            if (!shape.fields().containsKey(entry.getKey())) {
                @Nullable String nearest = NearestName.of(entry.getKey(), shape.fields().keySet());
                problems.warn(
                        Paths.child(path, entry.getKey()),
                        UNKNOWN + (nearest == null ? "" : DID_YOU_MEAN + nearest + "?"));
            }
        }
    }

    private static String expected(String what) {
        return " (expected: " + what + ")";
    }
}
