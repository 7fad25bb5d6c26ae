// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.output;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.leat.deployment.DeploymentDocument;
import io.leat.deployment.Predictor;
import io.leat.deployment.Problem;
import io.leat.deployment.SeldonDeployment;
import io.leat.graph.Node;
import io.leat.job.plan.PredictorTopics;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer of {@code leat validate} for a program: an array with one object per deployment. */
public final class ValidationJson {

    private static final ObjectWriter WRITER = new ObjectMapper().writerWithDefaultPrettyPrinter();

    /** The fields in the order in which they are printed. */
    private record DocumentAnswer(
            String file,
            int document,
            @Nullable String name,
            boolean valid,
            List<String> errors,
            List<String> warnings,
            List<String> notes,
            List<PredictorAnswer> predictors,
            @JsonInclude(JsonInclude.Include.NON_NULL)
                    @Nullable List<ConnectionAnswer> connections) {}

    private record PredictorAnswer(
            String name,
            String protocol,
            String transport,
            String group,
            @Nullable String input,
            @Nullable String output,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String feedback,
            boolean shadow,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer sampledPercent,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer trafficPercent,
            List<NodeAnswer> nodes) {}

    private record NodeAnswer(
            String name,
            String type,
            @Nullable String method,
            @Nullable String implementation,
            @Nullable String endpoint) {}

    private ValidationJson() {}

    /**
     * The answer.
     *
     * @param connections of each document; empty where nothing was asked
     */
    public static String of(
            List<DeploymentDocument> documents,
            PredictorTopics.Finder topics,
            List<List<ConnectionAnswer>> connections) {
        try {
            List<DocumentAnswer> answers = new ArrayList<>();
            for (int i = 0; i < documents.size(); i++) {
                answers.add(
                        answer(
                                documents.get(i),
                                topics,
                                connections.isEmpty() ? null : connections.get(i)));
            }
            return WRITER.writeValueAsString(answers) + System.lineSeparator();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records of text can be written", e);
        }
    }

    private static DocumentAnswer answer(
            DeploymentDocument document,
            PredictorTopics.Finder topics,
            @Nullable List<ConnectionAnswer> connections) {
        SeldonDeployment deployment = document.deployment();
        return new DocumentAnswer(
                document.source(),
                document.document(),
                document.name(),
                document.valid(),
                document.errors().stream().map(Problem::toString).toList(),
                document.warnings().stream().map(Problem::toString).toList(),
                document.notes().stream().map(Problem::toString).toList(),
                deployment == null ? List.of() : predictors(document, deployment, topics),
                connections);
    }

    private static List<PredictorAnswer> predictors(
            DeploymentDocument document,
            SeldonDeployment deployment,
            PredictorTopics.Finder topics) {
        List<PredictorAnswer> answers = new ArrayList<>();
        for (int i = 0; i < deployment.predictors().size(); i++) {
            Predictor predictor = deployment.predictors().get(i);
            answers.add(
                    answer(
                            predictor,
                            topics.find(document, deployment, predictor),
                            ValidationFields.graph(document, i)));
        }
        return answers;
    }

    private static PredictorAnswer answer(
            Predictor predictor, PredictorTopics topics, JsonNode graph) {
        List<NodeAnswer> nodes = new ArrayList<>();
        collect(predictor, predictor.graph(), graph, nodes);
        return new PredictorAnswer(
                predictor.name(),
                predictor.protocol().wire(),
                predictor.transport().wire(),
                topics.group(),
                topics.input(),
                topics.output(),
                topics.feedback(),
                predictor.shadow(),
                ValidationFields.sampled(predictor),
                topics.share(),
                nodes);
    }

    private static void collect(
            Predictor predictor, Node node, JsonNode unit, List<NodeAnswer> into) {
        into.add(
                new NodeAnswer(
                        node.name(),
                        node.type().name(),
                        ValidationFields.methods(node),
                        ValidationFields.implementation(unit),
                        ValidationFields.endpoint(predictor, node)));
        for (int i = 0; i < node.children().size(); i++) {
            collect(predictor, node.children().get(i), unit.path("children").path(i), into);
        }
    }
}
