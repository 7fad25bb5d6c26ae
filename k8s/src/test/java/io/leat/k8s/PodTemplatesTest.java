// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.k8s.manifest.Manifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold of every pod and every object that is rendered, whatever it is rendered from. */
class PodTemplatesTest {

    private static final Set<String> PLAIN_VOLUMES =
            Set.of(
                    "configMap",
                    "csi",
                    "downwardAPI",
                    "emptyDir",
                    "ephemeral",
                    "persistentVolumeClaim",
                    "projected",
                    "secret");

    static List<GoldenFolder> folders() {
        return GoldenFolder.all();
    }

    private static List<Manifest> manifests(GoldenFolder folder, String kind) throws Exception {
        return folder.render().manifests().stream()
                .filter(manifest -> manifest.kind().equals(kind))
                .toList();
    }

    private static List<JsonNode> containers(JsonNode spec) {
        List<JsonNode> containers = new ArrayList<>();
        spec.path("initContainers").forEach(containers::add);
        spec.path("containers").forEach(containers::add);
        return containers;
    }

    /** As https://kubernetes.io/docs/concepts/security/pod-security-standards has "restricted". */
    private static List<String> violations(JsonNode spec) {
        List<String> violations = new ArrayList<>();
        for (String shared : List.of("hostNetwork", "hostPID", "hostIPC")) {
            if (spec.path(shared).asBoolean()) {
                violations.add(shared);
            }
        }
        for (JsonNode volume : spec.path("volumes")) {
            volume.fieldNames()
                    .forEachRemaining(
                            field -> {
                                if (!field.equals("name") && !PLAIN_VOLUMES.contains(field)) {
                                    violations.add(volume.path("name").asText());
                                }
                            });
        }
        JsonNode pod = spec.path("securityContext");
        for (JsonNode container : containers(spec)) {
            JsonNode own = container.path("securityContext");
            String name = container.path("name").asText();
            if (own.path("allowPrivilegeEscalation").asBoolean(true)) {
                violations.add(name + " escalation");
            }
            if (!own.path("runAsNonRoot").asBoolean(pod.path("runAsNonRoot").asBoolean(false))
                    || own.path("runAsUser").asLong(pod.path("runAsUser").asLong(1)) == 0) {
                violations.add(name + " root");
            }
            if (!own.at("/capabilities/drop").toString().contains("\"ALL\"")
                    || !own.at("/capabilities/add").isMissingNode()) {
                violations.add(name + " capabilities");
            }
            String seccomp =
                    own.at("/seccompProfile/type")
                            .asText(pod.at("/seccompProfile/type").asText(""));
            if (!Set.of("RuntimeDefault", "Localhost").contains(seccomp)) {
                violations.add(name + " seccomp");
            }
        }
        return violations;
    }

    @ParameterizedTest
    @MethodSource("folders")
    void areRestrictedOrSayWhyNot(GoldenFolder folder) throws Exception {
        for (Manifest manifest : manifests(folder, "Deployment")) {
            assertThat(violations(manifest.tree().at("/spec/template/spec")).isEmpty())
                    .as(manifest.identity())
                    .isNotEqualTo(manifest.yaml().contains(AdmissionInputs.EXCUSE));
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void ofFlinkAreRestricted(GoldenFolder folder) throws Exception {
        for (Manifest manifest : manifests(folder, "FlinkDeployment")) {
            JsonNode common = manifest.tree().at("/spec/podTemplate/spec");
            assertThat(violations(common)).isEmpty();
            JsonNode models = manifest.tree().at("/spec/taskManager/podTemplate/spec");
            if (models.isObject()) {
                ObjectNode merged = models.deepCopy();
                ObjectNode context = merged.withObject("securityContext");
                common.path("securityContext")
                        .properties()
                        .forEach(each -> context.putIfAbsent(each.getKey(), each.getValue()));
                assertThat(violations(merged).isEmpty())
                        .as(manifest.identity())
                        .isNotEqualTo(manifest.yaml().contains(AdmissionInputs.EXCUSE));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void nameEachPortOnce(GoldenFolder folder) throws Exception {
        for (Manifest manifest : manifests(folder, "Deployment")) {
            assertThat(portNames(manifest.tree().at("/spec/template/spec")))
                    .doesNotHaveDuplicates();
        }
        for (Manifest manifest : manifests(folder, "FlinkDeployment")) {
            List<String> all =
                    new ArrayList<>(portNames(manifest.tree().at("/spec/podTemplate/spec")));
            all.addAll(portNames(manifest.tree().at("/spec/taskManager/podTemplate/spec")));
            assertThat(all).doesNotHaveDuplicates();
        }
    }

    private static List<String> portNames(JsonNode spec) {
        return containers(spec).stream()
                .flatMap(container -> container.path("ports").findValuesAsText("name").stream())
                .toList();
    }

    /** The guide's command finds what is left over by this label, in kinds that it lists. */
    @ParameterizedTest
    @MethodSource("folders")
    void areFoundByTheLabelOfTheirDeployment(GoldenFolder folder) throws Exception {
        String guide = Files.readString(Path.of("README.md"));
        for (Manifest manifest : folder.render().manifests()) {
            JsonNode labels = manifest.tree().at("/metadata/labels");
            assertThat(labels.has("leat.io/deployment") || labels.has("leat.io/session"))
                    .as(manifest.identity())
                    .isTrue();
            String version = manifest.tree().path("apiVersion").asText();
            String kind =
                    (version.contains("/") ? version : "core/" + version) + "/" + manifest.kind();
            assertThat(guide.contains("--prune-allowlist=" + kind))
                    .as(kind)
                    .isNotEqualTo(
                            Set.of("PersistentVolumeClaim", "TriggerAuthentication")
                                    .contains(manifest.kind()));
        }
    }

    /** Two files may bring the same credentials of KEDA along. */
    @Test
    void shareATriggerAuthenticationThatSeveralFilesState() throws Exception {
        GoldenFolder folder =
                folders().stream().filter(f -> f.toString().equals("keda-tls")).findFirst().get();
        String text = Files.readString(folder.path().resolve(folder.input()));
        List<Manifest> manifests =
                Renderer.render(
                                List.of(
                                        new RenderSource("one", text),
                                        new RenderSource(
                                                "two",
                                                text.replace("cifar10-rest", "other")
                                                        .replace(
                                                                "name: tfserving-cifar10",
                                                                "name: other"))),
                                folder.options())
                        .manifests();

        assertThat(manifests).isNotEmpty();
        assertThat(manifests.stream().filter(m -> m.kind().equals("TriggerAuthentication")))
                .hasSize(1);
        assertThat(new HashSet<>(manifests.stream().map(Manifest::identity).toList()))
                .hasSameSizeAs(manifests);
    }
}
