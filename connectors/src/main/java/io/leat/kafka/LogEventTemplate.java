// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka;

import io.leat.protocol.Payload;
import io.leat.protocol.Transport;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Makes the events of the request log of one kind, node and method, which have most of their
 * headers alike. An event has the headers of executor/logger/worker.go, in its order, and behind
 * them those of a CloudEvent in the Kafka protocol binding's binary mode, to which {@code
 * content-type} belongs too. Thread-safe.
 *
 * <p>Why it is so: {@code docs/adr/0023-log-events-travel-with-the-prediction.md}.
 */
public final class LogEventTemplate {

    /** What an event takes in memory beside its body: headers, mostly. */
    public static final int BYTES_BESIDE_THE_BODY = 1024;

    /** How many bytes the body of an event had before it was cut, where it was. */
    public static final String TRUNCATED = "leat-truncated";

    /** The same as a CloudEvent's extension. */
    public static final String TRUNCATED_FROM = "ce_leattruncatedfrom";

    /** Says of an event that it has another key than its record. */
    public static final String KEY_OMITTED = "leat-key-omitted";

    private static final String PROTOBUF = "application/protobuf";

    private final String predictor;
    private final Transport transport;
    private final String idSuffix;
    private final String[] names;
    private final byte[][] alike;
    private final int contentType;
    private final int puid;
    private final int cePuid;
    private final int ceId;
    private final int ceTime;

    /**
     * Prepares what all events have alike.
     *
     * @param node its name
     * @param method what the node is asked, in lower case, for the id; empty of feedback
     */
    public LogEventTemplate(
            LogSource source, Transport transport, String node, String method, LogEventKind kind) {
        this.predictor = source.predictor();
        this.transport = transport;
        this.idSuffix = "/" + node + (method.isEmpty() ? "" : "/" + method) + "/" + kind.word();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("type", kind.type());
        headers.put("content-type", "");
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("modelid", node);
        attributes.put("requestid", "");
        attributes.put("inferenceservicename", source.deployment());
        attributes.put("namespace", source.namespace());
        attributes.put("endpoint", source.predictor());
        attributes.put("protocol", source.protocol());
        headers.putAll(attributes);
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", "");
        headers.put("ce_source", source.uri());
        headers.put("ce_type", kind.type());
        headers.put("ce_time", "");
        attributes.forEach((name, value) -> headers.put("ce_" + name, value));
        this.names = headers.keySet().toArray(String[]::new);
        this.alike = headers.values().stream().map(LogEventTemplate::utf8).toArray(byte[][]::new);
        this.contentType = position("content-type");
        this.puid = position("requestid");
        this.cePuid = position("ce_requestid");
        this.ceId = position("ce_id");
        this.ceTime = position("ce_time");
    }

    private int position(String name) {
        return Arrays.asList(names).indexOf(name);
    }

    /**
     * The event about one record. Its id is the same whenever it is made again.
     *
     * @param puid the record's
     * @param message whose body it has; shared, unless it is cut
     * @param time stated as the event's
     * @param maxBytes of the body; what is longer is cut, which the event states
     */
    public InferenceResult event(
            InferenceRequest request, String puid, Payload message, Instant time, long maxBytes) {
        byte[][] values = alike.clone();
        values[contentType] = utf8(contentType(message));
        values[this.puid] = utf8(puid);
        values[cePuid] = values[this.puid];
        values[ceId] = utf8(RecordContract.idempotencyKey(request) + idSuffix);
        values[ceTime] = utf8(time.toString());
        InferenceResult event = new InferenceResult();
        event.logEvent = true;
        event.predictor = predictor;
        event.request = request;
        event.key = request.key;
        event.timestamp = time.toEpochMilli();
        event.value = message.body();
        event.headerNames = names;
        event.headerValues = values;
        String jsonLength = message.jsonLength();
        if (jsonLength != null) {
            add(event, "inference-header-content-length", jsonLength);
        }
        return event.value.length > maxBytes ? cut(event, (int) maxBytes) : event;
    }

    /** As executor/api/payload has it: over gRPC every message is of one type. */
    private String contentType(Payload message) {
        return switch (transport) {
            case REST ->
                    message.type().isEmpty() ? RecordContract.DEFAULT_CONTENT_TYPE : message.type();
            case GRPC -> PROTOBUF;
        };
    }

    /**
     * An event with no more than the beginning of its body, and with what it was cut from; shares
     * nothing with the first that would be changed.
     *
     * @param bytes that are left, at most as many as there are
     */
    public static InferenceResult cut(InferenceResult event, int bytes) {
        byte[] body = event.value == null ? new byte[0] : event.value;
        InferenceResult cut = InferenceResult.sameAs(event);
        cut.value = Arrays.copyOf(body, bytes);
        if (!isCut(event)) {
            String length = Integer.toString(body.length);
            add(cut, TRUNCATED, length);
            add(cut, TRUNCATED_FROM, length);
        }
        return cut;
    }

    /** Whether it has less of a body than the message it is about. */
    public static boolean isCut(InferenceResult event) {
        return Arrays.asList(event.headerNames).contains(TRUNCATED);
    }

    /** The smallest event of this id: without body and key. */
    public static InferenceResult bare(InferenceResult event) {
        return withoutKey(cut(event, 0));
    }

    /** Whether an event is one of {@link #bare}. */
    public static boolean isBare(InferenceResult event) {
        return event.value != null
                && event.value.length == 0
                && isCut(event)
                && Arrays.asList(event.headerNames).contains(KEY_OMITTED);
    }

    /** The same with no key. */
    public static InferenceResult withoutKey(InferenceResult event) {
        InferenceResult without = InferenceResult.sameAs(event);
        if (!Arrays.asList(event.headerNames).contains(KEY_OMITTED)) {
            add(without, KEY_OMITTED, (event.key == null ? 0 : event.key.length) + " bytes");
        }
        without.key = null;
        return without;
    }

    /** The id of an event, which no other has: it serves as a key where there must be one. */
    public static byte[] id(InferenceResult event) {
        int position = Arrays.asList(event.headerNames).indexOf("ce_id");
        return Objects.requireNonNull(event.headerValues[position]);
    }

    private static void add(InferenceResult event, String name, String value) {
        int size = event.headerNames.length;
        event.headerNames = Arrays.copyOf(event.headerNames, size + 1);
        event.headerValues = Arrays.copyOf(event.headerValues, size + 1);
        event.headerNames[size] = name;
        event.headerValues[size] = utf8(value);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
