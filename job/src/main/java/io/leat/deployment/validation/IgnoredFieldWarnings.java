// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.deployment.schema.EnumField;
import io.leat.deployment.schema.EnumField.ServerType;
import io.leat.deployment.schema.JsonFields;
import io.leat.deployment.schema.Paths;
import io.leat.deployment.schema.Problems;
import io.leat.deployment.validation.Units.Unit;
import java.util.List;
import java.util.Map;

/** Warnings about fields of a document that have no effect on Kafka. */
public final class IgnoredFieldWarnings {

    private static final int ALL = 100;

    static final String NO_ENGINE = "seldon.io/no-engine";
    static final String SERVICE_NAME = "seldon.io/svc-name";

    private static final List<String> HTTP_ONLY =
            List.of(
                    "seldon.io/istio-",
                    "seldon.io/ambassador-",
                    "getambassador.io/",
                    "seldon.io/headless-svc",
                    SERVICE_NAME);

    private final JsonNode spec;
    private final Problems problems;

    public IgnoredFieldWarnings(JsonNode spec, Problems problems) {
        this.spec = spec;
        this.problems = problems;
    }

    public void warn() {
        if (isOtherServerType(spec.path("serverType").asText(""))) {
            problems.warn(
                    "spec.serverType",
                    (spec.has("serverType") ? spec.path("serverType").asText() : "absent")
                            + " (expected: kafka; v1 would serve this deployment over HTTP and"
                            + " gRPC)");
        }
        if (spec.path("protocol").asText().equals("oip")) {
            problems.warn("spec.protocol", "oip is read as v2; v1 does not know the word");
        }
        annotations("spec", spec);
        List<JsonNode> predictors = JsonFields.list(spec, "predictors");
        for (int i = 0; i < predictors.size(); i++) {
            predictor("spec.predictors[" + i + "]", predictors.get(i));
            traffic("spec.predictors[" + i + "].traffic", predictors.get(i), predictors);
        }
    }

    /** A word that means nothing was refused already. */
    private static boolean isOtherServerType(String stated) {
        return stated.isEmpty() || EnumField.SERVER_TYPES.find(stated) == ServerType.RPC;
    }

    /** That of a shadow has an effect, and that of predictors which share a topic. */
    private void traffic(String path, JsonNode predictor, List<JsonNode> predictors) {
        if (!predictor.has("traffic") || predictor.path("shadow").asBoolean()) {
            return;
        }
        int percent = predictor.path("traffic").asInt();
        List<JsonNode> primaries =
                predictors.stream().filter(each -> !each.path("shadow").asBoolean()).toList();
        TrafficGroups groups = new TrafficGroups(spec, primaries);
        if (groups.isShared(predictor)) {
            if (groups.answersAll(predictor)) {
                problems.warn(
                        path,
                        percent
                                + ": ignored: with "
                                + TrafficGroups.ANNOTATION
                                + " all, each predictor answers every record of its input topic");
            }
        } else if (percent != ALL && primaries.size() > 1) {
            problems.warn(
                    path,
                    percent
                            + ": ignored: no other predictor that is no shadow reads its input"
                            + " topic, so it answers every record");
        } else if (percent != ALL && predictors.size() > 1) {
            problems.warn(
                    path,
                    percent
                            + ": ignored: it is the only predictor that is no shadow, and answers"
                            + " every record; a shadow's own traffic says what the shadow answers");
        }
    }

    private void predictor(String path, JsonNode predictor) {
        annotations(path, predictor);
        if (predictor.has("explainer")
                && JsonFields.text(predictor.path("explainer"), "type") != null) {
            problems.warn(path + ".explainer", "left out: explainers answer HTTP requests only");
        }
        if (predictor.has("ssl")) {
            problems.warn(path + ".ssl", "left out: it concerns v1's HTTP and gRPC servers only");
        }
        Units.preOrder(predictor.path("graph"), path + ".graph").forEach(this::unit);
    }

    private void unit(Unit unit) {
        String type = unit.json().path("endpoint").path("type").asText("");
        if (type.equals("GRPC") && !spec.has("transport")) {
            problems.warn(
                    unit.path() + ".endpoint.type",
                    "GRPC without spec.transport: called over REST, as v1 does");
        }
    }

    private void annotations(String path, JsonNode owner) {
        for (Map.Entry<String, JsonNode> entry : owner.path("annotations").properties()) {
            String name = entry.getKey();
            String at = Paths.child(path + ".annotations", name);
            if (name.equals(NO_ENGINE)) {
                problems.warn(
                        at, "ignored: with v1 nothing would read the topic, here records flow");
            } else if (HTTP_ONLY.stream().anyMatch(name::startsWith)) {
                problems.warn(at, "ignored: it concerns HTTP and gRPC traffic only");
            }
        }
    }
}
