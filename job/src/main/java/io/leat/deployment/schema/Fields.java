// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leat.deployment.schema.FieldType.Field;
import io.leat.deployment.schema.FieldType.Listing;
import io.leat.deployment.schema.FieldType.Mapping;
import io.leat.deployment.schema.FieldType.Reference;
import io.leat.deployment.schema.FieldType.Scalar;
import io.leat.deployment.schema.FieldType.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The fields of a SeldonDeployment, from {@code fields.json}: shapes by name, in each the fields by
 * name. {@code !} after a field's name says that it is required; {@code []} after a type is a list
 * ({@code by a,b}: no two items alike in a and b), {@code {}} a map.
 */
final class Fields {

    private static final Map<String, Shape> SHAPES = load();

    private Fields() {}

    static Shape shape(String name) {
        return Objects.requireNonNull(SHAPES.get(name), name);
    }

    private static Map<String, Shape> load() {
        try (InputStream in = Fields.class.getResourceAsStream("fields.json")) {
            Map<String, Shape> shapes = new LinkedHashMap<>();
            JsonNode root = new ObjectMapper().readTree(in);
            root.properties().forEach(e -> shapes.put(e.getKey(), shapeOf(e.getValue())));
            return Map.copyOf(shapes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Shape shapeOf(JsonNode fields) {
        Map<String, Field> byName = new LinkedHashMap<>();
        fields.properties()
                .forEach(
                        e -> {
                            boolean required = e.getKey().endsWith("!");
                            String name = e.getKey().replace("!", "");
                            byName.put(name, new Field(type(e.getValue().textValue()), required));
                        });
        return new Shape(byName);
    }

    private static FieldType type(String text) {
        int by = text.indexOf(" by ");
        if (by >= 0) {
            List<String> keys = List.of(text.substring(by + " by ".length()).split(","));
            return new Listing(type(text.substring(0, by - "[]".length())), keys);
        }
        if (text.endsWith("[]")) {
            return new Listing(type(text.substring(0, text.length() - 2)), List.of());
        }
        if (text.endsWith("{}")) {
            return new Mapping(type(text.substring(0, text.length() - 2)));
        }
        return switch (text) {
            case "string" -> Scalar.STRING;
            case "secret" -> Scalar.SECRET;
            case "boolean" -> Scalar.BOOLEAN;
            case "integer" -> Scalar.INTEGER;
            case "int32" -> Scalar.INT32;
            case "int64" -> Scalar.INT64;
            case "intOrString" -> Scalar.INT_OR_STRING;
            case "quantity" -> Scalar.QUANTITY;
            case "dateTime" -> Scalar.DATE_TIME;
            case "object" -> Scalar.OBJECT;
            default -> new Reference(text);
        };
    }
}
