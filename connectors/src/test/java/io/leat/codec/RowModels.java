// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.protocol.Payload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Models in JSON that answer each row with something of this row alone. */
public final class RowModels {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RowModels() {}

    public static JsonNode tree(Payload payload) {
        try {
            return JSON.readTree(payload.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Payload payload(JsonNode tree) {
        return Payloads.json(tree.toString());
    }

    /** Each instance with itself and its text. */
    public static Payload tensorflow(Payload request) {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode predictions = answer.putArray("predictions");
        for (JsonNode instance : tree(request).get("instances")) {
            predictions.add(JSON.createArrayNode().add(instance).add(instance.toString()));
        }
        return payload(answer);
    }

    /** The first input as it is, and for each row a text of all inputs, if they are asked for. */
    public static Payload v2(Payload request) {
        JsonNode asked = tree(request);
        ObjectNode answer = JSON.createObjectNode().put("model_name", "m");
        for (String member : List.of("id", "parameters")) {
            if (asked.has(member)) {
                answer.set(member, asked.get(member));
            }
        }
        ArrayNode outputs = answer.putArray("outputs");
        JsonNode first = asked.at("/inputs/0");
        if (isAsked(asked, "copy")) {
            outputs.add(((ObjectNode) first.deepCopy()).put("name", "copy"));
        }
        if (isAsked(asked, "text")) {
            int rows = first.at("/shape/0").asInt();
            ObjectNode text = outputs.addObject().put("name", "text").put("datatype", "BYTES");
            ArrayNode data = text.putArray("data");
            text.putArray("shape").add(rows).add(2);
            for (int row = 0; row < rows; row++) {
                StringBuilder all = new StringBuilder();
                for (JsonNode input : asked.get("inputs")) {
                    all.append(input.get("name")).append(row(input, row, rows)).append(";,]\"");
                }
                data.add(all.toString()).add(row(first, row, rows).size());
            }
        }
        return payload(answer);
    }

    private static boolean isAsked(JsonNode request, String output) {
        JsonNode outputs = request.get("outputs");
        return outputs == null || outputs.findValuesAsText("name").contains(output);
    }

    private static List<JsonNode> row(JsonNode tensor, int row, int rows) {
        List<JsonNode> elements = new ArrayList<>();
        flatten(tensor.get("data"), elements);
        int width = elements.size() / rows;
        return elements.subList(row * width, (row + 1) * width);
    }

    private static void flatten(JsonNode data, List<JsonNode> into) {
        for (JsonNode element : data) {
            if (element.isArray()) {
                flatten(element, into);
            } else {
                into.add(element);
            }
        }
    }

    /** The rows as they are, of the same kind; tags and the puid come back as with Seldon's. */
    public static Payload seldon(Payload request) {
        ObjectNode answer = tree(request).deepCopy();
        ObjectNode data = (ObjectNode) answer.get("data");
        data.putArray("names").add("y");
        answer.withObject("/meta").putObject("requestPath").put("m", "image:1");
        if (data.has("ndarray")) {
            ArrayNode rows = JSON.createArrayNode();
            for (JsonNode row : data.get("ndarray")) {
                rows.add(row.toString());
            }
            data.set("ndarray", rows);
        }
        return payload(answer);
    }
}
