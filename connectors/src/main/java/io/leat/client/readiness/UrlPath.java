// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.readiness;

import java.net.URI;
import java.net.URISyntaxException;

/** A model's name as part of the path of a question about it. */
public final class UrlPath {

    private UrlPath() {}

    /** Percent-encoded, so that nothing in it ends the path. */
    public static String encoded(String name) {
        try {
            return new URI(null, null, "/" + name, null).toASCIIString().substring(1);
        } catch (URISyntaxException e) {
            return name;
        }
    }
}
