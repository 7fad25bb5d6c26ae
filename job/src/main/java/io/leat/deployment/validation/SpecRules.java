// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.deployment.schema.EnumField;
import io.leat.deployment.schema.EnumField.ServerType;
import io.leat.deployment.schema.EnvReader;
import io.leat.deployment.schema.JsonFields;
import io.leat.deployment.schema.Paths;
import io.leat.deployment.schema.Problems;
import io.leat.deployment.schema.ScalarValidator;
import io.leat.deployment.validation.Units.Unit;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What v1's webhook asks of a spec. */
// as
// operator/apis/machinelearning.seldon.io/v1/seldondeployment_webhook.go#ValidateSeldonDeployment
public final class SpecRules {

    private final JsonNode spec;
    private final Problems problems;

    public SpecRules(JsonNode spec, Problems problems) {
        this.spec = spec;
        this.problems = problems;
    }

    public void check() {
        Protocol protocol = word(EnumField.PROTOCOLS, "protocol");
        Transport transport = word(EnumField.TRANSPORTS, "transport");
        boolean kafka = word(EnumField.SERVER_TYPES, "serverType") == ServerType.KAFKA;
        List<JsonNode> predictors = JsonFields.list(spec, "predictors");
        if (predictors.isEmpty() && spec.has("predictors")) {
            problems.error("spec.predictors", "an empty list (expected: at least one predictor)");
        }
        ExternalServers.checkAnnotation(spec, "spec", problems);
        Map<String, String> endpointTypes = new HashMap<>();
        for (int i = 0; i < predictors.size(); i++) {
            String path = "spec.predictors[" + i + "]";
            JsonNode predictor = predictors.get(i);
            if (kafka && predictor.isObject()) {
                KafkaRules.check(EnvReader.read(predictor.path("svcOrchSpec")), path, problems);
            }
            if (predictor.has("graph")) {
                List<Unit> units = Units.preOrder(predictor.path("graph"), path + ".graph");
                new GraphRules(protocol, problems)
                        .check(units, ExternalServers.of(spec, predictor));
                ExternalServers.checkAnnotation(predictor, path, problems);
                noEngine(predictor, units, path);
                new PlaceholderRules(problems).check(predictor, units, path);
                units.forEach(unit -> endpointType(unit, endpointTypes));
            }
        }
        endpointTypes(endpointTypes, transport);
        uniqueNames(predictors);
        uniqueServiceNames(predictors);
        new TrafficRules(problems).check(spec, predictors);
    }

    private <T> @Nullable T word(EnumField<T> choice, String field) {
        String word = JsonFields.text(spec, field);
        return word == null ? null : choice.of(word, "spec." + field, problems);
    }

    private void noEngine(JsonNode predictor, List<Unit> units, String path) {
        if (predictor.path("annotations").has(IgnoredFieldWarnings.NO_ENGINE) && units.size() > 1) {
            problems.error(
                    Paths.child(path + ".annotations", IgnoredFieldWarnings.NO_ENGINE),
                    "stated on a graph of " + units.size() + " nodes (expected: one node)");
        }
    }

    private static void endpointType(Unit unit, Map<String, String> found) {
        String type = JsonFields.text(unit.json().path("endpoint"), "type");
        if (type != null) {
            found.putIfAbsent(type, unit.path() + ".endpoint.type");
        }
    }

    private void endpointTypes(Map<String, String> found, @Nullable Transport transport) {
        if (found.size() > 1) {
            found.entrySet().stream()
                    .sorted(Map.Entry.comparingByValue())
                    .skip(1)
                    .forEach(
                            e ->
                                    problems.error(
                                            e.getValue(),
                                            e.getKey()
                                                    + " (expected: one type in all nodes, or rather"
                                                    + " spec.transport)"));
        } else if (transport != null) {
            String other = transport == Transport.REST ? "GRPC" : "REST";
            String path = found.get(other);
            if (path != null) {
                problems.error(
                        path,
                        other + " (expected: none, as spec.transport is " + transport.wire() + ")");
            }
        }
    }

    private void uniqueNames(List<JsonNode> predictors) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < predictors.size(); i++) {
            String name = predictors.get(i).path("name").asText();
            if (predictors.get(i).has("name") && !names.add(name)) {
                problems.error(
                        "spec.predictors[" + i + "].name",
                        ScalarValidator.quoted(name)
                                + " (expected: a name no other predictor has)");
            }
        }
    }

    private void uniqueServiceNames(List<JsonNode> predictors) {
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < predictors.size(); i++) {
            JsonNode annotations = predictors.get(i).path("annotations");
            if (!annotations.has(IgnoredFieldWarnings.SERVICE_NAME)) {
                continue;
            }
            String name = annotations.path(IgnoredFieldWarnings.SERVICE_NAME).asText();
            String path =
                    Paths.child(
                            "spec.predictors[" + i + "].annotations",
                            IgnoredFieldWarnings.SERVICE_NAME);
            String other = names.putIfAbsent(name, path);
            if (other != null) {
                problems.error(
                        path,
                        ScalarValidator.quoted(name)
                                + " (expected: a name of its own; "
                                + other
                                + " has it too)");
            }
        }
    }
}
