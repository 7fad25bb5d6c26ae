// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.reader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.deployment.Predictor;
import io.leat.deployment.Problem;
import io.leat.deployment.UnreadableFileException;
import io.leat.deployment.schema.CanonicalWords;
import io.leat.deployment.schema.EnvReader;
import io.leat.deployment.schema.JsonFields;
import io.leat.deployment.schema.Problems;
import io.leat.deployment.schema.StatedEndpoint;
import io.leat.deployment.schema.TypeCheck;
import io.leat.deployment.validation.GraphRules;
import io.leat.deployment.validation.Units;
import io.leat.deployment.validation.Units.Unit;
import io.leat.deployment.yaml.Documents;
import io.leat.graph.Endpoint;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The predictor that v1's operator hands to its executor in the variable {@code ENGINE_PREDICTOR}:
 * base64 of a predictor's JSON, endpoints filled in. Protocol and transport are not part of it.
 *
 * @param errors what keeps it from being used
 * @param warnings what is left out
 * @param predictor null exactly if there are errors
 */
public record EnginePredictor(
        List<Problem> errors, List<Problem> warnings, @Nullable Predictor predictor) {

    /** The variable that holds it. */
    public static final String VARIABLE = "ENGINE_PREDICTOR";

    private static final Pattern WHITESPACE = Pattern.compile("\\s");

    public EnginePredictor {
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads the variable's value.
     *
     * @throws UnreadableFileException if it is no base64 of a JSON object
     */
    public static EnginePredictor read(String base64, Protocol protocol, Transport transport)
            throws UnreadableFileException {
        JsonNode stated = decode(base64);
        Problems problems = new Problems();
        ObjectNode checked = new TypeCheck(problems).structure("Predictor", stated, "");
        CanonicalWords.writePredictor(checked);
        JsonNode graph = checked.path("graph");
        List<Unit> units = checked.has("graph") ? Units.preOrder(graph, "graph") : List.of();
        new GraphRules(protocol, problems).words(units);
        boolean valid = problems.errors().isEmpty();
        return new EnginePredictor(
                problems.errors(),
                problems.warnings(),
                valid ? predictor(checked, protocol, transport) : null);
    }

    private static JsonNode decode(String base64) throws UnreadableFileException {
        byte[] json;
        try {
            json = Base64.getDecoder().decode(WHITESPACE.matcher(base64).replaceAll(""));
        } catch (IllegalArgumentException e) {
            throw new UnreadableFileException(
                    VARIABLE, 0, 0, "no base64 (expected: base64 of a predictor's JSON)");
        }
        List<JsonNode> documents = Documents.of(new String(json, StandardCharsets.UTF_8), VARIABLE);
        return documents.size() == 1 ? documents.get(0) : JsonNodeFactory.instance.nullNode();
    }

    private static Predictor predictor(JsonNode checked, Protocol protocol, Transport transport) {
        NodeReader nodes = new NodeReader(unit -> endpoint(unit, transport));
        return new Predictor(
                checked.path("name").asText(),
                checked.path("shadow").asBoolean(),
                checked.has("traffic") ? checked.path("traffic").asInt() : null,
                protocol,
                protocol.wire(),
                transport,
                nodes.read(checked.path("graph")),
                EnvReader.read(checked.path("svcOrchSpec")),
                JsonFields.map(checked, "annotations"),
                checked.path("replicas").asInt(1),
                Set.of());
    }

    private static @Nullable Endpoint endpoint(JsonNode unit, Transport transport) {
        return StatedEndpoint.merge(unit, transport, null);
    }
}
