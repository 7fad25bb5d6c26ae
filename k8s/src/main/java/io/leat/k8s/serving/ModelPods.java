// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeFile;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeFileBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.leat.k8s.manifest.JsonMapping;
import io.leat.k8s.predictor.ModelPod;
import io.leat.k8s.predictor.PredictorContext;
import io.leat.k8s.predictor.PredictorContext.GraphUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The pods that v1 would run a predictor's components in, without the executor. */
public final class ModelPods {

    private static final long GRACE_SECONDS = 20;

    private final PredictorContext context;

    /** By the names of their containers. */
    private final Map<String, GraphUnit> units;

    private ModelPods(PredictorContext context) {
        this.context = context;
        this.units = new LinkedHashMap<>();
        context.units().forEach(unit -> units.put(context.container(unit.name()), unit));
    }

    public static List<ModelPod> of(PredictorContext context) {
        return new ModelPods(context).pods();
    }

    private List<ModelPod> pods() {
        JsonNode components = context.checked().path("componentSpecs");
        List<PodSpec> specs = new ArrayList<>();
        for (int i = 0; i < components.size(); i++) {
            specs.add(stated(i));
        }
        addPrepackaged(specs);
        List<ModelPod> pods = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            if (!specs.get(i).getContainers().isEmpty()) {
                JsonNode component = components.path(i);
                pods.add(
                        pod(
                                i,
                                component.isObject()
                                        ? component
                                        : JsonNodeFactory.instance.objectNode(),
                                specs.get(i)));
            }
        }
        return pods;
    }

    /**
     * What the user wrote, fields that are younger than v1 included. What Kubernetes does not know
     * either was already reported when the document was read.
     */
    private PodSpec stated(int component) {
        JsonNode spec = context.stated().path("componentSpecs").path(component).path("spec");
        if (!spec.isObject()) {
            return new PodSpec();
        }
        PodSpec stated = JsonMapping.typed(spec, PodSpec.class, new ArrayList<>());
        stated.getContainers().forEach(c -> c.setName(context.container(c.getName())));
        return stated;
    }

    // as operator/apis/machinelearning.seldon.io/v1/defaults.go#DefaultSeldonDeployment
    private void addPrepackaged(List<PodSpec> specs) {
        units.forEach(
                (name, unit) -> {
                    boolean stated =
                            specs.stream()
                                    .flatMap(spec -> spec.getContainers().stream())
                                    .anyMatch(c -> c.getName().equals(name));
                    if (unit.prepackaged() && !context.isExternal(unit) && !stated) {
                        if (specs.isEmpty()) {
                            specs.add(new PodSpec());
                        }
                        specs.get(0)
                                .getContainers()
                                .add(new ContainerBuilder().withName(name).build());
                    }
                });
    }

    private ModelPod pod(int position, JsonNode component, PodSpec spec) {
        Map<String, GraphUnit> called = new LinkedHashMap<>();
        for (Container container : List.copyOf(spec.getContainers())) {
            GraphUnit unit = units.get(container.getName());
            if (unit != null && unit.node().endpoint() != null) {
                called.put(container.getName(), unit);
                new PrepackagedServer(context, unit).apply(container, spec);
                GraphContainer.complete(container, unit, context);
            }
        }
        if (!called.isEmpty()) {
            podInfo(spec);
        }
        if (spec.getEnableServiceLinks() == null) {
            spec.setEnableServiceLinks(false);
        }
        if (spec.getTerminationGracePeriodSeconds() == null) {
            spec.setTerminationGracePeriodSeconds(GRACE_SECONDS);
        }
        PodHardening.apply(spec);
        if (!context.options().sidecar()) {
            PortNames.makeUnique(
                    Stream.of(spec.getInitContainers(), spec.getContainers())
                            .flatMap(List::stream)
                            .toList(),
                    Set.of());
        }
        return new ModelPod(position, component, spec, called);
    }

    /** Seldon's wrappers read their pod's annotations from a file. */
    private static void podInfo(PodSpec spec) {
        spec.getVolumes().removeIf(volume -> volume.getName().equals("podinfo"));
        if (spec.getVolumes().stream()
                .noneMatch(v -> v.getName().equals(GraphContainer.POD_INFO))) {
            DownwardAPIVolumeFile annotations =
                    new DownwardAPIVolumeFileBuilder()
                            .withPath("annotations")
                            .withNewFieldRef("v1", "metadata.annotations")
                            .build();
            Volume volume =
                    new VolumeBuilder()
                            .withName(GraphContainer.POD_INFO)
                            .withNewDownwardAPI()
                            .withItems(annotations)
                            .endDownwardAPI()
                            .build();
            spec.getVolumes().add(volume);
        }
    }
}
