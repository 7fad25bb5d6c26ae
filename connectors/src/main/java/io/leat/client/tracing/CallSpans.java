// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.tracing;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.leat.protocol.Address;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.MessageCodec;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Transport;
import io.leat.protocol.UnitMethod;
import io.leat.tracing.CallTrace;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Names and attributes of a predictor's call spans, by OpenTelemetry's semantic conventions for
 * HTTP and RPC. Thread-safe.
 */
public final class CallSpans {

    private static final AttributeKey<Long> HTTP_RESENDS = longKey("http.request.resend_count");
    private static final AttributeKey<Long> ATTEMPT = longKey("leat.attempt");
    private static final AttributeKey<String> RETRY_REASON = stringKey("leat.retry.reason");
    private static final AttributeKey<Long> BATCH_RECORDS = longKey("leat.batch.records");
    private static final AttributeKey<String> ERROR_TYPE = stringKey("error.type");
    private static final AttributeKey<Long> HTTP_STATUS = longKey("http.response.status_code");
    private static final AttributeKey<String> RPC_STATUS = stringKey("rpc.response.status_code");

    private final String predictor;
    private final MessageCodec codec;
    private final Transport transport;
    private final Map<String, String> addresses;
    private final Map<Asked, Target> targets = new ConcurrentHashMap<>();

    /**
     * Of one predictor.
     *
     * @param codec knows the path of a call
     * @param addresses for each node: {@code http://host:port}, or {@code host:port} over gRPC
     */
    public CallSpans(
            String predictor,
            MessageCodec codec,
            Transport transport,
            Map<String, String> addresses) {
        this.predictor = predictor;
        this.codec = codec;
        this.transport = transport;
        this.addresses = Map.copyOf(addresses);
    }

    /** What the span of a call has from its start. */
    record Target(String name, Attributes attributes) {}

    private record Asked(String node, UnitMethod method) {}

    Target target(NodeCall call) {
        return targets.computeIfAbsent(
                new Asked(call.node(), call.method()), asked -> target(call, path(call)));
    }

    /** Null for a call that has none, and will be refused. */
    private @Nullable String path(NodeCall call) {
        try {
            Address address = codec.address(call);
            return address.path();
        } catch (BadPayloadException e) {
            return null;
        }
    }

    private Target target(NodeCall call, @Nullable String path) {
        String address = addresses.getOrDefault(call.node(), "");
        AttributesBuilder attributes =
                Attributes.builder()
                        .put("leat.predictor", predictor)
                        .put("leat.node", call.node())
                        .put("leat.method", word(call.method()));
        String host = address.substring(address.indexOf("//") < 0 ? 0 : address.indexOf("//") + 2);
        int colon = host.lastIndexOf(':');
        if (colon > 0) {
            attributes.put("server.address", unbracketed(host.substring(0, colon)));
            attributes.put("server.port", Long.parseLong(host.substring(colon + 1)));
        }
        return switch (transport) {
            case REST -> {
                attributes.put("http.request.method", "POST");
                if (path != null) {
                    attributes.put("url.full", address + path).put("url.template", path);
                }
                yield new Target(path == null ? "POST" : "POST " + path, attributes.build());
            }
            case GRPC -> {
                attributes.put("rpc.system.name", "grpc");
                if (path != null) {
                    attributes.put("rpc.method", path);
                }
                yield new Target(path == null ? "grpc" : path, attributes.build());
            }
        };
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") && host.endsWith("]")
                ? host.substring(1, host.length() - 1)
                : host;
    }

    private static String word(UnitMethod method) {
        return method.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What an attempt has of its own: which of several it is, and for how many records. */
    void begun(Span span, CallTrace trace) {
        span.setAttribute(ATTEMPT, trace.resends() + 1L);
        if (trace.resends() > 0) {
            span.setAttribute(RETRY_REASON, trace.reason());
            if (transport == Transport.REST) {
                span.setAttribute(HTTP_RESENDS, (long) trace.resends());
            }
        }
        if (!trace.links().isEmpty()) {
            span.setAttribute(BATCH_RECORDS, (long) trace.links().size());
        }
    }

    /** Over HTTP it is taken to be 200, as nearly every answer's is: a reply does not keep it. */
    void answered(Span span) {
        switch (transport) {
            case REST -> span.setAttribute(HTTP_STATUS, 200L);
            case GRPC -> span.setAttribute(RPC_STATUS, "OK");
        }
    }

    /**
     * Of an attempt without an answer.
     *
     * @param status the server's, or null where it has said nothing
     * @param kind of failure
     */
    void refused(Span span, @Nullable String status, String kind) {
        span.setStatus(StatusCode.ERROR);
        span.setAttribute("leat.failure", kind);
        if (status == null) {
            span.setAttribute(ERROR_TYPE, kind);
            return;
        }
        span.setAttribute(ERROR_TYPE, status);
        switch (transport) {
            case REST -> {
                if (status.chars().allMatch(Character::isDigit)) {
                    span.setAttribute(HTTP_STATUS, Long.parseLong(status));
                }
            }
            case GRPC -> span.setAttribute(RPC_STATUS, status);
        }
    }
}
