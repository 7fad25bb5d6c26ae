// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.deployment.DeploymentDocument;
import io.leat.deployment.DeploymentTree;
import io.leat.deployment.Predictor;
import io.leat.deployment.SeldonDeployment;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a SeldonDeployment says of its predictors' weights, and whether the rest of it has changed.
 *
 * @param percents by predictor, shadows left out; 0 where none is stated
 * @param rest a digest of all that can change only with a restart of the job
 */
public record StatedWeights(Map<String, Integer> percents, String rest) {

    private static final String TRAFFIC = "traffic";

    /**
     * Reads them out of the text of a file.
     *
     * @param origin what messages call the file
     * @throws ConfigurationException if it is no SeldonDeployment that a job could be started from
     */
    public static StatedWeights read(String text, String origin) throws ConfigurationException {
        DeploymentDocument document = PredictorSelection.onlyDocument(text, origin);
        return of(document, PredictorSelection.usable(origin, document));
    }

    static StatedWeights of(DeploymentDocument document, SeldonDeployment deployment) {
        Map<String, Integer> percents = new LinkedHashMap<>();
        for (Predictor predictor : deployment.primaries()) {
            Integer stated = predictor.traffic();
            percents.put(predictor.name(), stated == null ? 0 : stated);
        }
        return new StatedWeights(percents, rest(document));
    }

    /**
     * The weights of some of them.
     *
     * @return in the order of the names
     * @throws ConfigurationException if one is missing, or they are not 100 in all
     */
    public List<Integer> of(List<String> predictors) throws ConfigurationException {
        for (String predictor : predictors) {
            if (!percents.containsKey(predictor)) {
                throw new ConfigurationException(
                        "predictor %s is missing (expected: %s, with which the job was started)"
                                .formatted(predictor, String.join(", ", predictors)));
            }
        }
        List<Integer> stated =
                predictors.stream().map(each -> percents.getOrDefault(each, 0)).toList();
        int sum = stated.stream().mapToInt(Integer::intValue).sum();
        if (sum != 100) {
            throw new ConfigurationException(
                    "traffic of %s adds up to %d (expected: 100)"
                            .formatted(String.join(", ", predictors), sum));
        }
        return stated;
    }

    private static String rest(DeploymentDocument document) {
        DeploymentTree tree = document.tree();
        if (tree == null) {
            throw new IllegalArgumentException(document.source() + ": not valid");
        }
        JsonNode copy = tree.stated().deepCopy();
        for (JsonNode predictor : copy.path("spec").path("predictors")) {
            if (predictor instanceof ObjectNode object) {
                object.remove(TRAFFIC);
            }
        }
        if (copy instanceof ObjectNode object) {
            object.remove("status"); // says what a controller has made of it
        }
        return sha256(copy.toString());
    }

    private static String sha256(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
