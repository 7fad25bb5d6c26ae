// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.predictor;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.leat.deployment.DeploymentTree;
import io.leat.deployment.EnvVar;
import io.leat.deployment.Predictor;
import io.leat.deployment.SeldonDeployment;
import io.leat.graph.Endpoint;
import io.leat.graph.Node;
import io.leat.k8s.manifest.KubernetesNames;
import io.leat.k8s.manifest.RenderProblems;
import io.leat.options.Option;
import io.leat.options.settings.ConfigurationCheck.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One predictor, and all that is known of it.
 *
 * @param deployment what it is part of, in the namespace it is rendered for
 * @param position of the predictor in its deployment
 * @param metricsPorts by the name of a container, as v1 counts them over the deployment
 * @param job what it runs in
 */
public record PredictorContext(
        RenderOptions options,
        SeldonDeployment deployment,
        int position,
        DeploymentTree tree,
        Map<String, Integer> metricsPorts,
        Job job,
        RenderProblems problems) {

    static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    public static final String INSTANCE = "app.kubernetes.io/instance";
    public static final String COMPONENT = "leat.io/component";

    public Predictor predictor() {
        return deployment.predictors().get(position);
    }

    /** Another predictor of the deployment, or this one. */
    public PredictorContext at(int other) {
        return new PredictorContext(options, deployment, other, tree, metricsPorts, job, problems);
    }

    /** All predictors of its job, in document order. */
    public List<PredictorContext> ofItsJob() {
        return job.predictors().stream()
                .map(each -> at(deployment.predictors().indexOf(each)))
                .toList();
    }

    /** Whether its job runs other predictors too, with which it shares the records. */
    public boolean isShared() {
        return job.predictors().size() > 1;
    }

    /** Whether its job has its name: it is the first of its predictors. */
    public boolean isFirst() {
        return job.predictors().get(0).equals(predictor());
    }

    public String namespace() {
        return deployment.namespace();
    }

    /** The consumer group of the job, which v1's executor of its first predictor has too. */
    public String group() {
        return job.group();
    }

    /** The name of the FlinkDeployment, with which all other names begin. */
    public String base() {
        return KubernetesNames.fit(
                deployment.name() + "-" + predictor().name(), KubernetesNames.FLINK_DEPLOYMENT);
    }

    public String path(String field) {
        return "spec.predictors[" + position + "]" + (field.isEmpty() ? "" : "." + field);
    }

    /** As v1's custom resource definition knows it. */
    public JsonNode checked() {
        return spec().path("predictors").path(position);
    }

    /** As it was written. */
    public JsonNode stated() {
        return tree.stated().path("spec").path("predictors").path(position);
    }

    public JsonNode spec() {
        return tree.checked().path("spec");
    }

    /** The units of the graph, each before its children. */
    public List<GraphUnit> units() {
        List<GraphUnit> units = new ArrayList<>();
        collect(predictor().graph(), checked().path("graph"), path("graph"), units);
        return units;
    }

    private static void collect(Node node, JsonNode json, String path, List<GraphUnit> into) {
        into.add(new GraphUnit(node, json, path));
        for (int i = 0; i < node.children().size(); i++) {
            collect(
                    node.children().get(i),
                    json.path("children").path(i),
                    path + ".children[" + i + "]",
                    into);
        }
    }

    /** What every object of this predictor carries. */
    public Map<String, String> labels() {
        Map<String, String> labels =
                new TreeMap<>(OwnershipMarks.without(metadata().path("labels")));
        labels.putAll(predictorLabels());
        labels.putAll(ownLabels());
        if (options.session() != null) {
            labels.put(ObjectOwner.SESSION, options.session().name());
        }
        return labels;
    }

    /** Of an object of this predictor. */
    public ObjectMeta objectMeta(String name) {
        return owner().objectMeta(name);
    }

    /** What the cluster of its job is named by, where it has one of its own. */
    public ObjectOwner owner() {
        return new ObjectOwner(options, base(), namespace(), labels());
    }

    /** By which all objects of a deployment are found, whatever predictor they are of. */
    public Map<String, String> deploymentLabels() {
        Map<String, String> labels = new TreeMap<>();
        labels.put(MANAGED_BY, "leat");
        labels.put(
                "leat.io/deployment",
                KubernetesNames.fit(deployment.name(), KubernetesNames.LABEL));
        return labels;
    }

    /** The part of it that says whose an object is. */
    public Map<String, String> ownLabels() {
        Map<String, String> labels = deploymentLabels();
        labels.put(INSTANCE, base());
        labels.put("leat.io/predictor", predictor().name());
        return labels;
    }

    /** With the version that v1 adds. */
    public Map<String, String> predictorLabels() {
        Map<String, String> labels =
                new TreeMap<>(OwnershipMarks.without(checked().path("labels")));
        labels.putIfAbsent("version", predictor().name());
        return labels;
    }

    /** Those of the deployment and its predictor, the predictor's winning. */
    public Map<String, String> annotations() {
        Map<String, String> annotations = new TreeMap<>(deployment.annotations());
        annotations.putAll(predictor().annotations());
        annotations.keySet().removeIf(OwnershipMarks::isOne);
        return annotations;
    }

    /** The same with those of the metadata, but for the marks of tools. */
    public Map<String, String> allAnnotations() {
        Map<String, String> annotations =
                new TreeMap<>(OwnershipMarks.without(metadata().path("annotations")));
        annotations.putAll(annotations());
        return annotations;
    }

    /**
     * What a variable states of an option, else the option's default; null where it is wrong or in
     * another object.
     */
    public <T> @Nullable T value(Option<T> option) {
        EnvVar stated = predictor().orchestratorEnv(option.env());
        String text = stated == null ? option.fallback() : stated.value();
        if (text != null && text.isBlank()) {
            text = option.fallback();
        }
        return text == null ? null : option.type().read().apply(text.trim());
    }

    private JsonNode metadata() {
        return tree.checked().path("metadata");
    }

    /** The name of the container that runs a node. */
    public String container(String node) {
        return ContainerNames.of(predictor(), stated()).getOrDefault(node, node);
    }

    /** The name of the Service in front of a container. */
    public String service(String container) {
        return KubernetesNames.fit(base() + "-serving-" + container, KubernetesNames.LABEL);
    }

    /** The host under which the job finds a container. */
    public String host(String container) {
        return options.sidecar()
                ? "localhost"
                : service(container) + "." + namespace() + ".svc.cluster.local";
    }

    /** Whether a unit is an external model server: its address is kept, nothing is made for it. */
    public boolean isExternal(GraphUnit unit) {
        return predictor().external().contains(unit.name());
    }

    /** The host under which the job finds a unit. */
    public String host(GraphUnit unit) {
        return isExternal(unit) ? unit.endpoint().host() : host(container(unit.name()));
    }

    /** A node of the graph as the document and as the record have it. */
    public record GraphUnit(Node node, JsonNode json, String path) {

        public String name() {
            return node.name();
        }

        /** Where it listens; asked for only where something runs for it. */
        public Endpoint endpoint() {
            Endpoint endpoint = node.endpoint();
            if (endpoint == null) {
                throw new IllegalStateException(name() + " listens nowhere");
            }
            return endpoint;
        }

        public boolean prepackaged() {
            return node.implementation().isPrepackaged();
        }
    }
}
