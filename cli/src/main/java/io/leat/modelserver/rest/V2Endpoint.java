// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.modelserver.NamedTensors;
import io.leat.modelserver.RefusedException;
import io.leat.modelserver.ServedModel;
import io.leat.modelserver.ServedUnits;
import io.leat.modelserver.Tensor;
import io.leat.modelserver.json.JsonTrees;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The V2 inference protocol's REST paths: health, metadata, readiness and infer. */
final class V2Endpoint implements RestEndpoint {

    private static final Pattern PATH =
            Pattern.compile(
                    "/v2/models/(?<model>[^/]+)(?:/versions/(?<version>[^/]+))?(?:/(?<action>infer|ready))?");

    private final ServedUnits units;

    V2Endpoint(ServedUnits units) {
        this.units = units;
    }

    @Override
    public boolean owns(String path) {
        return path.equals("/v2") || path.startsWith("/v2/");
    }

    @Override
    public JsonNode answer(RestRequest request) throws RefusedException {
        return switch (request.path()) {
            case "/v2" -> get(request, V2Bodies.server());
            case "/v2/health/live" -> get(request, JsonTrees.object().put("live", true));
            case "/v2/health/ready" -> get(request, JsonTrees.object().put("ready", true));
            default -> answerOfModel(request);
        };
    }

    private JsonNode answerOfModel(RestRequest request) throws RefusedException {
        Matcher path = PATH.matcher(request.path());
        if (!path.matches()) {
            throw RefusedException.notFound(
                    "path " + request.path() + " (expected: /v2/models/NAME/infer)");
        }
        String name = path.group("model");
        ServedModel model = units.find(ServedModel.class, name, path.group("version"));
        String action = path.group("action");
        if (action == null) {
            return get(request, V2Bodies.metadata(name, model));
        }
        return action.equals("infer")
                ? infer(name, model, request.object())
                : get(request, JsonTrees.object().put("name", name).put("ready", true));
    }

    private static JsonNode get(RestRequest request, JsonNode answer) throws RefusedException {
        request.require("GET");
        return answer;
    }

    private static JsonNode infer(String name, ServedModel model, JsonNode request)
            throws RefusedException {
        ObjectNode reply =
                JsonTrees.object()
                        .put("model_name", name)
                        .put("model_version", ServedUnits.VERSION);
        JsonNode id = request.path("id");
        if (!id.isMissingNode() && !id.isNull()) {
            reply.put("id", JsonTrees.text(id, "id"));
        }
        List<Tensor> inputs = new ArrayList<>();
        for (JsonNode input : JsonTrees.elements(request.path("inputs"), "inputs")) {
            inputs.add(V2Bodies.tensor(input));
        }
        List<String> asked = new ArrayList<>();
        for (JsonNode output : JsonTrees.elements(request.path("outputs"), "outputs")) {
            asked.add(JsonTrees.text(output.path("name"), "outputs"));
        }
        ArrayNode outputs = reply.putArray("outputs");
        NamedTensors.infer(model, inputs, asked)
                .forEach(output -> outputs.add(V2Bodies.tensor(output)));
        return reply;
    }
}
