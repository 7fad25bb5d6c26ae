// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A server's own text about a call that it refused: the status message, and the strings in its
 * details ({@code google.rpc.Status}), whatever their types.
 */
final class GrpcErrorText {

    private static final Metadata.Key<byte[]> DETAILS =
            Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

    /** Before the body of a reply that is no gRPC, in grpc-java's description of it. */
    private static final String BODY = "DATA-----------------------------\n";

    private static final int DETAIL_FIELD = 3;
    private static final int TYPE_URL_FIELD = 1;
    private static final int VALUE_FIELD = 2;
    private static final int DEEPEST = 8;

    private GrpcErrorText() {}

    /**
     * Empty if the server has said nothing.
     *
     * @param noGrpc whether the reply was no gRPC
     */
    static String of(Status status, Metadata trailers, boolean noGrpc) {
        String description = status.getDescription() == null ? "" : status.getDescription();
        if (noGrpc) {
            int body = description.indexOf(BODY);
            return body < 0 ? "" : description.substring(body + BODY.length());
        }
        StringJoiner text = new StringJoiner("; ");
        if (!description.isBlank()) {
            text.add(description);
        }
        details(trailers.get(DETAILS)).forEach(text::add);
        return text.toString();
    }

    private static List<String> details(byte @Nullable [] status) {
        List<String> texts = new ArrayList<>();
        UnknownFieldSet fields = status == null ? null : parse(ByteString.copyFrom(status));
        if (fields != null) {
            for (ByteString any : fields.getField(DETAIL_FIELD).getLengthDelimitedList()) {
                UnknownFieldSet detail = parse(any);
                if (detail != null) {
                    texts.add(detail(detail));
                }
            }
        }
        return texts;
    }

    private static String detail(UnknownFieldSet any) {
        StringJoiner text = new StringJoiner(" ");
        for (ByteString url : any.getField(TYPE_URL_FIELD).getLengthDelimitedList()) {
            String type = url.toStringUtf8();
            text.add(type.substring(type.lastIndexOf('/') + 1) + ":");
        }
        for (ByteString value : any.getField(VALUE_FIELD).getLengthDelimitedList()) {
            UnknownFieldSet message = parse(value);
            if (message != null) {
                addStrings(message, DEEPEST, text);
            }
        }
        return text.toString();
    }

    /** Adds the strings of a message in the order of its fields. */
    private static void addStrings(UnknownFieldSet message, int deepest, StringJoiner into) {
        for (UnknownFieldSet.Field field : message.asMap().values()) {
            for (ByteString value : field.getLengthDelimitedList()) {
                UnknownFieldSet inner = isText(value) || deepest == 0 ? null : parse(value);
                if (isText(value)) {
                    into.add(value.toStringUtf8());
                } else if (inner != null) {
                    addStrings(inner, deepest - 1, into);
                }
            }
        }
    }

    private static boolean isText(ByteString value) {
        return !value.isEmpty()
                && value.isValidUtf8()
                && value.toStringUtf8()
                        .chars()
                        .allMatch(c -> c >= ' ' || c == '\n' || c == '\t' || c == '\r');
    }

    private static @Nullable UnknownFieldSet parse(ByteString message) {
        try {
            return UnknownFieldSet.parseFrom(message);
        } catch (InvalidProtocolBufferException e) {
            return null;
        }
    }
}
