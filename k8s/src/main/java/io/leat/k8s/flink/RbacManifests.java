// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.flink;

import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.leat.k8s.manifest.Manifest;
import io.leat.k8s.predictor.ObjectOwner;
import java.util.List;

/**
 * The service account and role of the job's pods: in native mode the JobManager itself starts and
 * ends TaskManagers.
 */
public record RbacManifests(ObjectOwner owner) {

    String account() {
        return owner.base() + "-flink";
    }

    public List<Manifest> manifests() {
        return List.of(
                Manifest.of(
                        new ServiceAccountBuilder()
                                .withNewMetadataLike(owner.objectMeta(account()))
                                .withAnnotations(owner.options().accountAnnotations())
                                .endMetadata()
                                .build(),
                        "Who the job's pods are."),
                Manifest.of(
                        new RoleBuilder()
                                .withMetadata(owner.objectMeta(account()))
                                .withRules(rules())
                                .build(),
                        "What Flink's native mode and its high availability do themselves: start"
                                + " and end TaskManagers,\n"
                                + "elect a leader and keep its pointers in ConfigMaps."),
                Manifest.of(
                        new RoleBindingBuilder()
                                .withMetadata(owner.objectMeta(account()))
                                .withNewRoleRef("rbac.authorization.k8s.io", "Role", account())
                                .addNewSubject(null, "ServiceAccount", account(), owner.namespace())
                                .build(),
                        ""));
    }

    private static List<PolicyRule> rules() {
        return List.of(
                rule(
                        "",
                        List.of("pods", "configmaps"),
                        "create",
                        "delete",
                        "deletecollection",
                        "get",
                        "list",
                        "patch",
                        "update",
                        "watch"),
                rule("", List.of("services"), "get", "list", "watch"),
                rule(
                        "apps",
                        List.of("deployments", "deployments/finalizers"),
                        "delete",
                        "get",
                        "list",
                        "patch",
                        "update",
                        "watch"));
    }

    private static PolicyRule rule(String group, List<String> resources, String... verbs) {
        return new PolicyRuleBuilder()
                .withApiGroups(group)
                .withResources(resources)
                .withVerbs(verbs)
                .build();
    }
}
