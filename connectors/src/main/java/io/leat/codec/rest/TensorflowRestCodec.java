// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.rest;

import io.leat.codec.json.JsonMemberRenamer;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.Payload;
import io.leat.protocol.Protocol;
import io.leat.protocol.UnitMethod;
import java.util.List;
import java.util.Set;

/** The REST protocol of TensorFlow Serving, in rows and in columns. */
public final class TensorflowRestCodec extends RestCodec {

    // As executor/api/rest/tensorflow.go#ChainTensorflow: a request's member wins over an answer's.
    private static final JsonMemberRenamer CHAIN =
            new JsonMemberRenamer(
                    Set.of("instances", "inputs"),
                    List.of(
                            new JsonMemberRenamer.Rule("predictions", "instances"),
                            new JsonMemberRenamer.Rule("outputs", "inputs")));

    @Override
    public Protocol protocol() {
        return Protocol.TENSORFLOW;
    }

    @Override
    String path(UnitMethod method, String node) {
        return switch (method) {
            case PREDICT, TRANSFORM_INPUT, TRANSFORM_OUTPUT -> "/v1/models/" + node + ":predict";
            case ROUTE -> "/v1/models/" + node + ":route";
            case AGGREGATE -> "/v1/models/" + node + ":aggregate";
            case SEND_FEEDBACK, SEND_ROUTER_FEEDBACK -> "/v1/models/" + node + ":feedback";
        };
    }

    @Override
    public Payload chain(Payload message, String node) throws BadPayloadException {
        return CHAIN.apply(message);
    }
}
