// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.rest;

import io.leat.codec.json.JsonMemberRenamer;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.Payload;
import io.leat.protocol.Protocol;
import io.leat.protocol.UnitMethod;
import java.util.List;
import java.util.Set;

/** The Open Inference Protocol (v2) over REST. */
public final class V2RestCodec extends RestCodec {

    // A request's own "outputs" names the tensors it wants; it always has "inputs" beside it.
    private static final JsonMemberRenamer CHAIN =
            new JsonMemberRenamer(
                    Set.of("inputs"), List.of(new JsonMemberRenamer.Rule("outputs", "inputs")));

    @Override
    public Protocol protocol() {
        return Protocol.V2;
    }

    @Override
    String path(UnitMethod method, String node) {
        return switch (method) {
            case PREDICT, TRANSFORM_INPUT, TRANSFORM_OUTPUT -> "/v2/models/" + node + "/infer";
            case ROUTE -> "/v2/models/" + node + "/route";
            case AGGREGATE -> "/v2/models/" + node + "/aggregate";
            case SEND_FEEDBACK, SEND_ROUTER_FEEDBACK -> "/v2/models/" + node + "/feedback";
        };
    }

    @Override
    public Payload chain(Payload message, String node) throws BadPayloadException {
        return CHAIN.apply(message);
    }
}
