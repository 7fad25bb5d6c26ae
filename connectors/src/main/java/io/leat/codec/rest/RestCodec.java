// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.rest;

import io.leat.codec.json.Gzip;
import io.leat.codec.json.Json;
import io.leat.codec.json.JsonRoute;
import io.leat.codec.json.JsonRouting;
import io.leat.codec.json.JsonValueAt;
import io.leat.protocol.Address;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.MessageCodec;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import io.leat.protocol.PointedValue;
import io.leat.protocol.Protocol;
import io.leat.protocol.RestPath;
import io.leat.protocol.UnitMethod;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the REST protocols have in common: combining, routes, and that a record may be anything. */
abstract sealed class RestCodec implements MessageCodec
        permits SeldonRestCodec, TensorflowRestCodec, V2RestCodec {

    private static final String JSON = "application/json";

    /** The path of a method on a node, not yet encoded. */
    abstract String path(UnitMethod method, String node);

    @Override
    public final void admit(Payload message) {
        // Whatever it is, the first node judges it.
    }

    @Override
    public final Address address(NodeCall call) {
        return new Address(RestPath.encode(path(call.method(), call.node())), JSON);
    }

    @Override
    public final Payload combine(List<Payload> messages) throws BadPayloadException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write('[');
        for (int i = 0; i < messages.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            byte[] body = plain(messages.get(i).body());
            if (!Json.isJson(body)) {
                throw BadPayloadException.inPart(
                        i, "an answer that is no JSON (expected: JSON, to be combined)");
            }
            int start = Json.start(body);
            out.write(body, start, body.length - start);
        }
        out.write(']');
        return new Payload(out.toByteArray(), messages.get(0).type());
    }

    @Override
    public final int route(Payload reply) throws BadPayloadException {
        return JsonRoute.read(plain(reply.body()));
    }

    @Override
    public final Payload withRouting(Payload reply, Map<String, Integer> routing) {
        return JsonRouting.write(reply, routing);
    }

    @Override
    public final boolean readsPointers() {
        return true;
    }

    @Override
    public final @Nullable PointedValue valueAt(Payload message, String pointer)
            throws BadPayloadException {
        return JsonValueAt.read(plain(message.body()), pointer);
    }

    @Override
    public final boolean speaks(UnitMethod method) {
        // As executor/api/rest/client.go#Feedback: the other protocols have a path, and no message.
        return switch (method) {
            case PREDICT, TRANSFORM_INPUT, ROUTE, AGGREGATE, TRANSFORM_OUTPUT -> true;
            case SEND_FEEDBACK, SEND_ROUTER_FEEDBACK -> protocol() == Protocol.SELDON;
        };
    }

    private static byte[] plain(byte[] body) throws BadPayloadException {
        if (!Gzip.is(body)) {
            return body;
        }
        try {
            return Gzip.inflate(body);
        } catch (IOException damaged) {
            return body;
        }
    }
}
