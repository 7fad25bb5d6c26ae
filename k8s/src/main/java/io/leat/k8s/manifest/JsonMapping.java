// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.manifest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Between trees and the library's typed objects. */
public final class JsonMapping {

    private static final ObjectMapper WRITER =
            JsonMapper.builder()
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                    .build();

    private JsonMapping() {}

    public static ObjectNode of(Object typed) {
        return typed instanceof ObjectNode tree
                ? tree
                : (ObjectNode) FieldOrder.of(WRITER.valueToTree(typed));
    }

    /** Compact JSON, as v1 puts it into variables. */
    public static String json(JsonNode tree) {
        return tree.toString();
    }

    /**
     * A tree as a typed object.
     *
     * @param unknown told the path of every field that the type does not have, and that is left out
     * @throws IllegalArgumentException naming the field whose value is of another type
     */
    public static <T> T typed(JsonNode tree, Class<T> type, List<String> unknown) {
        ObjectMapper reader =
                JsonMapper.builder().annotationIntrospector(new KnownFieldsOnly()).build();
        reader.addHandler(
                new DeserializationProblemHandler() {
                    @Override
                    public boolean handleUnknownProperty(
                            DeserializationContext context,
                            JsonParser parser,
                            JsonDeserializer<?> deserializer,
                            Object bean,
                            String name)
                            throws IOException {
                        unknown.add(path(parser.getParsingContext().pathAsPointer().toString()));
                        parser.skipChildren();
                        return true;
                    }
                });
        try {
            return reader.treeToValue(withoutNulls(tree), type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    e instanceof JsonMappingException mapping ? field(mapping) : "", e);
        }
    }

    private static String field(JsonMappingException failure) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : failure.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }

    /** {@code /containers/0/image} as {@code containers[0].image}. */
    private static String path(String pointer) {
        return pointer.substring(1).replaceAll("/(\\d+)(?=/|$)", "[$1]").replace('/', '.');
    }

    /**
     * A null field counts as absent; integers as short as they are, as the library expects them.
     */
    public static JsonNode withoutNulls(JsonNode tree) {
        if (tree instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            object.properties()
                    .forEach(
                            e -> {
                                if (!e.getValue().isNull()) {
                                    copy.set(e.getKey(), withoutNulls(e.getValue()));
                                }
                            });
            return copy;
        }
        if (tree instanceof ArrayNode list) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            list.forEach(item -> copy.add(withoutNulls(item)));
            return copy;
        }
        if (tree.canConvertToInt() && tree.isIntegralNumber()) {
            return JsonNodeFactory.instance.numberNode(tree.intValue());
        }
        if (tree.canConvertToLong() && tree.isIntegralNumber()) {
            return JsonNodeFactory.instance.numberNode(tree.longValue());
        }
        return tree;
    }

    public static Map<String, String> map(JsonNode object) {
        Map<String, String> map = new LinkedHashMap<>();
        object.properties().forEach(e -> map.put(e.getKey(), e.getValue().asText()));
        return map;
    }

    public static List<JsonNode> list(JsonNode array) {
        List<JsonNode> items = new ArrayList<>();
        array.forEach(items::add);
        return items;
    }

    /** A text field, or null where it is absent or empty. */
    public static @Nullable String text(JsonNode object, String field) {
        String text = object.path(field).asText("");
        return text.isEmpty() ? null : text;
    }

    /** Blind for the place where the library's classes keep what they do not know. */
    private static final class KnownFieldsOnly extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1L;

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return false;
        }

        @Override
        public @Nullable Boolean hasAnyGetter(Annotated annotated) {
            return false;
        }

        @Override
        public JsonIgnoreProperties.Value findPropertyIgnoralByName(
                MapperConfig<?> config, Annotated annotated) {
            return JsonIgnoreProperties.Value.empty();
        }
    }
}
