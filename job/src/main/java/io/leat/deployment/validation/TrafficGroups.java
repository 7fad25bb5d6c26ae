// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.deployment.InputTopics;
import io.leat.deployment.schema.EnvReader;
import io.leat.deployment.schema.JsonFields;
import java.util.List;
import java.util.stream.Collectors;

/** The predictors of a spec that are no shadows, by the input topic that they read. */
final class TrafficGroups {

    /** Whether predictors that read one topic share its records, or each answers all of them. */
    static final String ANNOTATION = "leat.io/traffic";

    private final JsonNode spec;
    private final List<JsonNode> primaries;
    private final List<List<JsonNode>> groups;

    /**
     * Groups predictors.
     *
     * @param primaries those of the spec that are no shadows
     */
    TrafficGroups(JsonNode spec, List<JsonNode> primaries) {
        this.spec = spec;
        this.primaries = primaries;
        this.groups =
                InputTopics.groups(
                                primaries.stream()
                                        .map(each -> EnvReader.read(each.path("svcOrchSpec")))
                                        .toList())
                        .stream()
                        .map(group -> group.stream().map(primaries::get).toList())
                        .toList();
    }

    /** Whether each predictor reads a topic of its own. */
    boolean areApart() {
        return groups.size() == primaries.size();
    }

    /** Whether all read one topic. */
    boolean isOne() {
        return groups.size() == 1;
    }

    boolean stateNone() {
        return primaries.stream().noneMatch(each -> each.has("traffic"));
    }

    /** Whether the document states that each predictor answers all records of its topic. */
    boolean answerAll() {
        return primaries.stream().allMatch(this::answersAll);
    }

    /** The same of one predictor. */
    boolean answersAll(JsonNode predictor) {
        String own = JsonFields.text(predictor.path("annotations"), ANNOTATION);
        String stated = own == null ? JsonFields.text(spec.path("annotations"), ANNOTATION) : own;
        return stated != null && stated.strip().equalsIgnoreCase("all");
    }

    /** Those that share a topic with others. */
    List<List<JsonNode>> sharing() {
        return groups.stream().filter(group -> group.size() > 1).toList();
    }

    boolean isShared(JsonNode predictor) {
        return sharing().stream()
                .flatMap(List::stream)
                .anyMatch(predictor::equals); // of equal ones each is refused for its name
    }

    static String names(List<JsonNode> predictors) {
        return predictors.stream()
                .map(each -> each.path("name").asText())
                .collect(Collectors.joining(", "));
    }
}
