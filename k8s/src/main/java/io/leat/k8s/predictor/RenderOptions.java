// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.predictor;

import io.leat.deployment.schema.Placeholder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The user's choices beyond the documents.
 *
 * @param namespace for documents that state none; null leaves them in {@code default}
 * @param image what JobManager and TaskManagers run
 * @param flinkVersion as the operator spells it, for example {@code v2_2}; that of the image
 * @param sidecar whether the models run within each TaskManager's pod
 * @param state where checkpoints, savepoints and high-availability data are kept
 * @param parallelism of the job; null follows the replicas
 * @param jobManagers how many there are: one leads, the others wait to take over
 * @param accountAnnotations of the job's service account, for example its role in a cloud
 * @param flinkSettings further settings of Flink, by key
 * @param networkPolicy whether to render who may connect to the pods
 * @param disruptionBudget whether to render a budget for models that state none
 * @param session the cluster that runs the jobs together; null gives each job one of its own
 */
public record RenderOptions(
        @Nullable String namespace,
        String image,
        String flinkVersion,
        boolean sidecar,
        StateOptions state,
        @Nullable Integer parallelism,
        int jobManagers,
        Map<String, String> accountAnnotations,
        Map<String, String> flinkSettings,
        boolean networkPolicy,
        boolean disruptionBudget,
        @Nullable SessionOptions session) {

    /**
     * The image that {@code k8s/build-image} makes, by Docker or of files: {@code
     * docs/adr/0019-the-image-can-be-made-of-files.md}.
     */
    public static final String IMAGE = "leat:latest";

    /** The line every released operator accepts. */
    public static final String FLINK_VERSION = "v2_2";

    private static final String SLOTS = "taskmanager.numberOfTaskSlots";
    private static final Pattern VERSION = Pattern.compile("v[0-9]+_[0-9]+");
    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern ANNOTATION =
            Pattern.compile("([a-z0-9][-a-z0-9.]*/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?");

    public RenderOptions {
        accountAnnotations = new TreeMap<>(accountAnnotations);
        flinkSettings = new TreeMap<>(flinkSettings);
    }

    /** What is wrong with what was stated, with what was expected. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (namespace != null && !NAMESPACE.matcher(namespace).matches()) {
            problems.add(
                    "--namespace is "
                            + StateOptions.refused(namespace)
                            + " (expected: at most 63 lower-case letters, digits and -, beginning"
                            + " and ending with a letter or digit)");
        }
        if (image.isBlank()
                || image.chars().anyMatch(Character::isWhitespace)
                || Placeholder.in(image) != null) {
            problems.add(
                    "--image is "
                            + StateOptions.refused(image)
                            + " (expected: an image's name, for example registry.example/leat:1)");
        }
        if (!VERSION.matcher(flinkVersion).matches()) {
            problems.add(
                    "--flink-version is \""
                            + flinkVersion
                            + "\" (expected: the operator's spelling, for example v2_2)");
        }
        state.problems(problems);
        if (parallelism != null && parallelism < 1) {
            problems.add("--parallelism is " + parallelism + " (expected: 1 or more)");
        }
        if (jobManagers < 1) {
            problems.add("--job-managers is " + jobManagers + " (expected: 1 or more)");
        }
        accountAnnotations.forEach((key, value) -> annotation(key, value, problems));
        FlinkSettings.check(flinkSettings, problems);
        session(problems);
        return problems;
    }

    /** In the pods of a session stand the jobs of several deployments, and no models. */
    private void session(List<String> problems) {
        if (session == null) {
            return;
        }
        session.problems(problems);
        if (problems.isEmpty()) {
            SessionMemory memory = SessionMemory.of(this, session);
            if (memory.process() < memory.least()) {
                problems.add(
                        "--session-memory is %dmb (expected: at least %dmb for --session-slots %d, of which %dmb are off the heap)"
                                .formatted(
                                        memory.process(),
                                        memory.least(),
                                        session.slots(),
                                        memory.offHeap()));
            }
        }
        if (sidecar) {
            problems.add(
                    "--sidecar with --session %s (expected: one of them; the TaskManagers of a session run the jobs of several deployments, and --sidecar puts the models of one into them)"
                            .formatted(session.name()));
        }
        for (String key : List.of(SLOTS, "taskmanager.memory.process.size")) {
            if (flinkSettings.containsKey(key)) {
                problems.add(
                        "--flink-config %s with --session (expected: %s)"
                                .formatted(
                                        key,
                                        key.equals(SLOTS)
                                                ? "--session-slots"
                                                : "--session-memory"));
            }
        }
    }

    private static void annotation(String key, String value, List<String> problems) {
        if (!ANNOTATION.matcher(key).matches()
                || value.isBlank()
                || Placeholder.in(value) != null) {
            problems.add(
                    "--service-account-annotation is "
                            + StateOptions.refused(key + "=" + value)
                            + " (expected: KEY=VALUE, for example"
                            + " eks.amazonaws.com/role-arn=arn:aws:iam::123456789012:role/leat)");
        }
    }

    /** What will do, but hardly what is meant. */
    public List<String> warnings() {
        if (image.equals(IMAGE)) {
            return List.of(
                    "--image is not stated, so the pods run "
                            + IMAGE
                            + ": no registry has it, each node must (expected: the name under which"
                            + " the cluster pulls what k8s/build-image made, for example --image"
                            + " registry.example/leat:1)");
        }
        return isMovable(image)
                ? List.of(
                        "--image is \""
                                + image
                                + "\": which build it names changes, and nodes keep the one they"
                                + " have pulled, so pods of one job may run different ones"
                                + " (expected: a tag of its own for each build, or a digest)")
                : List.of();
    }

    private static boolean isMovable(String image) {
        if (image.contains("@")) {
            return false;
        }
        String name = image.substring(image.lastIndexOf('/') + 1);
        int colon = name.indexOf(':');
        return colon < 0 || name.substring(colon + 1).equals("latest");
    }
}
