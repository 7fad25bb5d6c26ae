// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.modelserver.RefusedException;
import io.leat.modelserver.json.JsonTrees;

/**
 * An HTTP request.
 *
 * @param method in upper case
 * @param path decoded, without the query
 * @param body all of it, empty where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // read once and dropped
record RestRequest(String method, String path, byte[] body) {

    /**
     * @throws RefusedException if the request's method is another one
     */
    void require(String expected) throws RefusedException {
        if (!method.equals(expected)) {
            throw new RefusedException(
                    405, "method " + method + " at " + path + " (expected: " + expected + ")");
        }
    }

    /**
     * The body of a POST.
     *
     * @throws RefusedException if the request is none, or its body is no JSON object
     */
    JsonNode object() throws RefusedException {
        require("POST");
        return JsonTrees.requireObject(JsonTrees.read(body), "body");
    }
}
