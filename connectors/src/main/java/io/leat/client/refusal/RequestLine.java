// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.refusal;

import io.leat.protocol.Protocol;

/**
 * A request as messages name it.
 *
 * @param node that is called; the model's name to v2 and tensorflow
 * @param protocol that is spoken
 * @param text {@code POST /v2/models/iris/infer}; over gRPC {@code
 *     inference.GRPCInferenceService/ModelInfer}
 */
public record RequestLine(String node, Protocol protocol, String text) {

    /** Over HTTP. Messages leave out a query, which may hold a token. */
    public static RequestLine http(String node, Protocol protocol, String method, String path) {
        int query = path.indexOf('?');
        String shown = query < 0 ? path : path.substring(0, query);
        return new RequestLine(node, protocol, method + " " + shown);
    }

    /** Whether the model's name is part of the request. */
    boolean namesModel() {
        return protocol != Protocol.SELDON;
    }

    @Override
    public String toString() {
        return text;
    }
}
