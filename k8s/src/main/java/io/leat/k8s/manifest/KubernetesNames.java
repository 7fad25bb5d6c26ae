// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.manifest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names that Kubernetes and the operator accept. */
public final class KubernetesNames {

    /** What the operator allows a FlinkDeployment; it appends to it. */
    public static final int FLINK_DEPLOYMENT = 45;

    /** What a label's value, and with it the name of a Service, may have. */
    public static final int LABEL = 63;

    /** RFC 1035, which a Service's name must keep to. */
    private static final Pattern LEGAL = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");

    /** RFC 1123, which the names of containers and volumes must keep to. */
    private static final Pattern LABEL_FORM = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");

    private static final int HASH_DIGITS = 8;

    private KubernetesNames() {}

    /**
     * The name itself if it is legal and short enough, else what can be kept of its beginning and a
     * hash of all of it: always the same for one name, and another for every other.
     *
     * @param wanted any text
     */
    public static String fit(String wanted, int longest) {
        return wanted.length() <= longest && LEGAL.matcher(wanted).matches()
                ? wanted
                : hashed(wanted, longest);
    }

    /** The same for a container or a volume, whose name may begin with a digit. */
    public static String label(String wanted) {
        return isLabel(wanted) ? wanted : hashed(wanted, LABEL);
    }

    static boolean isLabel(String name) {
        return name.length() <= LABEL && LABEL_FORM.matcher(name).matches();
    }

    /** What can be kept of the name's beginning, and a hash of all of it. */
    public static String hashed(String wanted, int longest) {
        String clean =
                wanted.toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-+|-+$", "");
        String head =
                clean.isEmpty()
                        ? "leat"
                        : Character.isLetter(clean.charAt(0)) ? clean : "leat-" + clean;
        int most = longest - HASH_DIGITS - 1;
        String cut = head.substring(0, Math.min(most, head.length())).replaceAll("-+$", "");
        return cut + "-" + sha256(wanted).substring(0, HASH_DIGITS);
    }

    public static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
