// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.leat.k8s.manifest.JsonMapping;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What each kind may hold. The operator's definition comes from its own artifact; with {@code
 * -Dleat.crds=DIR} it and KEDA's come from that folder's {@code flinkdeployments….yaml}, {@code
 * flinksessionjobs….yaml}, {@code scaledobjects….yaml} and {@code triggerauthentications….yaml}
 * instead, where it has them.
 */
final class Schemas {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private static final Map<String, Class<?>> CORE =
            Map.of(
                    "ConfigMap", ConfigMap.class,
                    "Deployment", Deployment.class,
                    "HorizontalPodAutoscaler", HorizontalPodAutoscaler.class,
                    "NetworkPolicy", NetworkPolicy.class,
                    "PersistentVolumeClaim", PersistentVolumeClaim.class,
                    "PodDisruptionBudget", PodDisruptionBudget.class,
                    "Role", Role.class,
                    "RoleBinding", RoleBinding.class,
                    "Service", Service.class,
                    "ServiceAccount", ServiceAccount.class);

    private static final StructuralSchema FLINK = flink();
    private static final StructuralSchema SESSION_JOB = sessionJob();
    private static final StructuralSchema KEDA = keda();
    private static final @Nullable StructuralSchema AUTHENTICATION =
            definition("triggerauthentications");

    private Schemas() {}

    /** What is wrong with an object as it is written, unknown fields included. */
    static List<String> problems(String yaml) throws IOException {
        JsonNode object = YAML.readTree(yaml);
        String kind = object.path("kind").asText();
        return switch (kind) {
            case "FlinkDeployment" -> FLINK.problems(object.path("spec"));
            case "FlinkSessionJob" -> SESSION_JOB.problems(object.path("spec"));
            case "ScaledObject" -> KEDA.problems(object.path("spec"));
            case "TriggerAuthentication" ->
                    AUTHENTICATION == null
                            ? List.of()
                            : AUTHENTICATION.problems(object.path("spec"));
            default -> core(kind, object);
        };
    }

    private static List<String> core(String kind, JsonNode object) throws IOException {
        Class<?> type = CORE.get(kind);
        if (type == null) {
            return List.of(kind + ": no schema for it");
        }
        List<String> unknown = new ArrayList<>();
        JsonNode again =
                YAML.readTree(JsonMapping.of(JsonMapping.typed(object, type, unknown)).toString());
        if (unknown.isEmpty() && !again.equals(object)) {
            return List.of("read and written anew it is " + again);
        }
        return unknown.stream().map(field -> field + ": unknown field").toList();
    }

    private static StructuralSchema flink() {
        StructuralSchema given = definition("flinkdeployments");
        if (given != null) {
            return given;
        }
        return new StructuralSchema(specOf(flinkDefinition()));
    }

    /** The definition of FlinkDeployments, as an operator that knows Leat's Flink has it. */
    static JsonNode flinkDefinition() {
        JsonNode definition =
                resource("/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml");
        // Operators from 1.13 on know these; their definitions are on no registry.
        ArrayNode versions = (ArrayNode) specOf(definition).at("/properties/flinkVersion/enum");
        versions.add("v2_0").add("v2_1").add("v2_2");
        return definition;
    }

    private static StructuralSchema sessionJob() {
        StructuralSchema given = definition("flinksessionjobs");
        return given == null ? new StructuralSchema(specOf(sessionJobDefinition())) : given;
    }

    /** The definition of FlinkSessionJobs. */
    static JsonNode sessionJobDefinition() {
        return resource("/META-INF/fabric8/flinksessionjobs.flink.apache.org-v1.yml");
    }

    private static StructuralSchema keda() {
        StructuralSchema given = definition("scaledobjects");
        return given == null
                ? new StructuralSchema(resource("/schemas/scaledobject-spec.json"))
                : given;
    }

    private static @Nullable StructuralSchema definition(String name) {
        String folder = System.getProperty("leat.crds");
        if (folder == null) {
            return null;
        }
        File[] found = new File(folder).listFiles((dir, file) -> file.startsWith(name + "."));
        if (Objects.requireNonNull(found, folder).length == 0) {
            return null;
        }
        try {
            return new StructuralSchema(specOf(YAML.readTree(found[0])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode specOf(JsonNode definition) {
        return definition.at("/spec/versions/0/schema/openAPIV3Schema/properties/spec");
    }

    private static JsonNode resource(String name) {
        try (InputStream in = Schemas.class.getResourceAsStream(name)) {
            return YAML.readTree(Objects.requireNonNull(in, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
