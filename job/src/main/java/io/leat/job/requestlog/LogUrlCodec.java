// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.requestlog;

import io.leat.protocol.Address;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.MessageCodec;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import io.leat.protocol.Protocol;
import io.leat.protocol.UnitMethod;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Has events of a request log sent by the client of models: each URL stands for a node, and an
 * event for feedback, which is the call that needs no answer.
 *
 * @param protocol that messages about a call name
 * @param urls by the nodes that stand for them, whose names are in messages and have no query
 */
public record LogUrlCodec(Protocol protocol, Map<String, String> urls) implements MessageCodec {

    /** What the nodes are named that stand for these URLs: without a query, which may be secret. */
    public static Map<String, String> nodes(Collection<String> urls) {
        Map<String, String> urlOf = new LinkedHashMap<>();
        for (String url : new LinkedHashSet<>(urls)) {
            int query = url.indexOf('?');
            String shown = query < 0 ? url : url.substring(0, query);
            String name = shown;
            for (int number = 2; urlOf.containsKey(name); number++) {
                name = shown + "#" + number;
            }
            urlOf.put(name, url);
        }
        return urlOf;
    }

    /** What a URL begins with: scheme, host and port. */
    public static String base(String url) {
        int end = endOfHost(url);
        return url.substring(0, end);
    }

    private static int endOfHost(String url) {
        for (int i = url.indexOf("://") + 3; i < url.length(); i++) {
            if (url.charAt(i) == '/' || url.charAt(i) == '?') {
                return i;
            }
        }
        return url.length();
    }

    @Override
    public Address address(NodeCall call) {
        String url = Objects.requireNonNull(urls.get(call.node()), call.node());
        String rest = url.substring(endOfHost(url));
        return new Address(rest.startsWith("/") ? rest : "/" + rest, "");
    }

    @Override
    public void admit(Payload message) {}

    @Override
    public Payload chain(Payload message, String node) {
        return message;
    }

    @Override
    public Payload combine(List<Payload> messages) throws BadPayloadException {
        throw new BadPayloadException("several events (expected: one)");
    }

    @Override
    public int route(Payload reply) throws BadPayloadException {
        throw new BadPayloadException("a route (expected: none of a request log)");
    }

    @Override
    public Payload withRouting(Payload reply, Map<String, Integer> routing) {
        return reply;
    }

    @Override
    public boolean speaks(UnitMethod method) {
        return method == UnitMethod.SEND_FEEDBACK;
    }
}
