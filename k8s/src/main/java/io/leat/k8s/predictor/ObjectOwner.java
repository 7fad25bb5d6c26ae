// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.predictor;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the objects of one Flink cluster are named by and carry.
 *
 * @param base the name of its FlinkDeployment, with which the names of the others begin
 * @param labels of each object
 */
public record ObjectOwner(
        RenderOptions options, String base, String namespace, Map<String, String> labels) {

    /** On what belongs to a session: the name of its cluster. */
    public static final String SESSION = "leat.io/session";

    public ObjectOwner {
        labels = new TreeMap<>(labels);
    }

    /** Of a session's cluster, which runs the jobs of several deployments. */
    public static ObjectOwner ofSession(
            RenderOptions options, SessionOptions session, String namespace) {
        return new ObjectOwner(
                options,
                session.name(),
                namespace,
                Map.of(
                        PredictorContext.MANAGED_BY,
                        "leat",
                        PredictorContext.INSTANCE,
                        session.name(),
                        SESSION,
                        session.name()));
    }

    public ObjectMeta objectMeta(String name) {
        return new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(namespace)
                .withLabels(labels)
                .build();
    }
}
