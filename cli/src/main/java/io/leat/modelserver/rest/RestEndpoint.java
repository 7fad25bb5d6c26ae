// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.rest;

import io.leat.modelserver.RefusedException;

/** One protocol over HTTP. Called by several threads at once. */
interface RestEndpoint {

    /** Whether requests to this path are this protocol's to answer. */
    boolean owns(String path);

    /**
     * Answers a request with the JSON body of a 200.
     *
     * @throws RefusedException for every other status; its message goes into an {@link #error}
     */
    byte[] answer(RestRequest request) throws RefusedException;

    /** The JSON body in which the protocol states an error. */
    default byte[] error(int status, String message) {
        return RestResponses.error(message);
    }
}
