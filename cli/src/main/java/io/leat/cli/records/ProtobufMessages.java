// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.records;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.leat.codec.protobuf.ProtoNames;
import io.leat.wire.seldon.Feedback;
import io.leat.wire.seldon.SeldonMessage;
import io.leat.wire.seldon.SeldonMessageList;
import io.leat.wire.tensorflow.serving.ClassificationRequest;
import io.leat.wire.tensorflow.serving.ClassificationResponse;
import io.leat.wire.tensorflow.serving.MultiInferenceRequest;
import io.leat.wire.tensorflow.serving.MultiInferenceResponse;
import io.leat.wire.tensorflow.serving.PredictRequest;
import io.leat.wire.tensorflow.serving.PredictResponse;
import io.leat.wire.tensorflow.serving.RegressionRequest;
import io.leat.wire.tensorflow.serving.RegressionResponse;
import io.leat.wire.v2.ModelInferRequest;
import io.leat.wire.v2.ModelInferResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** The protobuf messages that the header {@code proto-name} of a record may name. */
final class ProtobufMessages {

    private static final String HEADER = "proto-name";

    private static final Map<String, Parser<? extends Message>> PARSERS =
            Map.ofEntries(
                    Map.entry(ProtoNames.SELDON_MESSAGE, SeldonMessage.parser()),
                    Map.entry(ProtoNames.SELDON_MESSAGE_LIST, SeldonMessageList.parser()),
                    Map.entry(ProtoNames.SELDON_FEEDBACK, Feedback.parser()),
                    Map.entry(ProtoNames.TF_PREDICT_REQUEST, PredictRequest.parser()),
                    Map.entry(ProtoNames.TF_PREDICT_RESPONSE, PredictResponse.parser()),
                    Map.entry(ProtoNames.TF_CLASSIFICATION_REQUEST, ClassificationRequest.parser()),
                    Map.entry(
                            ProtoNames.TF_CLASSIFICATION_RESPONSE, ClassificationResponse.parser()),
                    Map.entry(ProtoNames.TF_REGRESSION_REQUEST, RegressionRequest.parser()),
                    Map.entry(ProtoNames.TF_REGRESSION_RESPONSE, RegressionResponse.parser()),
                    Map.entry(ProtoNames.TF_MULTI_REQUEST, MultiInferenceRequest.parser()),
                    Map.entry(ProtoNames.TF_MULTI_RESPONSE, MultiInferenceResponse.parser()),
                    Map.entry(ProtoNames.V2_REQUEST, ModelInferRequest.parser()),
                    Map.entry(ProtoNames.V2_RESPONSE, ModelInferResponse.parser()));

    private ProtobufMessages() {}

    /** Whether the value is a protobuf message, known or not. */
    static boolean isNamed(ConsumerRecord<?, ?> record) {
        return name(record) != null;
    }

    /** The message as JSON on one line; null where there is none, or none that is known. */
    static @Nullable String json(ConsumerRecord<byte[], byte[]> record) {
        Parser<? extends Message> parser = PARSERS.get(String.valueOf(name(record)));
        byte @Nullable [] value = record.value();
        if (parser == null || value == null) {
            return null;
        }
        try {
            return ProtobufJson.of(parser.parseFrom(value));
        } catch (InvalidProtocolBufferException e) {
            return null;
        }
    }

    private static @Nullable String name(ConsumerRecord<?, ?> record) {
        Header header = record.headers().lastHeader(HEADER);
        return header == null || header.value() == null
                ? null
                : new String(header.value(), StandardCharsets.UTF_8);
    }
}
