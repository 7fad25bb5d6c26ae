// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.validation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The names v1's operator gives the Services of a deployment's containers.
 *
 * @param deployment name of the deployment
 * @param namespace its namespace
 */
public record ServiceNames(String deployment, String namespace) {

    /** What a label may hold at most, and with it a Service's name. */
    private static final int MAX_LENGTH = 63;

    /** The name under which a container of a predictor is found from other pods. */
    public String host(String predictor, String container) {
        return service(predictor, container) + "." + namespace + ".svc.cluster.local";
    }

    private String service(String predictor, String container) {
        String name = deployment + "-" + predictor + "-" + container;
        return name.getBytes(StandardCharsets.UTF_8).length > MAX_LENGTH
                ? "seldon-" + md5(name)
                : name;
    }

    private static String md5(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
