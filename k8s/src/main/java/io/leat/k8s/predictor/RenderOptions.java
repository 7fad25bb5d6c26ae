// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.predictor;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the user chooses beyond the documents.
 *
 * @param namespace for documents that state none; null leaves them in {@code default}
 * @param image what JobManager and TaskManagers run
 * @param flinkVersion as the operator spells it, for example {@code v2_2}; that of the image
 * @param sidecar whether the models run within each TaskManager's pod
 * @param stateDirectory URI below which checkpoints, savepoints and high-availability data are
 *     kept; null asks for a volume
 * @param parallelism of the job; null follows the replicas
 * @param networkPolicy whether to render who may connect to the pods
 * @param disruptionBudget whether to render a budget for models that state none
 */
public record RenderOptions(
        @Nullable String namespace,
        String image,
        String flinkVersion,
        boolean sidecar,
        @Nullable String stateDirectory,
        @Nullable Integer parallelism,
        boolean networkPolicy,
        boolean disruptionBudget) {

    /** The image that {@code k8s/build-image} makes. */
    public static final String IMAGE = "leat:latest";

    /** The line every released operator accepts. */
    public static final String FLINK_VERSION = "v2_2";

    private static final Pattern VERSION = Pattern.compile("v[0-9]+_[0-9]+");
    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    /** A scheme and something below it: what is on one pod's disk would go with it. */
    private static final Pattern STATE = Pattern.compile("[a-z][a-z0-9+.-]*://?[^\\s]*[^/\\s].*");

    /** What is wrong with what was stated, with what was expected. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (namespace != null && !NAMESPACE.matcher(namespace).matches()) {
            problems.add(
                    "--namespace is \""
                            + namespace
                            + "\" (expected: at most 63 lower-case letters, digits and -, beginning"
                            + " and ending with a letter or digit)");
        }
        if (image.isBlank() || image.chars().anyMatch(Character::isWhitespace)) {
            problems.add(
                    "--image is \""
                            + image
                            + "\" (expected: an image's name, for example registry.example/leat:1)");
        }
        if (!VERSION.matcher(flinkVersion).matches()) {
            problems.add(
                    "--flink-version is \""
                            + flinkVersion
                            + "\" (expected: the operator's spelling, for example v2_2)");
        }
        if (stateDirectory != null && !isStateDirectory(stateDirectory)) {
            problems.add(
                    "--state-dir is \""
                            + stateDirectory
                            + "\" (expected: a URI, for example s3://bucket/leat)");
        }
        if (parallelism != null && parallelism < 1) {
            problems.add("--parallelism is " + parallelism + " (expected: 1 or more)");
        }
        return problems;
    }

    public static boolean isStateDirectory(String uri) {
        return STATE.matcher(uri).matches();
    }
}
