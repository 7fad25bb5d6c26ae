package io.leat.kafka;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Copies, judges nothing: what a record is worth is found out where it can become a dead letter.
 */
public final class RequestDeserializer
        implements KafkaRecordDeserializationSchema<InferenceRequest> {

    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(
            ConsumerRecord<byte[], byte[]> record, Collector<InferenceRequest> out) {
        out.collect(InferenceRequest.of(record));
    }

    @Override
    public TypeInformation<InferenceRequest> getProducedType() {
        return new RequestType();
    }
}
