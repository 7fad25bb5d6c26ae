// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.leat.modelserver.RefusedException;
import io.leat.modelserver.ServedUnit;
import io.leat.modelserver.json.JsonTrees;
import io.leat.modelserver.seldon.SeldonUnit;
import io.leat.protocol.UnitMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The seldon protocol's REST paths as Seldon's Python wrapper answers them, for one unit. */
final class SeldonEndpoint implements RestEndpoint {

    private static final Map<String, UnitMethod> PATHS =
            Map.of(
                    "/predict", UnitMethod.PREDICT,
                    "/transform-input", UnitMethod.TRANSFORM_INPUT,
                    "/transform-output", UnitMethod.TRANSFORM_OUTPUT,
                    "/route", UnitMethod.ROUTE,
                    "/aggregate", UnitMethod.AGGREGATE);

    /** Whether the wrapper is there. */
    private static final String PING = "/health/ping";

    /** What may stand in a message in place of {@code data}. */
    private static final List<String> NO_ARRAYS =
            List.of("strData", "binData", "jsonData", "customData");

    /** What the wrapper hands on of a message's {@code meta}. */
    private static final List<String> HANDED_ON = List.of("metrics", "puid", "requestPath", "tags");

    private final SeldonUnit unit;

    SeldonEndpoint(ServedUnit unit) {
        this.unit = new SeldonUnit(unit);
    }

    @Override
    public boolean owns(String path) {
        return PATHS.containsKey(path) || path.equals(PING);
    }

    @Override
    public JsonNode answer(RestRequest request) throws RefusedException {
        if (request.path().equals(PING)) {
            request.require("GET");
            return TextNode.valueOf("pong");
        }
        request.require("POST");
        UnitMethod asked =
                Objects.requireNonNull(PATHS.get(request.path()), "a path of no endpoint");
        JsonNode body = JsonTrees.read(request.body());
        List<JsonNode> data = new ArrayList<>();
        List<JsonNode> metas = new ArrayList<>();
        for (JsonNode message : asked == UnitMethod.AGGREGATE ? messages(body) : List.of(body)) {
            data.add(data(message));
            metas.add(meta(message.path("meta")));
        }
        ObjectNode answer = unit.answer(asked, data);
        return JsonTrees.object().<ObjectNode>set("data", answer).set("meta", metas.get(0));
    }

    /** What a combiner is sent: a list of messages, or an object with {@code seldonMessages}. */
    private static Iterable<JsonNode> messages(JsonNode body) throws RefusedException {
        if (body.isArray()) {
            return body;
        }
        return JsonTrees.elements(
                JsonTrees.requireObject(body, "body").path("seldonMessages"), "seldonMessages");
    }

    private static JsonNode data(JsonNode message) throws RefusedException {
        JsonTrees.requireObject(message, "body");
        for (String member : NO_ARRAYS) {
            if (message.has(member)) {
                throw SeldonUnit.noArray(member);
            }
        }
        return message.path("data");
    }

    private static JsonNode meta(JsonNode asked) throws RefusedException {
        ObjectNode meta = JsonTrees.object();
        if (!asked.isMissingNode() && !asked.isNull()) {
            JsonTrees.requireObject(asked, "meta");
            HANDED_ON.stream().filter(asked::has).forEach(name -> meta.set(name, asked.get(name)));
        }
        return meta;
    }

    @Override
    public JsonNode error(int status, String message) {
        ObjectNode error = JsonTrees.object();
        error.putObject("status")
                .put("code", -1)
                .put("info", message)
                .put(
                        "reason",
                        status < 500 ? "MICROSERVICE_BAD_DATA" : "MICROSERVICE_INTERNAL_ERROR")
                .put("status", 1);
        return error;
    }
}
