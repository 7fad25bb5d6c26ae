// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.flink;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.leat.k8s.manifest.Manifest;
import io.leat.k8s.predictor.ObjectOwner;
import io.leat.k8s.predictor.PredictorContext;
import io.leat.k8s.predictor.RenderOptions;
import io.leat.k8s.predictor.StateOptions;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The directory in which a job keeps what must outlive its pods.
 *
 * @param uri below which its directories lie
 * @param claim the volume they lie on, or null where the URI needs none
 * @param storageClass of the volume
 * @param store the object store they lie in, or null where they lie in none
 */
public record StateDirectory(
        String uri,
        @Nullable String claim,
        @Nullable String storageClass,
        @Nullable ObjectStore store) {

    static final String DIRECTORY = "leat.io/state-dir";
    static final String STORAGE_CLASS = "leat.io/storage-class";

    /** Where the volume is mounted; flink-conf/ names the same. */
    static final String MOUNT = "/opt/flink/state";

    public static StateDirectory of(PredictorContext context) {
        String stated = stated(context);
        return stated == null
                ? new StateDirectory(
                        "file://" + MOUNT, context.base() + "-state", storageClass(context), null)
                : new StateDirectory(
                        stated.replaceAll("/+$", "") + "/" + context.base(),
                        null,
                        null,
                        ObjectStore.of(stated));
    }

    /** Of the jobs of a session together; each job's checkpoints lie in a folder of its id. */
    static StateDirectory ofSession(ObjectOwner owner) {
        StateOptions state = owner.options().state();
        String stated = state.directory();
        return stated == null
                ? new StateDirectory(
                        "file://" + MOUNT, owner.base() + "-state", state.storageClass(), null)
                : new StateDirectory(
                        stated.replaceAll("/+$", "") + "/" + owner.base(),
                        null,
                        null,
                        ObjectStore.of(stated));
    }

    /** Refuses what is no directory or class, and warns of a job without either. */
    public static void check(PredictorContext context) {
        String stated = stated(context);
        String storageClass = storageClass(context);
        if (stated != null && !StateOptions.isDirectory(stated)) {
            refuse(context, DIRECTORY, stated, StateOptions.EXPECTED);
        } else if (stated != null) {
            directory(context, stated);
        } else if (storageClass == null) {
            context.problems()
                    .warn(
                            "spec.annotations",
                            "nothing says where checkpoints are kept: a PersistentVolumeClaim asks"
                                    + " the cluster's default class for a volume that several nodes can"
                                    + " write to at once (ReadWriteMany), which few default classes"
                                    + " have, and the job does not start without it (expected:"
                                    + " --state-dir s3://BUCKET/PATH, or another object store; or"
                                    + " --storage-class NAME; or the annotation "
                                    + DIRECTORY
                                    + " or "
                                    + STORAGE_CLASS
                                    + ")");
        } else if (!StateOptions.isName(storageClass)) {
            refuse(context, STORAGE_CLASS, storageClass, "the name of a StorageClass");
        } else if (context.options().state().secret() != null) {
            context.problems()
                    .refuse(
                            "spec.annotations",
                            "--state-secret is stated, and checkpoints are kept on a volume"
                                    + " (expected: --state-dir, or no secret)");
        }
    }

    private static void refuse(
            PredictorContext context, String annotation, String value, String expected) {
        context.problems()
                .refuse(
                        context.path("annotations[\"" + annotation + "\"]"),
                        StateOptions.refused(value) + " (expected: " + expected + ")");
    }

    private static void directory(PredictorContext context, String stated) {
        String at =
                context.options().state().directory() == null
                        ? context.path("annotations[\"" + DIRECTORY + "\"]")
                        : "--state-dir";
        ObjectStore store = ObjectStore.of(stated);
        String warning = store == null ? ObjectStore.warning(stated) : null;
        if (warning != null) {
            context.problems().warn(at, warning);
        }
        if (context.options().state().secret() != null
                && (store == null || store.keys().isEmpty())) {
            context.problems()
                    .refuse(
                            at,
                            "\""
                                    + stated
                                    + "\", and --state-secret is stated (expected: a store whose"
                                    + " plug-in takes credentials that no one can read in the"
                                    + " FlinkDeployment: s3, s3a, s3p, gs, wasb, wasbs or oss)");
        }
    }

    /** The option, else the annotation; a class on the command line wins over the annotation. */
    private static @Nullable String stated(PredictorContext context) {
        StateOptions options = context.options().state();
        return options.directory() != null || options.storageClass() != null
                ? options.directory()
                : context.annotations().get(DIRECTORY);
    }

    private static @Nullable String storageClass(PredictorContext context) {
        String option = context.options().state().storageClass();
        return option == null ? context.annotations().get(STORAGE_CLASS) : option;
    }

    String of(String purpose) {
        return uri + "/" + purpose;
    }

    /** What must be there for the job to write to it, for people. */
    String reason(RenderOptions options, Predicate<String> variables) {
        String reason = "All three outlive every pod.";
        return store == null
                ? reason
                : reason
                        + "\n"
                        + store.plugin(StateOptions.scheme(uri))
                        + "\n"
                        + store.credentials(options, variables);
    }

    /** The claim, which nothing owns: it stays when the FlinkDeployment goes. */
    public Manifest manifest(ObjectOwner owner) {
        return Manifest.of(
                new PersistentVolumeClaimBuilder()
                        .withMetadata(owner.objectMeta(Objects.requireNonNull(claim)))
                        .withNewSpec()
                        .withAccessModes("ReadWriteMany")
                        .withStorageClassName(storageClass)
                        .withNewResources()
                        .addToRequests("storage", new Quantity("10Gi"))
                        .endResources()
                        .endSpec()
                        .build(),
                "Checkpoints, savepoints and the high-availability data of the job. They outlive"
                        + " every pod and the\n"
                        + "FlinkDeployment; delete the claim only when no record waits to be resumed.",
                Map.of(
                        "spec/accessModes",
                        "JobManager and TaskManagers write to it from different nodes. "
                                + (storageClass == null
                                        ? "The cluster's default class"
                                        : "The class below")
                                + " must give such\n"
                                + "volumes, as those of NFS, CephFS, EFS, Filestore and Azure Files"
                                + " do and those of disks do not: else\n"
                                + "the claim stays Pending. An object store needs no claim:"
                                + " --state-dir s3://BUCKET/PATH."));
    }
}
