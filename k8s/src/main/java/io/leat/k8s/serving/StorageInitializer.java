// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.serving;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvFromSourceBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.leat.k8s.manifest.JsonMapping;
import io.leat.k8s.manifest.KubernetesNames;
import io.leat.k8s.predictor.PredictorContext.GraphUnit;
import java.util.List;

/** The init container that fetches a unit's {@code modelUri} before its server starts. */
// as operator/controllers/model_initializer_injector.go#InjectModelInitializer
final class StorageInitializer {

    /** Where servers find their model. */
    static final String MODELS = "/mnt/models";

    private static final String IMAGE = "seldonio/rclone-storage-initializer:1.17.1";
    private static final String CLAIM = "pvc://";
    private static final String CLAIM_VOLUME = "kfserving-pvc-source";
    private static final String CLAIM_PATH = "/mnt/pvc";

    private StorageInitializer() {}

    static void add(GraphUnit unit, Container server, PodSpec spec) {
        String uri = JsonMapping.text(unit.json(), "modelUri");
        if (uri == null) {
            return;
        }
        String initializerName = server.getName() + "-model-initializer";
        String volume = KubernetesNames.label(server.getName() + "-provision-location");
        if (has(spec.getInitContainers(), cut(initializerName))) {
            // The user's own does it, with the volume of v1's name.
            mount(server, cut(server.getName() + "-provision-location"), MODELS, true);
            return;
        }
        mount(server, volume, MODELS, true);
        String name =
                has(spec.getContainers(), initializerName)
                        ? KubernetesNames.hashed(initializerName, KubernetesNames.LABEL)
                        : KubernetesNames.label(initializerName);
        Container initializer = container(unit, name);
        if (uri.startsWith(CLAIM)) {
            uri = fromClaim(uri, server, initializer, spec);
        }
        mount(initializer, volume, MODELS, false);
        initializer.setArgs(List.of(uri, MODELS));
        if (spec.getVolumes().stream().noneMatch(v -> v.getName().equals(volume))) {
            spec.getVolumes()
                    .add(
                            new VolumeBuilder()
                                    .withName(volume)
                                    .withNewEmptyDir()
                                    .endEmptyDir()
                                    .build());
        }
        spec.getInitContainers().add(initializer);
    }

    private static boolean has(List<Container> containers, String name) {
        return containers.stream().anyMatch(container -> container.getName().equals(name));
    }

    private static Container container(GraphUnit unit, String name) {
        String image = JsonMapping.text(unit.json(), "storageInitializerImage");
        Container container =
                new ContainerBuilder()
                        .withName(name)
                        .withImage(image == null ? IMAGE : image)
                        .withImagePullPolicy("IfNotPresent")
                        .withNewResources()
                        .addToRequests("cpu", new Quantity("100m"))
                        .addToRequests("memory", new Quantity("100Mi"))
                        .addToLimits("cpu", new Quantity("1"))
                        .addToLimits("memory", new Quantity("1Gi"))
                        .endResources()
                        .build();
        addSecretVariables(unit, container);
        return container;
    }

    /** The storage's credentials, as variables, unless the container takes variables already. */
    static void addSecretVariables(GraphUnit unit, Container container) {
        String secret = JsonMapping.text(unit.json(), "envSecretRefName");
        if (secret != null && container.getEnvFrom().isEmpty()) {
            container
                    .getEnvFrom()
                    .add(
                            new EnvFromSourceBuilder()
                                    .withNewSecretRef()
                                    .withName(secret)
                                    .endSecretRef()
                                    .build());
        }
    }

    private static String fromClaim(
            String uri, Container server, Container initializer, PodSpec spec) {
        String rest = uri.substring(CLAIM.length());
        int slash = rest.indexOf('/');
        String claim = slash < 0 ? rest : rest.substring(0, slash);
        String path = slash < 0 ? "" : rest.substring(slash + 1);
        if (spec.getVolumes().stream().noneMatch(v -> v.getName().equals(CLAIM_VOLUME))) {
            spec.getVolumes()
                    .add(
                            new VolumeBuilder()
                                    .withName(CLAIM_VOLUME)
                                    .withNewPersistentVolumeClaim(claim, null)
                                    .build());
        }
        mount(initializer, CLAIM_VOLUME, CLAIM_PATH, true);
        // A model may be linked from the claim instead of copied.
        mount(server, CLAIM_VOLUME, CLAIM_PATH, true);
        return CLAIM_PATH + "/" + path;
    }

    private static void mount(Container container, String volume, String path, boolean readOnly) {
        if (container.getVolumeMounts().stream().noneMatch(m -> m.getName().equals(volume))) {
            VolumeMount mount =
                    new VolumeMountBuilder().withName(volume).withMountPath(path).build();
            if (readOnly) {
                mount.setReadOnly(true);
            }
            container.getVolumeMounts().add(mount);
        }
    }

    /** As v1 does it, so that a container a user has named so is recognised. */
    private static String cut(String name) {
        return name.length() <= KubernetesNames.LABEL
                ? name
                : name.substring(0, KubernetesNames.LABEL).replaceAll("-$", "");
    }
}
