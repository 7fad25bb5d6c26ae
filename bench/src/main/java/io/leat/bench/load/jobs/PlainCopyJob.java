// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.jobs;

import java.io.IOException;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.TimeUtils;

/**
 * The plainest job from Kafka to Kafka: values alone, with the connector's defaults. {@code
 * --broker, --input-topic, --output-topic, --delivery, --checkpoint-interval} are as Leat's.
 */
public final class PlainCopyJob {

    private PlainCopyJob() {}

    public static void main(String[] args) throws Exception {
        Map<String, String> flags = CommandLineFlags.of(args);
        boolean exactlyOnce = CommandLineFlags.required(flags, "delivery").equals("exactly-once");
        String broker = CommandLineFlags.required(flags, "broker");
        KafkaSource<byte[]> source =
                KafkaSource.<byte[]>builder()
                        .setBootstrapServers(broker)
                        .setTopics(CommandLineFlags.required(flags, "input-topic"))
                        .setGroupId("plain-copy")
                        .setStartingOffsets(OffsetsInitializer.earliest())
                        .setDeserializer(KafkaRecordDeserializationSchema.valueOnly(new Bytes()))
                        .build();
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        Configuration config = new Configuration();
        config.set(
                CheckpointingOptions.CHECKPOINTING_INTERVAL,
                TimeUtils.parseDuration(CommandLineFlags.required(flags, "checkpoint-interval")));
        config.set(
                CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE,
                exactlyOnce ? CheckpointingMode.EXACTLY_ONCE : CheckpointingMode.AT_LEAST_ONCE);
        env.configure(config);
        env.fromSource(source, WatermarkStrategy.noWatermarks(), "In")
                .sinkTo(
                        sink(
                                broker,
                                CommandLineFlags.required(flags, "output-topic"),
                                exactlyOnce));
        env.execute("plain copy");
    }

    private static KafkaSink<byte[]> sink(String broker, String topic, boolean exactlyOnce) {
        KafkaSinkBuilder<byte[]> sink =
                KafkaSink.<byte[]>builder()
                        .setBootstrapServers(broker)
                        .setRecordSerializer(
                                KafkaRecordSerializationSchema.<byte[]>builder()
                                        .setTopic(topic)
                                        .setValueSerializationSchema(new Bytes())
                                        .build());
        if (!exactlyOnce) {
            return sink.setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE).build();
        }
        return sink.setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix("plain-copy-" + topic)
                // Its default is an hour, more than a broker allows.
                .setProperty("transaction.timeout.ms", "600000")
                .build();
    }

    private static final class Bytes
            implements DeserializationSchema<byte[]>, SerializationSchema<byte[]> {

        private static final long serialVersionUID = 1L;

        @Override
        public byte[] deserialize(byte[] message) throws IOException {
            return message;
        }

        @Override
        public boolean isEndOfStream(byte[] next) {
            return false;
        }

        @Override
        public byte[] serialize(byte[] element) {
            return element;
        }

        @Override
        public TypeInformation<byte[]> getProducedType() {
            return PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;
        }
    }
}
