// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.rest;

import io.leat.modelserver.RefusedException;
import io.leat.modelserver.ServedModel;
import io.leat.modelserver.ServedUnits;
import io.leat.modelserver.Tensor;
import java.util.List;
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
    public byte[] answer(RestRequest request) throws RefusedException {
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
            request.require("POST");
            return predict(model, request.body());
        }
        throw RefusedException.notFound("action \"" + action + "\" (expected: \":predict\")");
    }

    private static byte[] predict(ServedModel model, byte[] body) throws RefusedException {
        TensorFlowRequest request = TensorFlowRequest.read(body, model.inputs());
        List<Tensor> outputs = model.infer(request.tensors());
        return switch (request.format()) {
            case ROWS -> TensorFlowReply.rows(outputs);
            case COLUMNS -> TensorFlowReply.columns(outputs);
        };
    }
}
