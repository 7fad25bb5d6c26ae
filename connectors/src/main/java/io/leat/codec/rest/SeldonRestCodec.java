// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.rest;

import io.leat.codec.json.JsonBuiltIns;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.Payload;
import io.leat.protocol.Protocol;
import io.leat.protocol.UnitMethod;
import java.util.List;

/** The seldon protocol over REST: every message is a SeldonMessage, and any one chains. */
public final class SeldonRestCodec extends RestCodec {

    @Override
    public Protocol protocol() {
        return Protocol.SELDON;
    }

    @Override
    String path(UnitMethod method, String node) {
        return switch (method) {
            case PREDICT -> "/predict";
            case TRANSFORM_INPUT -> "/transform-input";
            case ROUTE -> "/route";
            case AGGREGATE -> "/aggregate";
            case TRANSFORM_OUTPUT -> "/transform-output";
            case SEND_FEEDBACK, SEND_ROUTER_FEEDBACK -> "/send-feedback";
        };
    }

    @Override
    public Payload chain(Payload message, String node) {
        return message;
    }

    @Override
    public Payload simpleModel(Payload request) throws BadPayloadException {
        return JsonBuiltIns.simpleModel(request);
    }

    @Override
    public Payload average(List<Payload> messages) throws BadPayloadException {
        return JsonBuiltIns.average(messages);
    }
}
