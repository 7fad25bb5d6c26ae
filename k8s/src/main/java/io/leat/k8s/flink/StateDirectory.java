// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.flink;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.leat.k8s.manifest.Manifest;
import io.leat.k8s.predictor.PredictorContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a job keeps what must outlive its pods.
 *
 * @param uri below which its directories lie
 * @param claim the volume they lie on, or null where the URI needs none
 */
public record StateDirectory(String uri, @Nullable String claim) {

    public static final String ANNOTATION = "leat.io/state-dir";

    /** Where the volume is mounted; flink-conf/ names the same. */
    static final String MOUNT = "/opt/flink/state";

    public static StateDirectory of(PredictorContext context) {
        String stated = stated(context);
        return stated == null
                ? new StateDirectory("file://" + MOUNT, context.base() + "-state")
                : new StateDirectory(stated.replaceAll("/+$", "") + "/" + context.base(), null);
    }

    /** The option, else the annotation. */
    public static @Nullable String stated(PredictorContext context) {
        String option = context.options().stateDirectory();
        return option == null ? context.annotations().get(ANNOTATION) : option;
    }

    String of(String purpose) {
        return uri + "/" + purpose;
    }

    /** The claim, which nothing owns: it stays when the FlinkDeployment goes. */
    public Manifest manifest(PredictorContext context) {
        return Manifest.of(
                new PersistentVolumeClaimBuilder()
                        .withNewMetadata()
                        .withName(claim)
                        .withNamespace(context.namespace())
                        .withLabels(context.labels())
                        .endMetadata()
                        .withNewSpec()
                        .withAccessModes("ReadWriteMany")
                        .withNewResources()
                        .addToRequests("storage", new Quantity("10Gi"))
                        .endResources()
                        .endSpec()
                        .build(),
                "Checkpoints, savepoints and the high-availability data of the job. They outlive every"
                        + " pod and the\nFlinkDeployment; delete the claim only when no record waits to"
                        + " be resumed.",
                Map.of(
                        "spec/accessModes",
                        "JobManager and TaskManagers write to it from different nodes. A cluster"
                                + " without such volumes\nneeds an object store: render with"
                                + " --state-dir s3://BUCKET/PATH or gs://BUCKET/PATH."));
    }
}
