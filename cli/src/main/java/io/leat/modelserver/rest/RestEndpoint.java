// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.modelserver.RefusedException;

/** One protocol over HTTP. Called by several threads at once. */
interface RestEndpoint {

    /** Whether requests to this path are this protocol's to answer. */
    boolean owns(String path);

    /**
     * Answers a request with the body of a 200.
     *
     * @throws RefusedException for every other status; its message goes into an {@link #error}
     */
    JsonNode answer(RestRequest request) throws RefusedException;

    /** The body in which the protocol states an error. */
    default JsonNode error(int status, String message) {
        return RestResponses.error(message);
    }
}
