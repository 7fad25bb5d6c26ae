// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka;

import java.io.Serializable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Where events of the request log come from.
 *
 * @param deployment the name of the SeldonDeployment
 * @param namespace its namespace
 * @param predictor the name of the predictor
 * @param protocol as the SeldonDeployment states it: {@code seldon}, {@code tensorflow}, {@code
 *     v2}, {@code kfserving}
 */
public record LogSource(String deployment, String namespace, String predictor, String protocol)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** As a CloudEvent's {@code source}: a URI reference. */
    String uri() {
        return "/namespaces/%s/seldondeployments/%s/predictors/%s"
                .formatted(encoded(namespace), encoded(deployment), encoded(predictor));
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
