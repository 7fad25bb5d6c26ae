// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.deployment.DeploymentDocument;
import io.leat.deployment.Predictor;
import io.leat.deployment.SeldonDeployment;
import io.leat.graph.Node;
import io.leat.job.plan.PredictorTopics;
import java.util.List;
import java.util.Objects;

/** The answer of {@code leat validate} for a person. */
public final class ValidationText {

    private static final String NOT_KNOWN = "(topic not in the file)";

    private final StringBuilder text = new StringBuilder();

    private final PredictorTopics.Finder topics;

    private ValidationText(PredictorTopics.Finder topics) {
        this.topics = topics;
    }

    /**
     * The answer.
     *
     * @param connections of each document; empty where nothing was asked
     */
    public static String of(
            List<DeploymentDocument> documents,
            PredictorTopics.Finder topics,
            List<List<ConnectionAnswer>> connections) {
        ValidationText answer = new ValidationText(topics);
        for (int i = 0; i < documents.size(); i++) {
            answer.document(documents.get(i));
            answer.connections(connections.isEmpty() ? List.of() : connections.get(i));
        }
        return answer.text.toString();
    }

    private void connections(List<ConnectionAnswer> connections) {
        for (ConnectionAnswer each : connections) {
            line((each.reached() ? "  reached: " : "  not reached: ") + each.message());
        }
    }

    private void document(DeploymentDocument document) {
        String name = Objects.requireNonNullElse(document.name(), "(no name)");
        line(
                document.source()
                        + " ["
                        + document.document()
                        + "] "
                        + name
                        + ": "
                        + (document.valid() ? "valid" : "not valid"));
        document.errors().forEach(problem -> line("  error: " + problem));
        document.warnings().forEach(problem -> line("  warning: " + problem));
        document.notes().forEach(problem -> line("  note: " + problem));
        SeldonDeployment deployment = document.deployment();
        if (deployment != null) {
            for (int i = 0; i < deployment.predictors().size(); i++) {
                predictor(
                        document,
                        deployment,
                        deployment.predictors().get(i),
                        ValidationFields.graph(document, i));
            }
        }
    }

    private void predictor(
            DeploymentDocument document,
            SeldonDeployment deployment,
            Predictor predictor,
            JsonNode graph) {
        PredictorTopics found = topics.find(document, deployment, predictor);
        line(
                "  predictor "
                        + predictor.name()
                        + shadow(predictor)
                        + share(found)
                        + ": "
                        + Objects.requireNonNullElse(found.input(), NOT_KNOWN)
                        + " -> "
                        + (found.written()
                                ? Objects.requireNonNullElse(found.output(), NOT_KNOWN)
                                : "no output")
                        + (found.feedback() == null ? "" : ", feedback from " + found.feedback())
                        + ", "
                        + predictor.protocol().wire()
                        + " over "
                        + predictor.transport().wire()
                        + ", group "
                        + found.group());
        node(predictor, predictor.graph(), graph, "    ");
    }

    private static String shadow(Predictor predictor) {
        Integer percent = ValidationFields.sampled(predictor);
        return percent == null ? "" : ", a shadow that answers " + percent + " % of the records";
    }

    private static String share(PredictorTopics found) {
        return found.share() == null
                ? ""
                : ", which answers " + found.share() + " % of the records";
    }

    private void node(Predictor predictor, Node node, JsonNode unit, String indent) {
        String endpoint = ValidationFields.endpoint(predictor, node);
        line(
                indent
                        + node.name()
                        + " "
                        + ValidationFields.kind(node, unit)
                        + (endpoint == null ? "" : " at " + endpoint));
        for (int i = 0; i < node.children().size(); i++) {
            JsonNode child = unit.path("children").path(i);
            node(predictor, node.children().get(i), child, indent + "  ");
        }
    }

    private void line(String line) {
        text.append(line).append(System.lineSeparator());
    }
}
