// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec;

import io.leat.codec.grpc.SeldonGrpcBatchCodec;
import io.leat.codec.grpc.SeldonGrpcCodec;
import io.leat.codec.grpc.TensorflowGrpcBatchCodec;
import io.leat.codec.grpc.TensorflowGrpcCodec;
import io.leat.codec.grpc.V2GrpcBatchCodec;
import io.leat.codec.grpc.V2GrpcCodec;
import io.leat.codec.json.JsonFeedback;
import io.leat.codec.protobuf.ProtoFeedback;
import io.leat.codec.rest.SeldonRestBatchCodec;
import io.leat.codec.rest.SeldonRestCodec;
import io.leat.codec.rest.TensorflowRestBatchCodec;
import io.leat.codec.rest.TensorflowRestCodec;
import io.leat.codec.rest.V2RestBatchCodec;
import io.leat.codec.rest.V2RestCodec;
import io.leat.protocol.BatchCodec;
import io.leat.protocol.FeedbackCodec;
import io.leat.protocol.MessageCodec;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import org.jspecify.annotations.Nullable;

/** The codec of each protocol over each transport. */
public final class Codecs {

    private Codecs() {}

    /** What a graph does with single messages. */
    public static MessageCodec message(Protocol protocol, Transport transport) {
        return switch (transport) {
            case REST ->
                    switch (protocol) {
                        case SELDON -> new SeldonRestCodec();
                        case TENSORFLOW -> new TensorflowRestCodec();
                        case V2 -> new V2RestCodec();
                    };
            case GRPC ->
                    switch (protocol) {
                        case SELDON -> new SeldonGrpcCodec();
                        case TENSORFLOW -> new TensorflowGrpcCodec();
                        case V2 -> new V2GrpcCodec();
                    };
        };
    }

    /** How feedback says which way its request went; null where the protocol knows no feedback. */
    public static @Nullable FeedbackCodec feedback(Protocol protocol, Transport transport) {
        return switch (protocol) {
            case SELDON ->
                    switch (transport) {
                        case REST -> new JsonFeedback();
                        case GRPC -> new ProtoFeedback();
                    };
            case TENSORFLOW, V2 -> null;
        };
    }

    /** How several requests become one. */
    public static BatchCodec batch(Protocol protocol, Transport transport) {
        return switch (transport) {
            case REST ->
                    switch (protocol) {
                        case SELDON -> new SeldonRestBatchCodec();
                        case TENSORFLOW -> new TensorflowRestBatchCodec();
                        case V2 -> new V2RestBatchCodec();
                    };
            case GRPC ->
                    switch (protocol) {
                        case SELDON -> new SeldonGrpcBatchCodec();
                        case TENSORFLOW -> new TensorflowGrpcBatchCodec();
                        case V2 -> new V2GrpcBatchCodec();
                    };
        };
    }
}
