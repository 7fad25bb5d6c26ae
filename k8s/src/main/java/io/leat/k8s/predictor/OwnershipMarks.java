// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.predictor;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.k8s.manifest.JsonMapping;
import io.leat.k8s.manifest.RenderProblems;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Labels and annotations by which a tool knows what it manages. An object that carries a copy of
 * them is taken for the tool's own: Argo CD, Flux and kapp delete it when it is not among their
 * sources, Helm refuses it. So they stay with the object that the tool has written.
 */
public final class OwnershipMarks {

    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    /** Their owners, by the domain before the slash; subdomains belong to them too. */
    private static final Map<String, String> DOMAINS =
            Map.ofEntries(
                    Map.entry("argoproj.io", "Argo CD"),
                    Map.entry("helm.sh", "Helm"),
                    Map.entry("fluxcd.io", "Flux"),
                    Map.entry("config.kubernetes.io", "kustomize"),
                    Map.entry("kustomize.config.k8s.io", "kustomize"),
                    Map.entry("config.k8s.io", "kpt"),
                    Map.entry("kpt.dev", "kpt"),
                    Map.entry("k14s.io", "kapp"),
                    Map.entry("carvel.dev", "kapp"),
                    Map.entry("operators.coreos.com", "OLM"),
                    Map.entry("olm.operatorframework.io", "OLM"),
                    Map.entry("applyset.kubernetes.io", "kubectl"),
                    Map.entry("addonmanager.kubernetes.io", "the addon manager"),
                    Map.entry("configsync.gke.io", "Config Sync"),
                    Map.entry("configmanagement.gke.io", "Config Sync"),
                    Map.entry("cattle.io", "Rancher"),
                    Map.entry("pulumi.com", "Pulumi"),
                    Map.entry("crossplane.io", "Crossplane"));

    private static final Set<String> NAMES =
            Set.of(
                    LAST_APPLIED,
                    PredictorContext.MANAGED_BY,
                    PredictorContext.INSTANCE,
                    "app.kubernetes.io/created-by",
                    "deployment.kubernetes.io/revision");

    private OwnershipMarks() {}

    static boolean isOne(String name) {
        return NAMES.contains(name) || owner(name) != null;
    }

    private static @Nullable String owner(String name) {
        if (name.startsWith("olm.")) {
            return "OLM";
        }
        int slash = name.indexOf('/');
        String domain = slash < 0 ? "" : name.substring(0, slash);
        for (String parent = domain; !parent.isEmpty(); parent = above(parent)) {
            if (DOMAINS.containsKey(parent)) {
                return DOMAINS.get(parent);
            }
        }
        return null;
    }

    private static String above(String domain) {
        int dot = domain.indexOf('.');
        return dot < 0 ? "" : domain.substring(dot + 1);
    }

    /** What remains of an object's labels or annotations. */
    public static Map<String, String> without(JsonNode stated) {
        Map<String, String> remaining = JsonMapping.map(stated);
        remaining.keySet().removeIf(OwnershipMarks::isOne);
        return remaining;
    }

    /** Warns of all that is left out of what a deployment's objects would carry. */
    public static void warn(JsonNode document, RenderProblems problems) {
        metadata(document.path("metadata"), "metadata", problems);
        JsonNode spec = document.path("spec");
        warn(spec.path("annotations"), "spec.annotations", problems);
        for (int i = 0; i < spec.path("predictors").size(); i++) {
            JsonNode predictor = spec.path("predictors").path(i);
            String path = "spec.predictors[" + i + "]";
            metadata(predictor, path, problems);
            JsonNode components = predictor.path("componentSpecs");
            for (int j = 0; j < components.size(); j++) {
                metadata(
                        components.path(j).path("metadata"),
                        path + ".componentSpecs[" + j + "].metadata",
                        problems);
            }
        }
    }

    private static void metadata(JsonNode metadata, String path, RenderProblems problems) {
        for (String field : List.of("labels", "annotations")) {
            warn(metadata.path(field), path + "." + field, problems);
        }
    }

    private static void warn(JsonNode stated, String path, RenderProblems problems) {
        for (Map.Entry<String, JsonNode> entry : stated.properties()) {
            String name = entry.getKey();
            // What every kubectl apply leaves there is no surprise.
            if (isOne(name) && !name.equals(LAST_APPLIED)) {
                String owner = owner(name);
                problems.warn(
                        path + "[\"" + name + "\"]",
                        "left out, as "
                                + (owner == null ? "a tool" : owner)
                                + " would take what carries it for its own");
            }
        }
    }
}
