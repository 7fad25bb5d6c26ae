// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.flink;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.leat.k8s.predictor.ContainerNames;
import io.leat.k8s.predictor.ModelPod;
import io.leat.k8s.predictor.PredictorContext;
import io.leat.k8s.serving.Sidecars;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The templates of the JobManager's and the TaskManagers' pods. */
public final class JobPods {

    public static final int METRICS_PORT = 9249;

    private final PredictorContext context;
    private final FlinkPods templates;
    private final Map<String, String> comments;

    JobPods(PredictorContext context, StateDirectory state, Map<String, String> comments) {
        this.context = context;
        this.templates = new FlinkPods(context.owner(), state, graph(context));
        this.comments = comments;
    }

    private static Volume graph(PredictorContext context) {
        return new VolumeBuilder()
                .withName(FlinkPods.GRAPH)
                .withNewConfigMap()
                .withName(new GraphConfig(context).name())
                .endConfigMap()
                .build();
    }

    /** For both. */
    ObjectNode common() {
        comments.put(
                "spec/podTemplate/metadata/annotations/leat.io/graph",
                context.isShared()
                        ? "Changes with the ConfigMap, so that a changed graph is an upgrade of the"
                                + " job; not with weights, which the job reads while it runs."
                        : "Changes with the ConfigMap, so that a changed graph is an upgrade of the"
                                + " job.");
        comments.put(
                "spec/podTemplate/spec/containers/0/env",
                "svcOrchSpec.env, every reference intact, on JobManager and TaskManagers: the job reads"
                        + " its options\nand its secrets from here."
                        + (context.isShared()
                                ? " What one predictor states otherwise stands in the graph, or here"
                                        + "\nwith its name behind __."
                                : ""));
        FlinkPods.explain(comments);
        List<EnvVar> variables = new ArrayList<>();
        new JobVariables(context).list().forEach(each -> variables.add(ofThisPod(each)));
        return templates.common(
                variables, Map.of("leat.io/graph", new GraphConfig(context).hash()));
    }

    /** A resource of the executor's container is one of Flink's here. */
    static EnvVar ofThisPod(EnvVar variable) {
        if (variable.getValueFrom() != null
                && variable.getValueFrom().getResourceFieldRef() != null) {
            variable.getValueFrom().getResourceFieldRef().setContainerName(ContainerNames.FLINK);
        }
        return variable;
    }

    /** For several JobManagers. */
    ObjectNode apart() {
        return templates.apart(comments);
    }

    /** For TaskManagers that have the models in their pods. */
    ObjectNode withModels(List<ModelPod> pods) {
        Sidecars sidecars = new Sidecars(context);
        PodSpec spec = sidecars.of(pods);
        comments.put(
                "spec/taskManager/podTemplate/spec/initContainers",
                "The models: each starts before Flink does and is ready when the job takes its first"
                        + " record. An init\ncontainer that stays needs Kubernetes 1.29 or newer. With what"
                        + " \"restricted\" of Kubernetes' Pod\nSecurity Standards asks for."
                        + sidecars.unrestricted(pods));
        return templates.template(spec, sidecars.annotations(pods));
    }
}
