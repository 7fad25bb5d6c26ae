// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.modelserver.RefusedException;
import io.leat.modelserver.ServedModel;
import io.leat.modelserver.ServedUnits;
import io.leat.modelserver.Tensor;
import io.leat.modelserver.json.JsonTensors;
import io.leat.modelserver.json.JsonTrees;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** TensorFlow Serving's REST paths: predict, status and metadata. */
final class TensorFlowEndpoint implements RestEndpoint {

    private static final Pattern PATH =
            Pattern.compile(
                    "/v1/models/(?<model>[^/:]+)(?:/versions/(?<version>[^/:]+))?(?<action>:[^/]+|/metadata)?");

    private final ServedUnits units;

    TensorFlowEndpoint(ServedUnits units) {
        this.units = units;
    }

    @Override
    public boolean owns(String path) {
        return path.startsWith("/v1/");
    }

    @Override
    public JsonNode answer(RestRequest request) throws RefusedException {
        Matcher path = PATH.matcher(request.path());
        if (!path.matches()) {
            throw RefusedException.notFound(
                    "path " + request.path() + " (expected: /v1/models/NAME:predict)");
        }
        ServedModel model =
                units.find(ServedModel.class, path.group("model"), path.group("version"));
        String action = path.group("action");
        if (action == null) {
            request.require("GET");
            return TensorFlowMetadata.status();
        }
        if (action.equals("/metadata")) {
            request.require("GET");
            return TensorFlowMetadata.metadata(path.group("model"), model);
        }
        if (action.equals(":predict")) {
            return predict(model, request.object());
        }
        throw RefusedException.notFound("action \"" + action + "\" (expected: \":predict\")");
    }

    /** Answers in the format of the request. */
    private static JsonNode predict(ServedModel model, JsonNode request) throws RefusedException {
        List<Tensor> outputs = model.infer(TensorFlowRequest.read(request, model.inputs()));
        if (!request.has(TensorFlowRequest.ROWS)) {
            return JsonTrees.object().set("outputs", named(outputs, JsonTensors::nested));
        }
        ObjectNode reply = JsonTrees.object();
        ArrayNode predictions = reply.putArray("predictions");
        int rows = commonRows(outputs);
        for (int i = 0; i < rows; i++) {
            int row = i;
            predictions.add(named(outputs, output -> JsonTensors.row(output, row)));
        }
        return reply;
    }

    /** A model's only output goes out bare, several go out by name. */
    private static JsonNode named(List<Tensor> outputs, Function<Tensor, JsonNode> json) {
        if (outputs.size() == 1) {
            return json.apply(outputs.get(0));
        }
        ObjectNode named = JsonTrees.object();
        outputs.forEach(output -> named.set(output.name(), json.apply(output)));
        return named;
    }

    private static int commonRows(List<Tensor> outputs) throws RefusedException {
        List<Long> rows =
                outputs.stream()
                        .map(output -> output.shape().lengths())
                        .map(lengths -> lengths.isEmpty() ? -1L : lengths.get(0))
                        .distinct()
                        .toList();
        if (rows.size() != 1 || rows.get(0) < 0) {
            throw RefusedException.badRequest(
                    "the model's outputs share no batch dimension (expected: \"inputs\" in place of"
                            + " \"instances\")");
        }
        return Math.toIntExact(rows.get(0));
    }
}
