// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.deployment.Addressing;
import io.leat.deployment.DeploymentDocument;
import io.leat.deployment.DeploymentTree;
import io.leat.deployment.Predictor;
import io.leat.deployment.SeldonDeployment;
import io.leat.deployment.UnreadableFileException;
import io.leat.deployment.reader.DeploymentReader;
import io.leat.deployment.reader.FileContent;
import io.leat.k8s.flink.FlinkDeploymentManifest;
import io.leat.k8s.flink.GraphConfig;
import io.leat.k8s.flink.JobScaling;
import io.leat.k8s.flink.NetworkAccess;
import io.leat.k8s.flink.RbacManifests;
import io.leat.k8s.flink.SessionCluster;
import io.leat.k8s.flink.StateDirectory;
import io.leat.k8s.manifest.Manifest;
import io.leat.k8s.manifest.RenderProblems;
import io.leat.k8s.predictor.MetricsPorts;
import io.leat.k8s.predictor.ModelPod;
import io.leat.k8s.predictor.NamespaceResolver;
import io.leat.k8s.predictor.OwnershipMarks;
import io.leat.k8s.predictor.PredictorContext;
import io.leat.k8s.predictor.RenderOptions;
import io.leat.k8s.serving.ModelObjects;
import io.leat.k8s.serving.ModelPods;
import io.leat.options.settings.ConfigurationCheck;
import io.leat.options.settings.Overrides;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** SeldonDeployments in, manifests out: all of them, or none and the reasons. */
public final class Renderer {

    private final RenderOptions options;
    private final List<Manifest> manifests = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private final Claims claims = new Claims();
    private final @Nullable SessionCluster session;
    private final Map<String, ObjectNode> authentications = new HashMap<>();

    private Renderer(RenderOptions options) {
        this.options = options;
        this.session =
                options.session() == null ? null : new SessionCluster(options, options.session());
    }

    /**
     * Renders every SeldonDeployment of some files.
     *
     * @throws UnreadableFileException if one of them is neither YAML nor JSON, or has no
     *     SeldonDeployment in it
     */
    public static Rendering render(List<RenderSource> sources, RenderOptions options)
            throws UnreadableFileException {
        Renderer renderer = new Renderer(options);
        renderer.warnings.addAll(options.warnings());
        for (RenderSource source : sources) {
            renderer.source(source);
        }
        boolean failed = !renderer.errors.isEmpty();
        return new Rendering(
                failed ? List.of() : renderer.all(), renderer.warnings, renderer.errors);
    }

    /** In the order in which they are applied. */
    private List<Manifest> all() {
        List<Manifest> all = new ArrayList<>(session == null ? List.of() : session.manifests());
        all.addAll(manifests);
        return all;
    }

    private void source(RenderSource source) throws UnreadableFileException {
        FileContent content =
                DeploymentReader.readAll(source.text(), source.name(), Addressing.ASSIGNED);
        if (content.deployments().isEmpty()) {
            throw new UnreadableFileException(
                    source.name(), 0, 0, content.withoutDeployment("at least one"));
        }
        TriggerAuthentications triggerAuthentications =
                TriggerAuthentications.of(content.others(), source.name(), authentications);
        content.deployments().forEach(document -> document(document, triggerAuthentications));
        warnings.addAll(triggerAuthentications.leftOut());
    }

    private void document(
            DeploymentDocument document, TriggerAuthentications triggerAuthentications) {
        String name = document.name() == null ? "(no name)" : document.name();
        String origin = document.source() + " [" + document.document() + "] " + name;
        document.errors().forEach(problem -> errors.add(origin + ": " + problem));
        SeldonDeployment deployment = document.deployment();
        DeploymentTree tree = document.tree();
        if (deployment == null || tree == null) {
            document.warnings().forEach(problem -> warnings.add(origin + ": " + problem));
            return;
        }
        RenderProblems problems = new RenderProblems(origin, tree.path());
        SeldonDeployment placed = new NamespaceResolver(options, problems).place(deployment, tree);
        List<Map<String, Integer>> metrics = MetricsPorts.of(placed, tree.checked().path("spec"));
        DocumentChecks.check(placed, tree, problems);
        ConfigurationCheck.Found found = ConfigurationCheck.of(placed, tree, Overrides.NONE);
        found.errors().forEach(error -> problems.refuse(error.path(), error.message()));
        found.warnings().forEach(warning -> problems.warn(warning.path(), warning.message()));
        List<Manifest> rendered = new ArrayList<>();
        if (problems.errors().isEmpty()) {
            ReaderWarnings.of(document, tree).forEach(w -> warnings.add(origin + ": " + w));
            OwnershipMarks.warn(tree.checked(), problems);
            for (int i = 0; i < placed.predictors().size(); i++) {
                PredictorContext context =
                        new PredictorContext(
                                options,
                                placed,
                                i,
                                tree,
                                metrics.get(i),
                                job(found, placed.predictors().get(i)),
                                problems);
                PredictorChecks.check(context);
                if (context.isFirst()) {
                    claims.claim(context);
                }
                rendered.addAll(predictor(context, triggerAuthentications));
            }
        }
        claims.claim(rendered, problems);
        manifests.addAll(rendered);
        warnings.addAll(problems.warnings());
        errors.addAll(problems.errors());
    }

    private static ConfigurationCheck.Job job(ConfigurationCheck.Found found, Predictor predictor) {
        return found.jobs().stream()
                .filter(job -> job.predictors().contains(predictor))
                .findFirst()
                .orElseThrow();
    }

    /** Its models, and with the first predictor of a job the job. */
    private List<Manifest> predictor(
            PredictorContext context, TriggerAuthentications triggerAuthentications) {
        List<ModelPod> pods = ModelPods.of(context);
        PodChecks.check(context, pods);
        List<Manifest> manifests = new ArrayList<>();
        if (context.isFirst() && session == null) {
            manifests.addAll(new RbacManifests(context.owner()).manifests());
            StateDirectory state = StateDirectory.of(context);
            if (state.claim() != null) {
                manifests.add(state.manifest(context.owner()));
            }
            manifests.add(new GraphConfig(context).manifest());
        }
        manifests.addAll(triggerAuthentications.authentications(context, pods));
        if (!context.options().sidecar()) {
            manifests.addAll(new ModelObjects(context, pods).manifests());
        }
        if (context.isFirst()) {
            manifests.add(
                    session == null
                            ? new FlinkDeploymentManifest(context, pods).manifest()
                            : session.add(context, pods));
        }
        if (context.options().sidecar()) {
            manifests.addAll(JobScaling.of(context, pods));
        }
        if (context.options().networkPolicy() && (session == null || !pods.isEmpty())) {
            manifests.add(new NetworkAccess(context, pods).manifest());
        }
        return manifests;
    }

    /** What no two predictors of one rendering may share. */
    private static final class Claims {

        private final Map<String, String> groups = new LinkedHashMap<>();
        private final Map<String, String> objects = new LinkedHashMap<>();

        void claim(PredictorContext context) {
            String topics =
                    PredictorChecks.topic(context, "KAFKA_INPUT_TOPIC")
                            + " -> "
                            + PredictorChecks.topic(context, "KAFKA_OUTPUT_TOPIC");
            String where =
                    context.deployment().name() + ", predictor " + context.predictor().name();
            String other = groups.putIfAbsent(context.group() + " on " + topics, where);
            if (other != null) {
                context.problems()
                        .refuse(
                                context.path("name"),
                                "its group "
                                        + context.group()
                                        + " and topics "
                                        + topics
                                        + " are those of "
                                        + other
                                        + " too (expected: another name or other topics; two jobs"
                                        + " would commit over each other)");
            }
        }

        /** One message says it all: what clashes first is what the other names are made of. */
        void claim(List<Manifest> manifests, RenderProblems problems) {
            List<Manifest> clashing = new ArrayList<>();
            for (Manifest manifest : manifests) {
                String other = objects.putIfAbsent(manifest.identity(), manifest.yaml());
                if (other != null && !other.equals(manifest.yaml())) {
                    clashing.add(manifest);
                }
            }
            clashing.stream()
                    .filter(manifest -> manifest.kind().equals(FlinkDeploymentManifest.KIND))
                    .findFirst()
                    .or(() -> clashing.stream().findFirst())
                    .ifPresent(
                            manifest ->
                                    problems.refuse(
                                            "metadata.name",
                                            "gives a second "
                                                    + manifest.identity()
                                                    + " (expected: names of deployment and"
                                                    + " predictor that together differ from every"
                                                    + " other pair)"));
        }
    }
}
