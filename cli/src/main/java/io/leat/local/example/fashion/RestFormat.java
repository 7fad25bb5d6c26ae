// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.example.fashion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leat.local.example.picture.GreyImage;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.Payload;
import io.leat.protocol.Protocol;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Requests and answers in JSON. */
record RestFormat(Protocol protocol) implements FashionFormat {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public Payload request(GreyImage image) {
        byte[] body =
                switch (protocol) {
                    case SELDON -> FashionRequest.seldon(image);
                    case TENSORFLOW -> FashionRequest.json(image);
                    case V2 -> FashionRequest.v2(image);
                };
        return new Payload(body, "application/json");
    }

    @Override
    public FashionAnswer read(Payload answer) throws BadPayloadException {
        JsonNode json = json(answer.body());
        return switch (protocol) {
            case SELDON -> seldon(json);
            case TENSORFLOW -> FashionAnswer.of(tensorflow(json, answer.body()));
            case V2 -> v2(json);
        };
    }

    private static JsonNode json(byte[] body) throws BadPayloadException {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new BadPayloadException("reply: malformed JSON");
        }
    }

    private static FashionAnswer seldon(JsonNode message) throws BadPayloadException {
        JsonNode data = message.path("data");
        JsonNode row = data.path("ndarray").path(0);
        boolean named = data.path("names").path(0).asText().equals(ClassNamer.LABEL);
        Map<String, Integer> routing = new HashMap<>();
        message.path("meta")
                .path("routing")
                .properties()
                .forEach(entry -> routing.put(entry.getKey(), entry.getValue().asInt()));
        FashionPrediction prediction =
                named
                        ? FashionPrediction.named(row.path(0).asText(), row.path(1).asDouble())
                        : scored(row);
        return new FashionAnswer(prediction, routing, null);
    }

    private static FashionPrediction tensorflow(JsonNode reply, byte[] body)
            throws BadPayloadException {
        JsonNode row = reply.path("predictions").path(0);
        return row.isObject()
                ? FashionPrediction.named(
                        row.path(ClassNamer.LABEL).asText(), row.path(ClassNamer.SCORE).asDouble())
                : FashionPrediction.read(body);
    }

    private static FashionAnswer v2(JsonNode reply) throws BadPayloadException {
        JsonNode label = output(reply, ClassNamer.LABEL);
        FashionPrediction prediction =
                label == null
                        ? scored(data(reply, FashionExample.PROBABILITIES.name()))
                        : FashionPrediction.named(
                                label.path("data").path(0).asText(),
                                data(reply, ClassNamer.SCORE).path(0).asDouble());
        return new FashionAnswer(prediction, Map.of(), reply.path("model_name").asText(null));
    }

    private static JsonNode data(JsonNode reply, String name) throws BadPayloadException {
        JsonNode output = output(reply, name);
        if (output == null) {
            throw new BadPayloadException("reply: no output \"" + name + "\"");
        }
        return output.path("data");
    }

    private static @Nullable JsonNode output(JsonNode reply, String name) {
        for (JsonNode output : reply.path("outputs")) {
            if (output.path("name").asText().equals(name)) {
                return output;
            }
        }
        return null;
    }

    private static FashionPrediction scored(JsonNode scores) throws BadPayloadException {
        return FashionPrediction.read(
                StreamSupport.stream(scores.spliterator(), false)
                        .mapToDouble(JsonNode::asDouble)
                        .toArray());
    }
}
