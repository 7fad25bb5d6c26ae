// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import io.leat.job.plan.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code leat send}: one record onto a topic, for trying things out. */
@Command(
        name = "send",
        description = "Sends a file, or what comes on standard input, as one record.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class SendCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(names = "--topic", paramLabel = "TOPIC", required = true, description = "A topic.")
    @SuppressWarnings("NullAway.Init") // required
    private String topic;

    @Option(names = "--key", paramLabel = "KEY", description = "The record's key (default: none).")
    private @Nullable String key;

    @Option(
            names = {"-H", "--header"},
            paramLabel = "NAME:VALUE",
            description = "A header; may be given several times.")
    private List<String> headers = List.of();

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "The record's value.")
    private @Nullable Path file;

    @Override
    public Integer call() throws CommandFailure, ConfigurationException, InterruptedException {
        BrokerAccess broker = BrokerAccess.stated(spec, System.getenv());
        Properties config = broker.client();
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "10000");
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "15000");
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, key == null ? null : utf8(key), value());
        for (String header : headers) {
            int colon = header.indexOf(':');
            if (colon < 1) {
                throw new ParameterException(
                        spec.commandLine(), "--header: \"" + header + "\" (expected: NAME:VALUE)");
            }
            record.headers()
                    .add(header.substring(0, colon), utf8(header.substring(colon + 1).strip()));
        }
        broker.requireTopic(topic);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            RecordMetadata at = producer.send(record).get();
            spec.commandLine()
                    .getOut()
                    .println(at.topic() + " " + at.partition() + "@" + at.offset());
            return LeatCommand.OK;
        } catch (ExecutionException | KafkaException e) {
            throw broker.failure(e);
        }
    }

    private byte[] value() throws CommandFailure {
        try {
            return file == null ? System.in.readAllBytes() : Files.readAllBytes(file);
        } catch (IOException e) {
            throw new CommandFailure(
                    LeatCommand.USAGE, file + ": cannot be read (expected: a readable file)");
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
