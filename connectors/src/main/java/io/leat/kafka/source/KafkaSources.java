// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.source;

import io.leat.kafka.InferenceRequest;
import io.leat.kafka.position.SourceTopics;
import java.util.Properties;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** The Kafka source as Leat sets it up. */
final class KafkaSources {

    private KafkaSources() {}

    /**
     * Reads committed records from where the group has committed, else from the earliest. Commits
     * no offsets: {@code OffsetCommittingEnumerator} does.
     *
     * @param client bootstrap servers and security
     */
    static KafkaSource<InferenceRequest> source(SourceTopics topics, Properties client) {
        return KafkaSource.<InferenceRequest>builder()
                .setProperties(client)
                .setTopics(topics.names())
                .setGroupId(topics.group())
                .setClientIdPrefix(topics.group())
                .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
                .setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false")
                .setProperty("commit.offsets.on.checkpoint", "false")
                .setProperty(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, interceptors(client))
                .setStartingOffsets(committed())
                .setDeserializer(new InferenceRequestDeserializationSchema(topics.feedback()))
                .build();
    }

    /**
     * The gated source turns "committed" into an offset before the consumer sees it. From then on
     * an offset that is not there is an error: the consumer must not look for another in silence.
     */
    @SuppressWarnings("deprecation") // the connector's API still takes the deprecated enum
    private static OffsetsInitializer committed() {
        return OffsetsInitializer.committedOffsets(OffsetResetStrategy.NONE);
    }

    /** Those the user states, and ours. */
    private static String interceptors(Properties client) {
        String ours = PositionInterceptor.class.getName();
        String stated = client.getProperty(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, "");
        return stated.isBlank() ? ours : stated + "," + ours;
    }
}
