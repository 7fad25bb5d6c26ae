// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.source;

import io.leat.kafka.InferenceRequest;
import io.leat.kafka.InferenceRequestTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Copies each Kafka record without validating it. */
public final class InferenceRequestDeserializationSchema
        implements KafkaRecordDeserializationSchema<InferenceRequest> {

    private static final long serialVersionUID = 1L;

    private final @Nullable String feedbackTopic;

    /** Of the last record's headers: most records of a topic have the same, and share them. */
    private transient String @Nullable [] names;

    /**
     * For these topics.
     *
     * @param feedbackTopic whose records are feedback; null where there is none
     */
    public InferenceRequestDeserializationSchema(@Nullable String feedbackTopic) {
        this.feedbackTopic = feedbackTopic;
    }

    @Override
    public void deserialize(
            ConsumerRecord<byte[], byte[]> record, Collector<InferenceRequest> out) {
        InferenceRequest request =
                names == null ? InferenceRequest.of(record) : InferenceRequest.of(record, names);
        names = request.headerNames;
        request.feedback = record.topic().equals(feedbackTopic);
        out.collect(request);
    }

    @Override
    public TypeInformation<InferenceRequest> getProducedType() {
        return new InferenceRequestTypeInfo();
    }
}
