// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.validation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.leat.deployment.schema.JsonFields;
import io.leat.deployment.schema.NearestName;
import io.leat.deployment.schema.Problems;
import io.leat.deployment.schema.ScalarValidator;
import io.leat.deployment.validation.Units.Unit;
import io.leat.graph.Switch;
import io.leat.graph.Switch.Case;
import io.leat.graph.SwitchCondition;
import io.leat.graph.SwitchCondition.Header;
import io.leat.graph.SwitchCondition.OneOf;
import io.leat.graph.SwitchCondition.Pointer;
import io.leat.graph.SwitchCondition.Prefix;
import io.leat.graph.SwitchCondition.Present;
import io.leat.graph.SwitchCondition.Range;
import io.leat.graph.SwitchCondition.Source;
import io.leat.graph.SwitchCondition.Test;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code parameters} of a LEAT_SWITCH: {@code default} names a child, and each of the
 * others is a case, a condition as JSON, in their order.
 */
public final class SwitchParameters {

    private static final String DEFAULT = "default";
    private static final String CHILD = "child";
    private static final String HEADER = "header";
    private static final String POINTER = "pointer";
    private static final String EQUALS = "equals";
    private static final String ONE_OF = "one-of";
    private static final String PREFIX = "prefix";
    private static final String PRESENT = "present";
    private static final List<String> LEAST = List.of("at-least", "above");
    private static final List<String> UPPER_BOUNDS = List.of("at-most", "below");
    private static final Set<String> KNOWN =
            new TreeSet<>(
                    List.of(
                            CHILD,
                            HEADER,
                            POINTER,
                            EQUALS,
                            ONE_OF,
                            PREFIX,
                            PRESENT,
                            "at-least",
                            "above",
                            "at-most",
                            "below"));
    private static final String TESTS =
            "one test: equals, one-of, prefix, present, or at-least, above, at-most and below for a"
                    + " range of numbers";
    private static final String EXAMPLE =
            "a condition as JSON, such as {\"header\": \"country\", \"one-of\": [\"DE\", \"AT\"],"
                    + " \"child\": \"german\"}";
    private static final Pattern POINTER_SYNTAX = Pattern.compile("(/([^~/]|~[01])*)*");

    private static final ObjectReader JSON =
            JsonMapper.builder()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build()
                    .readerFor(JsonNode.class);

    private final Unit unit;
    private final Problems problems;
    private final List<String> children;

    private SwitchParameters(Unit unit, Problems problems) {
        this.unit = unit;
        this.problems = problems;
        this.children =
                JsonFields.list(unit.json(), "children").stream()
                        .map(child -> child.path("name").asText())
                        .toList();
    }

    /** Reads them; null, and problems, where they do not say of each record where it goes. */
    public static @Nullable Switch read(Unit unit, Problems problems) {
        return new SwitchParameters(unit, problems).read();
    }

    private @Nullable Switch read() {
        List<JsonNode> parameters = JsonFields.list(unit.json(), "parameters");
        List<Case> cases = new ArrayList<>();
        List<String> paths = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Integer otherwise = null;
        boolean isStated = false;
        for (int i = 0; i < parameters.size(); i++) {
            String path = unit.path() + ".parameters[" + i + "]";
            String name = parameters.get(i).path("name").asText();
            String value = parameters.get(i).path("value").asText();
            if (!names.add(name)) {
                problems.error(
                        path + ".name",
                        ScalarValidator.quoted(name) + " (expected: a name of its own)");
            } else if (name.equals(DEFAULT)) {
                isStated = true;
                otherwise = otherwise(value, path + ".value");
            } else {
                Case read = read(name, value, path + ".value");
                if (read != null) {
                    cases.add(read);
                    paths.add(path);
                }
            }
        }
        if (!isStated) {
            problems.error(
                    unit.path() + ".parameters",
                    "no default (expected: a parameter \"default\" with the child of records that"
                            + " no case matches)");
        }
        boolean all = otherwise != null && cases.size() == parameters.size() - 1;
        return all && otherwise != null ? checked(new Switch(cases, otherwise), paths) : null;
    }

    private @Nullable Integer otherwise(String child, String path) {
        try {
            return child(child);
        } catch (RefusedException e) {
            problems.error(path, e.message);
            return null;
        }
    }

    /** Refuses what no record can come to; said only where everything else is right. */
    private Switch checked(Switch cases, List<String> paths) {
        for (int i = 0; i < paths.size(); i++) {
            Case before = cases.before(cases.cases().get(i));
            if (before != null) {
                problems.error(
                        paths.get(i) + ".value",
                        "never matches, as "
                                + ScalarValidator.quoted(before.name())
                                + " before it does wherever it would (expected: the narrower"
                                + " condition first)");
            }
        }
        for (int i = 0; i < children.size(); i++) {
            if (!cases.reaches(i)) {
                problems.error(
                        unit.path() + ".children[" + i + "].name",
                        ScalarValidator.quoted(children.get(i))
                                + " is never reached (expected: a case or the default of "
                                + ScalarValidator.quoted(unit.name())
                                + " that leads to it)");
            }
        }
        return cases;
    }

    private @Nullable Case read(String name, String value, String path) {
        try {
            JsonNode stated = object(value);
            unknown(stated);
            SwitchCondition condition = new SwitchCondition(source(stated), test(stated));
            if (!stated.path(CHILD).isTextual()) {
                throw new RefusedException("no child", "\"child\" with one of " + names());
            }
            return new Case(name, condition, child(stated.path(CHILD).textValue()));
        } catch (RefusedException e) {
            problems.error(path, e.message);
            return null;
        }
    }

    /** Says why a case or a default cannot be decided. */
    private static final class RefusedException extends Exception {

        private static final long serialVersionUID = 1L;

        private final String message;

        RefusedException(String found, String expected) {
            this.message = found + " (expected: " + expected + ")";
        }
    }

    private static JsonNode object(String value) throws RefusedException {
        try {
            JsonNode stated = JSON.readTree(value);
            if (stated.isObject()) {
                return stated;
            }
        } catch (JsonProcessingException e) {
            // as any other text that is no condition
        }
        throw new RefusedException(ScalarValidator.quoted(value), EXAMPLE);
    }

    private static void unknown(JsonNode stated) throws RefusedException {
        for (Map.Entry<String, JsonNode> member : stated.properties()) {
            if (!KNOWN.contains(member.getKey())) {
                String nearest = NearestName.of(member.getKey(), KNOWN);
                throw new RefusedException(
                        "member " + ScalarValidator.quoted(member.getKey()),
                        String.join(", ", KNOWN)
                                + (nearest == null ? "" : "; did you mean " + nearest + "?"));
            }
        }
    }

    private int child(String name) throws RefusedException {
        int position = children.indexOf(name);
        if (position < 0) {
            throw new RefusedException(
                    "child " + ScalarValidator.quoted(name), "one of " + names());
        }
        return position;
    }

    private String names() {
        return children.isEmpty()
                ? "its children, of which there are none"
                : String.join(", ", children);
    }

    private static Source source(JsonNode stated) throws RefusedException {
        if (stated.has(HEADER) == stated.has(POINTER)) {
            throw new RefusedException(
                    stated.has(HEADER) ? "a header and a pointer" : "neither header nor pointer",
                    "\"header\" with the name of a record's header, or \"pointer\" with a JSON"
                            + " pointer into its payload");
        }
        if (stated.has(HEADER)) {
            JsonNode header = stated.path(HEADER);
            if (!header.isTextual() || header.textValue().isBlank()) {
                throw new RefusedException("header " + header, "the name of a header");
            }
            return new Header(header.textValue().toLowerCase(Locale.ROOT));
        }
        JsonNode pointer = stated.path(POINTER);
        if (!pointer.isTextual() || !POINTER_SYNTAX.matcher(pointer.textValue()).matches()) {
            throw new RefusedException(
                    "pointer " + pointer, "a JSON pointer as in RFC 6901, such as /data/ndarray/0");
        }
        return new Pointer(pointer.textValue());
    }

    private static Test test(JsonNode stated) throws RefusedException {
        boolean range =
                LEAST.stream().anyMatch(stated::has) || UPPER_BOUNDS.stream().anyMatch(stated::has);
        List<String> found = new ArrayList<>();
        for (String name : List.of(EQUALS, ONE_OF, PREFIX, PRESENT)) {
            if (stated.has(name)) {
                found.add(name);
            }
        }
        if (found.size() + (range ? 1 : 0) != 1) {
            throw new RefusedException(
                    found.isEmpty()
                            ? "no test"
                            : String.join(" and ", found) + (range ? " and a range" : ""),
                    TESTS);
        }
        return range ? range(stated) : test(found.get(0), stated.path(found.get(0)));
    }

    private static Test test(String name, JsonNode value) throws RefusedException {
        return switch (name) {
            case EQUALS -> oneOf(name, List.of(value));
            case ONE_OF -> {
                List<JsonNode> values = new ArrayList<>();
                value.forEach(values::add);
                if (!value.isArray() || values.isEmpty()) {
                    throw new RefusedException(name + " " + value, "a list of at least one value");
                }
                yield oneOf(name, values);
            }
            case PREFIX -> {
                if (!value.isTextual() || value.textValue().isEmpty()) {
                    throw new RefusedException(name + " " + value, "a text");
                }
                yield new Prefix(value.textValue());
            }
            default -> {
                if (!value.isBoolean()) {
                    throw new RefusedException(name + " " + value, "true or false");
                }
                yield new Present(value.booleanValue());
            }
        };
    }

    private static Test oneOf(String name, List<JsonNode> values) throws RefusedException {
        Set<String> texts = new HashSet<>();
        List<BigDecimal> numbers = new ArrayList<>();
        for (JsonNode value : values) {
            if (value.isNumber()) {
                numbers.add(value.decimalValue());
            } else if (value.isTextual() || value.isBoolean()) {
                texts.add(value.asText());
            } else {
                throw new RefusedException(name + " " + value, "a text, a number, true or false");
            }
        }
        return new OneOf(texts, numbers);
    }

    private static Test range(JsonNode stated) throws RefusedException {
        Range range =
                new Range(
                        bound(stated, LEAST),
                        stated.has("above"),
                        bound(stated, UPPER_BOUNDS),
                        stated.has("below"));
        if (range.isEmpty()) {
            throw new RefusedException("a range without numbers", "a lower bound below the upper");
        }
        return range;
    }

    private static @Nullable BigDecimal bound(JsonNode stated, List<String> names)
            throws RefusedException {
        List<String> found = names.stream().filter(stated::has).toList();
        if (found.size() > 1) {
            throw new RefusedException(String.join(" and ", names), "one of them");
        }
        if (found.isEmpty()) {
            return null;
        }
        JsonNode bound = stated.path(found.get(0));
        if (!bound.isNumber()) {
            throw new RefusedException(found.get(0) + " " + bound, "a number");
        }
        return bound.decimalValue();
    }
}
