// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.rest;

import io.leat.modelserver.RefusedException;
import io.leat.modelserver.ServedModel;
import io.leat.modelserver.ServedUnits;
import io.leat.modelserver.Tensor;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
    public byte[] answer(RestRequest request) throws RefusedException {
        byte[] ofServer = answerOfServer(request);
        if (ofServer != null) {
            return ofServer;
        }
        Matcher path = PATH.matcher(request.path());
        if (!path.matches()) {
            throw RefusedException.notFound(
                    "path " + request.path() + " (expected: /v2/models/NAME/infer)");
        }
        String name = path.group("model");
        ServedModel model = units.find(ServedModel.class, name, path.group("version"));
        String action = path.group("action");
        if (action != null && action.equals("infer")) {
            request.require("POST");
            return infer(name, model, request.body());
        }
        request.require("GET");
        return action == null ? V2Reply.metadata(name, model) : V2Reply.ready(name);
    }

    private static byte @Nullable [] answerOfServer(RestRequest request) throws RefusedException {
        byte[] answer =
                switch (request.path()) {
                    case "/v2" -> V2Reply.server();
                    case "/v2/health/live" -> V2Reply.flag("live");
                    case "/v2/health/ready" -> V2Reply.flag("ready");
                    default -> null;
                };
        if (answer != null) {
            request.require("GET");
        }
        return answer;
    }

    private static byte[] infer(String name, ServedModel model, byte[] body)
            throws RefusedException {
        V2Request request = V2Request.read(body, model);
        List<Tensor> outputs = model.infer(request.tensors());
        return V2Reply.infer(name, request, outputs);
    }
}
