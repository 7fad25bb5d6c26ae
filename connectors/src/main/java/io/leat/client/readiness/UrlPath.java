// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.readiness;

import java.net.URI;
import java.net.URISyntaxException;

/** A name as part of a path. */
final class UrlPath {

    private UrlPath() {}

    static String encoded(String name) {
        try {
            return new URI(null, null, "/" + name, null).toASCIIString().substring(1);
        } catch (URISyntaxException e) {
            return name;
        }
    }
}
