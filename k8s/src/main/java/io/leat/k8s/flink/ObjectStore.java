// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.flink;

import io.leat.k8s.predictor.RenderOptions;
import io.leat.k8s.predictor.StateOptions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The object stores Flink has a plug-in for, and how each takes credentials. */
enum ObjectStore {
    S3("s3-fs-presto", "s3 s3p", Names.ROLE, Names.AWS),
    S3A("s3-fs-hadoop", "s3a", Names.ROLE, Names.AWS),
    GOOGLE_CLOUD_STORAGE("gs-fs-hadoop", "gs", "iam.gke.io/gcp-service-account", "key.json"),
    AZURE_BLOB_STORAGE("azure-fs-hadoop", "wasb wasbs", null, "AZURE_STORAGE_KEY"),
    AZURE_DATA_LAKE("azure-fs-hadoop", "abfs abfss", null, ""),
    ALIBABA_OSS("oss-fs-hadoop", "oss", null, "OSS_ACCESS_KEY_ID OSS_ACCESS_KEY_SECRET");

    /** Names that two of them share. */
    private static final class Names {
        static final String ROLE = "eks.amazonaws.com/role-arn";
        static final String AWS = "AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY";
    }

    private static final Set<String> OF_FLINK_ITSELF = Set.of("file", "hdfs", "viewfs");

    private final String plugin;

    /** Separated by blanks. */
    private final String schemes;

    private final @Nullable String annotation;

    /** Separated by blanks. */
    private final String keys;

    ObjectStore(String plugin, String schemes, @Nullable String annotation, String keys) {
        this.plugin = plugin;
        this.schemes = schemes;
        this.annotation = annotation;
        this.keys = keys;
    }

    /** The store of a directory, or null where it lies in none of these. */
    static @Nullable ObjectStore of(String uri) {
        String scheme = StateOptions.scheme(uri);
        for (ObjectStore store : values()) {
            if (words(store.schemes).contains(scheme)) {
                return store;
            }
        }
        return null;
    }

    /** What must be seen to where the directory lies in none of these; null for nothing. */
    static @Nullable String warning(String uri) {
        String scheme = StateOptions.scheme(uri);
        if (scheme.equals("file")) {
            return "\""
                    + uri
                    + "\": on each pod's own disk, and lost with the pod, unless the same volume is"
                    + " mounted there in all of them (--storage-class makes one)";
        }
        return OF_FLINK_ITSELF.contains(scheme)
                ? null
                : "\""
                        + uri
                        + "\": Flink has no plug-in for "
                        + scheme
                        + "://, so the image must have one (Flink's own: s3, s3a, s3p, gs, abfs, abfss,"
                        + " wasb, wasbs, oss)";
    }

    /** Whether the credentials are a file, else variables. */
    boolean takesFile() {
        return this == GOOGLE_CLOUD_STORAGE;
    }

    /** The keys that a Secret must have; none where Flink takes no Secret for it. */
    List<String> keys() {
        return words(keys);
    }

    private static List<String> words(String words) {
        return words.isEmpty() ? List.of() : List.of(words.split(" "));
    }

    /** Settings that make Flink look for credentials in variables. */
    Map<String, String> settings(String directory) {
        return switch (this) {
            case AZURE_BLOB_STORAGE ->
                    Map.of(
                            "fs.azure.account.keyprovider." + account(directory),
                            "org.apache.flink.fs.azurefs.EnvironmentVariableKeyProvider");
            case ALIBABA_OSS ->
                    Map.of(
                            "fs.oss.credentials.provider",
                            "com.aliyun.oss.common.auth.EnvironmentVariableCredentialsProvider");
            case S3, S3A, GOOGLE_CLOUD_STORAGE, AZURE_DATA_LAKE -> Map.of();
        };
    }

    /** As a URI of Azure has it: {@code ACCOUNT.blob.core.windows.net}. */
    private static String account(String directory) {
        String authority = directory.replaceFirst("^[^:]*://", "").replaceFirst("/.*", "");
        return authority.substring(authority.lastIndexOf('@') + 1);
    }

    /** Which plug-in it needs, and how an image gets it. */
    String plugin(String scheme) {
        return """
                %1$s:// needs Flink's plug-in %2$s in the image: k8s/build-image puts it there if FILESYSTEMS names it.
                Another image based on Flink's needs, when it is built, mkdir -p /opt/flink/plugins/%2$s and
                ln -s /opt/flink/opt/flink-%2$s-*.jar /opt/flink/plugins/%2$s/. ENABLE_BUILT_IN_PLUGINS would
                write there at start, and the root file system is read-only."""
                .formatted(scheme, plugin);
    }

    /**
     * Where the credentials come from, as rendered.
     *
     * @param stated whether the job's variables hold one
     */
    String credentials(RenderOptions options, Predicate<String> stated) {
        String secret = options.state().secret();
        if (secret != null) {
            return "Credentials: the Secret "
                    + secret
                    + ", which must have "
                    + String.join(" and ", keys())
                    + (takesFile() ? ", mounted as a file." : ", as variables of the pods.");
        }
        if (annotation != null && options.accountAnnotations().containsKey(annotation)) {
            return "Credentials: the role that the service account's annotation "
                    + annotation
                    + " names."
                    + (this == S3A
                            ? "\ns3a:// asks for it only with --flink-config"
                                    + " fs.s3a.aws.credentials.provider=com.amazonaws.auth.WebIdentityTokenCredentialsProvider"
                            : "");
        }
        for (String key : keys()) {
            if (stated.test(key)) {
                return "Credentials: " + String.join(" and ", keys()) + " of svcOrchSpec.env.";
            }
        }
        return "Credentials: none are stated, so the node's own count. " + otherwise();
    }

    private String otherwise() {
        if (this == AZURE_DATA_LAKE) {
            return "Flink's plug-in knows managed\nidentities (--flink-config"
                    + " fs.azure.account.auth.type=OAuth and fs.azure.account.oauth.provider.type="
                    + "org.apache.hadoop.fs.azurebfs.oauth2.MsiTokenProvider),\nand no workload"
                    + " identity; an account's key it takes from a variable for wasbs:// only"
                    + " (--state-secret).";
        }
        return (annotation == null
                        ? ""
                        : "--service-account-annotation " + annotation + "=… names a role,\n")
                + "--state-secret a Secret with "
                + String.join(" and ", keys())
                + ".";
    }
}
