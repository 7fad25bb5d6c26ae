// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.leat.deployment.DeploymentDocument;
import io.leat.deployment.DeploymentTree;
import io.leat.deployment.Predictor;
import io.leat.graph.Endpoint;
import io.leat.graph.Implementation;
import io.leat.graph.Node;
import io.leat.graph.UnitType;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields of a predictor that both forms of the answer show. */
final class ValidationFields {

    private ValidationFields() {}

    /** The percentage of the records that a shadow answers; null for a predictor that is none. */
    static @Nullable Integer sampled(Predictor predictor) {
        Integer stated = predictor.traffic();
        return predictor.shadow() ? stated == null ? Integer.valueOf(100) : stated : null;
    }

    /** Where a node is called; null where nothing listens. */
    static @Nullable String endpoint(Predictor predictor, Node node) {
        Endpoint endpoint = node.endpoint();
        return endpoint == null ? null : endpoint.address(predictor.transport());
    }

    /**
     * What {@code methods} adds to the methods of the node's type, in the order in which they are
     * called, separated by commas; null where it adds none.
     */
    static @Nullable String methods(Node node) {
        return node.methods().isEmpty()
                ? null
                : node.methods().stream().sorted().map(Enum::name).collect(Collectors.joining(","));
    }

    /** A node's type and its implementation, as the document states it. */
    static String kind(Node node, JsonNode unit) {
        String implementation = implementation(unit);
        if (implementation == null) {
            return node.type().name();
        }
        return node.type() == UnitType.UNKNOWN_TYPE
                ? implementation
                : node.type() + " " + implementation;
    }

    /** The implementation as it is stated, known or not; null where none is. */
    static @Nullable String implementation(JsonNode unit) {
        String stated = unit.path("implementation").asText("");
        return stated.isEmpty() || stated.equals(Implementation.UNKNOWN_IMPLEMENTATION.name())
                ? null
                : stated;
    }

    /** The graph of a predictor as the document states it. */
    static JsonNode graph(DeploymentDocument document, int predictor) {
        DeploymentTree tree = document.tree();
        return tree == null
                ? MissingNode.getInstance()
                : tree.checked().path("spec").path("predictors").path(predictor).path("graph");
    }
}
