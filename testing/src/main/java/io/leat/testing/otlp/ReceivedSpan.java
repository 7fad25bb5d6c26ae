// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.testing.otlp;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A span as it was sent.
 *
 * @param resource attributes, each as text
 * @param span as OTLP has it
 */
public record ReceivedSpan(Map<String, String> resource, Span span) {

    static Map<String, String> texts(List<KeyValue> attributes) {
        Map<String, String> texts = new TreeMap<>();
        attributes.forEach(one -> texts.put(one.getKey(), text(one.getValue())));
        return texts;
    }

    private static String text(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case INT_VALUE -> Long.toString(value.getIntValue());
            case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
            default -> value.toString();
        };
    }

    private static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    public String name() {
        return span.getName();
    }

    public Span.SpanKind kind() {
        return span.getKind();
    }

    public String traceId() {
        return hex(span.getTraceId());
    }

    public String spanId() {
        return hex(span.getSpanId());
    }

    /** Empty where it begins a trace. */
    public String parentId() {
        return hex(span.getParentSpanId());
    }

    /** Each as {@code traceId-spanId}. */
    public List<String> links() {
        return span.getLinksList().stream()
                .map(link -> hex(link.getTraceId()) + "-" + hex(link.getSpanId()))
                .toList();
    }

    /** As links to this span name it. */
    public String context() {
        return traceId() + "-" + spanId();
    }

    public boolean isError() {
        return span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR;
    }

    /** Each as text. */
    public Map<String, String> attributes() {
        return texts(span.getAttributesList());
    }
}
