// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import io.leat.job.plan.ConfigurationException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code leat watch}: the committed records of a topic, for looking at what came out. */
@Command(
        name = "watch",
        description = "Prints a topic's committed records as they come.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class WatchCommand implements Callable<Integer> {

    private static final Duration POLL = Duration.ofMillis(500);

    @Spec private CommandSpec spec;

    @Option(names = "--topic", paramLabel = "TOPIC", required = true, description = "A topic.")
    @SuppressWarnings("NullAway.Init") // required
    private String topic;

    @Option(names = "--from-beginning", description = "Begin with the oldest, not with the next.")
    private boolean fromBeginning;

    @Option(names = "--until-end", description = "Exit at the end the topic has now.")
    private boolean untilEnd;

    @Override
    public Integer call() throws CommandFailure, ConfigurationException, InterruptedException {
        BrokerAccess broker = BrokerAccess.stated(spec, System.getenv());
        broker.requireTopic(topic);
        Properties config = broker.client();
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (PartitionInfo info : consumer.partitionsFor(topic)) {
                partitions.add(new TopicPartition(info.topic(), info.partition()));
            }
            watch(consumer, partitions);
            return LeatCommand.OK;
        } catch (KafkaException e) {
            throw broker.failure(e);
        }
    }

    private void watch(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        if (fromBeginning) {
            consumer.seekToBeginning(partitions);
        } else {
            ends.forEach(consumer::seek);
        }
        PrintWriter out = spec.commandLine().getOut();
        while (!untilEnd
                || ends.entrySet().stream()
                        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                print(record, out);
            }
            out.flush();
        }
    }

    private static void print(ConsumerRecord<byte[], byte[]> record, PrintWriter out) {
        out.printf("%d@%d key=%s%n", record.partition(), record.offset(), text(record.key()));
        for (Header header : record.headers()) {
            out.printf("  %s: %s%n", header.key(), text(header.value()));
        }
        out.printf("  %s%n", text(record.value()));
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "(null)" : new String(bytes, StandardCharsets.UTF_8);
    }
}
