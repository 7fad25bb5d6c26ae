// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.records;

import io.leat.cli.flags.BrokerAccess;
import io.leat.cli.flags.CommandFailure;
import io.leat.cli.flags.ExitCode;
import io.leat.cli.flags.OutputFlag;
import io.leat.cli.flags.StandardFlags;
import io.leat.job.plan.ConfigurationException;
import java.io.PrintWriter;
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
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code leat watch}: the committed records of a topic, for looking at what came out. */
@Command(
        name = "watch",
        description =
                "Prints a topic's committed records as they come: protobuf messages that their"
                        + " header proto-name names as JSON, and with -o json one object in a line for"
                        + " each record.",
        sortOptions = false,
        exitCodeList = {
            "0:with --until-end: the topic was read to its end",
            "1:the broker or topic is not there, or could no longer be read",
            "2:wrong usage"
        })
public final class WatchCommand implements Callable<Integer> {

    private static final Duration POLL = Duration.ofMillis(500);

    @Spec private CommandSpec spec;

    @Option(
            names = {"-t", "--topic"},
            paramLabel = "TOPIC",
            description = "The topic to read.")
    private @Nullable String stated;

    @Option(names = "--from-beginning", description = "Begin with the oldest, not with the next.")
    private boolean fromBeginning;

    @Option(names = "--until-end", description = "Exit at the end the topic has now.")
    private boolean untilEnd;

    @Mixin private OutputFlag output;

    @Override
    public Integer call() throws CommandFailure, ConfigurationException, InterruptedException {
        String topic = BrokerAccess.topic(spec, "--topic", stated);
        BrokerAccess broker = BrokerAccess.stated(spec, System.getenv());
        broker.requireTopic(topic, AclOperation.READ);
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
            return ExitCode.OK;
        } catch (KafkaException e) {
            throw broker.failure(e);
        }
    }

    private String place() {
        return fromBeginning
                ? "from its beginning"
                : "from its end on (--from-beginning shows what it holds already)";
    }

    private void watch(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        if (fromBeginning) {
            consumer.seekToBeginning(partitions);
        } else {
            ends.forEach(consumer::seek);
        }
        if (!untilEnd) {
            StandardFlags.note(
                    spec,
                    "reads %s %s, until Ctrl-C".formatted(partitions.get(0).topic(), place()));
        }
        RecordOutput form =
                switch (output.format()) {
                    case text -> new RecordText();
                    case json -> new RecordJson();
                };
        PrintWriter out = spec.commandLine().getOut();
        while (!untilEnd
                || ends.entrySet().stream()
                        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                out.print(form.of(record));
            }
            if (out.checkError()) { // flushes; the reader, such as `head`, has ended
                return;
            }
        }
    }
}
