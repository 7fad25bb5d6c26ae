// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.records;

import io.leat.cli.flags.BrokerAccess;
import io.leat.cli.flags.CommandFailure;
import io.leat.cli.flags.ExitCode;
import io.leat.cli.flags.OutputFlag;
import io.leat.job.plan.ConfigurationException;
import io.leat.job.plan.DeploymentText;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code leat send}: records onto a topic. */
@Command(
        name = "send",
        description =
                "Sends a file, or what comes on standard input, as one record; with --lines each of"
                        + " its lines as one. Says which partitions and offsets they have got.",
        sortOptions = false,
        exitCodeList = {
            "0:everything was written",
            "1:something was not: the message names the line, and how many before it were",
            "2:wrong usage, or a file that cannot be read"
        })
public final class SendCommand implements Callable<Integer> {

    /** For what was read when the process is to end. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    /** How long a record is tried; lines, of which many may be written already, bear a restart. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Duration PATIENCE_OF_LINES = Duration.ofMinutes(2);

    /** What may wait for the brokers; more than the longest line. */
    private static final long BUFFER_BYTES = 2L * LineReader.LONGEST;

    @Spec private CommandSpec spec;

    @Option(
            names = {"-t", "--topic"},
            paramLabel = "TOPIC",
            description = "The topic to write to.")
    private @Nullable String stated;

    @Option(
            names = {"-k", "--key"},
            paramLabel = "KEY",
            description = "The key of each record (default: none).")
    private @Nullable String key;

    @Option(
            names = {"-H", "--header"},
            paramLabel = "NAME=VALUE",
            description = "A header of each record; may be given several times.")
    private List<String> headers = List.of();

    @Option(
            names = {"-l", "--lines"},
            description = "Send each line as a record, without its end. Empty lines are left out.")
    private boolean lines;

    @Option(
            names = {"-K", "--key-separator"},
            paramLabel = "TEXT",
            description =
                    "With --lines, which it implies: each line is a key, this text (\\t is a tab)"
                            + " and a value.")
    private @Nullable String separator;

    @Option(
            names = "--null-value",
            paramLabel = "TEXT",
            description = "A value that is this text is sent as none: a tombstone.")
    private @Nullable String nullValue;

    @Mixin private OutputFlag output;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "What to send (default: -, standard input).")
    private @Nullable String file;

    private long emptyLines;

    @Override
    public Integer call() throws CommandFailure, ConfigurationException, InterruptedException {
        String topic = BrokerAccess.topic(spec, "--topic", stated);
        RecordTemplate template = template(topic);
        BrokerAccess broker = BrokerAccess.stated(spec, System.getenv());
        Properties config = config(broker);
        SentRecords sent = new SentRecords(topic);
        try (InputStream in = input()) {
            broker.requireTopic(topic, AclOperation.WRITE);
            try (KafkaProducer<byte[], byte[]> producer =
                    new KafkaProducer<>(
                            config, new ByteArraySerializer(), new ByteArraySerializer())) {
                send(in, template, producer, sent);
            }
        } catch (KafkaException e) {
            throw broker.failure(e);
        } catch (IOException e) {
            throw unreadable(e);
        }
        print(sent);
        SentRecords.Failure failure = sent.failure();
        if (failure != null) {
            throw failed(failure, sent, topic, broker, config);
        }
        return ExitCode.OK;
    }

    private RecordTemplate template(String topic) {
        if (key != null && separator != null) {
            throw wrong("--key with --key-separator (expected: one of them)");
        }
        if (separator != null && separator.isEmpty()) {
            throw wrong("--key-separator: \"\" (expected: a text between key and value)");
        }
        List<Header> parsed = new ArrayList<>();
        for (String header : headers) {
            try {
                parsed.add(RecordTemplate.header(header));
            } catch (IllegalArgumentException e) {
                throw wrong("--header: " + e.getMessage());
            }
        }
        return new RecordTemplate(
                topic,
                key,
                separator == null ? null : separator.replace("\\t", "\t"),
                nullValue,
                parsed);
    }

    /** The brokers say what is too large, not this client. */
    private Properties config(BrokerAccess broker) {
        Properties config = broker.client();
        config.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.MAX_VALUE);
        config.putIfAbsent(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        String patience = Long.toString((isOfLines() ? PATIENCE_OF_LINES : PATIENCE).toMillis());
        config.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, patience);
        config.putIfAbsent(
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                config.get(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG));
        return config;
    }

    private boolean isOfLines() {
        return lines || separator != null;
    }

    private boolean isInput() {
        return file == null || file.equals(DeploymentText.STANDARD_INPUT);
    }

    private InputStream input() throws CommandFailure {
        try {
            return isInput() ? System.in : Files.newInputStream(Path.of(String.valueOf(file)));
        } catch (IOException | InvalidPathException e) {
            throw unreadable(e);
        }
    }

    private CommandFailure unreadable(Exception e) {
        return new CommandFailure(
                ExitCode.USAGE,
                "%s: cannot be read: %s (expected: a readable file)"
                        .formatted(
                                isInput() ? "standard input" : file,
                                e instanceof NoSuchFileException
                                        ? "no such file"
                                        : e.getClass().getSimpleName()));
    }

    private void send(
            InputStream in,
            RecordTemplate template,
            KafkaProducer<byte[], byte[]> producer,
            SentRecords sent)
            throws IOException, CommandFailure {
        if (!isOfLines()) {
            byte[] whole = in.readAllBytes();
            if (whole.length == 0 && nullValue == null) {
                throw new CommandFailure(
                        ExitCode.USAGE,
                        "%s is empty, and nothing was sent (expected: a record; --null-value '' sends a tombstone)"
                                .formatted(isInput() ? "standard input" : file));
            }
            send(template.whole(whole), 0, 1, producer, sent);
            producer.flush();
            return;
        }
        Thread hook = new Thread(() -> end(producer, sent), "leat-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            sendLines(new LineReader(in), template, producer, sent);
            producer.flush();
        } finally {
            remove(hook);
        }
    }

    /** Ends with the first that is known to have failed. */
    private void sendLines(
            LineReader reader,
            RecordTemplate template,
            KafkaProducer<byte[], byte[]> producer,
            SentRecords sent) {
        int index = 0;
        try {
            for (byte[] line = reader.next();
                    line != null && sent.failure() == null;
                    line = reader.next()) {
                boolean isEmpty = line.length == 0 && !"".equals(nullValue);
                if (isEmpty) {
                    emptyLines++;
                } else {
                    send(template.line(line), index, reader.number(), producer, sent);
                    index++;
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            sent.ended(index, Math.max(1, reader.number()), null, e);
        }
    }

    private static void send(
            ProducerRecord<byte[], byte[]> record,
            int index,
            long line,
            KafkaProducer<byte[], byte[]> producer,
            SentRecords sent) {
        try {
            var unused = producer.send(record, (at, e) -> sent.ended(index, line, at, e));
        } catch (KafkaException e) {
            sent.ended(index, line, null, e);
        }
    }

    /** At Ctrl-C: what was read is written, and said. */
    private void end(KafkaProducer<byte[], byte[]> producer, SentRecords sent) {
        producer.close(GRACE);
        print(sent);
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is going down already: the hook says what was written.
        }
    }

    private void print(SentRecords sent) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(
                switch (output.format()) {
                    case text -> sent.text(isOfLines(), emptyLines);
                    case json -> sent.json(emptyLines);
                });
        out.flush();
    }

    private CommandFailure failed(
            SentRecords.Failure failure,
            SentRecords sent,
            String topic,
            BrokerAccess broker,
            Properties config) {
        String reason =
                failure.cause() instanceof KafkaException e
                        ? broker.refusal(e, topic, patience(config))
                        : failure.cause() instanceof IOException e
                                        && !String.valueOf(e.getMessage()).contains("expected:")
                                ? "cannot be read: " + e.getClass().getSimpleName()
                                : String.valueOf(failure.cause().getMessage());
        return new CommandFailure(
                ExitCode.FAILED,
                isOfLines()
                        ? "line %d: %s; %s%s"
                                .formatted(
                                        failure.line(),
                                        reason,
                                        sent.around(failure.index()),
                                        resumption(failure))
                        : reason);
    }

    private static Duration patience(Properties config) {
        Object millis = config.get(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG);
        return Duration.ofMillis(Long.parseLong(String.valueOf(millis)));
    }

    /** Of brokers that are lost, which may have what they have not confirmed. */
    private static String resumption(SentRecords.Failure failure) {
        return failure.cause() instanceof RetriableException
                ? "; to go on, send from line %d: a record that was under way may then be there twice"
                        .formatted(failure.line())
                : "";
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
