// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.predictor;

import io.leat.deployment.schema.Placeholder;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The places of checkpoints, savepoints and high-availability data, as the command line states
 * them.
 *
 * @param directory a URI below which they lie; null for none stated
 * @param storageClass of the volume that takes its place; null for none stated
 * @param secret in the job's namespace that holds the credentials of the object store; null where
 *     the service account or the node has them
 */
public record StateOptions(
        @Nullable String directory, @Nullable String storageClass, @Nullable String secret) {

    public static final StateOptions NONE = new StateOptions(null, null, null);

    /** A scheme and something below it. */
    private static final Pattern URI = Pattern.compile("[a-z][a-z0-9+.-]*://?[^\\s]*[^/\\s].*");

    private static final Pattern NAME =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

    /** What a directory must be, for messages. */
    public static final String EXPECTED = "a URI, for example s3://bucket/leat";

    void problems(List<String> problems) {
        if (directory != null && !isDirectory(directory)) {
            problems.add("--state-dir is " + refused(directory) + " (expected: " + EXPECTED + ")");
        }
        if (storageClass != null && !isName(storageClass)) {
            problems.add(
                    "--storage-class is "
                            + refused(storageClass)
                            + " (expected: the name of a StorageClass)");
        }
        if (secret != null && !isName(secret)) {
            problems.add(
                    "--state-secret is " + refused(secret) + " (expected: the name of a Secret)");
        }
        if (directory != null && storageClass != null) {
            problems.add(
                    "--state-dir and --storage-class are both stated (expected: one of them; a"
                            + " directory needs no volume)");
        }
    }

    public static boolean isDirectory(String uri) {
        return URI.matcher(uri).matches() && Placeholder.in(uri) == null;
    }

    /** Whether Kubernetes takes it as the name of an object. */
    public static boolean isName(String text) {
        return text.length() <= 253 && NAME.matcher(text).matches();
    }

    /** A value as a message quotes it. */
    public static String refused(String value) {
        return '"' + value + '"' + Placeholder.said(value);
    }

    /** The scheme of a directory, in lower case; empty for what is none. */
    public static String scheme(String uri) {
        return uri.substring(0, Math.max(0, uri.indexOf(':'))).toLowerCase(Locale.ROOT);
    }
}
