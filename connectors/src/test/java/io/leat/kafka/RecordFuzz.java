// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka;

import io.leat.kafka.sink.InferenceResultSerializationSchema;
import io.leat.kafka.sink.OutputPartitioner;
import io.leat.protocol.CallFailure;
import io.leat.protocol.DeadLetterCode;
import io.leat.protocol.Payload;
import io.leat.protocol.Transport;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema.KafkaSinkContext;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.RecordBatch;

/**
 * Records with any headers: what leaves has them all, fits its topic, and nothing is thrown. Lines
 * are headers, {@code name:value} or a name alone; the last is the value.
 */
public final class RecordFuzz {

    private static final int LIMIT = 2_000;
    private static final InferenceResultSerializationSchema SERIALIZER =
            new InferenceResultSerializationSchema(
                    new Destination("out", LIMIT, false),
                    new Destination("dead", LIMIT, true),
                    OutputPartitioner.CRC32);

    private RecordFuzz() {}

    /** Loads what is instrumented before the first input is timed. */
    public static void fuzzerInitialize() {
        fuzzerTestOneInput("a:b\n".getBytes(StandardCharsets.UTF_8));
    }

    /** The fuzzer's way in. */
    public static void fuzzerTestOneInput(byte[] input) {
        InferenceRequest request = request(input);
        String puid = RecordContract.puid(request);
        require(!puid.isEmpty() && puid.chars().allMatch(c -> c >= 0x20 && c < 0x7f), "puid");
        require(!RecordContract.contentType(request).isBlank(), "content type");
        RecordContract.protoNames(request);
        CallFailure failure = CallFailure.of(DeadLetterCode.BAD_REPLY, "message", "node");
        for (Transport transport : Transport.values()) {
            AnsweredBy by = new AnsweredBy("main", transport);
            Payload answer = new Payload(input, "application/json", "3");
            produced(RecordContract.prediction(request, by, puid, answer, 12, null, null));
            produced(RecordContract.tombstone(request, by, puid));
        }
        InferenceResult letter = RecordContract.deadLetter(request, "main", failure, Instant.EPOCH);
        for (int i = 0; i < request.headerNames.length; i++) {
            require(letter.headerNames[i].equals(request.headerNames[i]), "a name");
            require(letter.headerValues[i] == request.headerValues[i], "a value");
        }
        require(letter.value == request.value && letter.key == request.key, "key or value");
        produced(letter);
    }

    /** A record with what the bytes say. */
    public static InferenceRequest request(byte[] input) {
        List<byte[]> lines = lines(input);
        InferenceRequest request = new InferenceRequest();
        request.topic = "in";
        request.timestamp = input.length % 3 == 0 ? -1 : 77;
        request.value = lines.remove(lines.size() - 1);
        request.key = lines.isEmpty() ? null : lines.get(0);
        request.headerNames = new String[lines.size()];
        request.headerValues = new byte[lines.size()][];
        for (int i = 0; i < lines.size(); i++) {
            byte[] line = lines.get(i);
            int colon = 0;
            while (colon < line.length && line[colon] != ':') {
                colon++;
            }
            request.headerNames[i] = new String(line, 0, colon, StandardCharsets.UTF_8);
            request.headerValues[i] =
                    colon == line.length ? null : Arrays.copyOfRange(line, colon + 1, line.length);
        }
        return request;
    }

    private static List<byte[]> lines(byte[] input) {
        List<byte[]> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < input.length; i++) {
            if (input[i] == '\n') {
                lines.add(Arrays.copyOfRange(input, start, i));
                start = i + 1;
            }
        }
        lines.add(Arrays.copyOfRange(input, start, input.length));
        return lines;
    }

    private static void produced(InferenceResult result) {
        ProducerRecord<byte[], byte[]> record = SERIALIZER.serialize(result, CONTEXT, null);
        int size =
                AbstractRecords.estimateSizeInBytesUpperBound(
                        RecordBatch.CURRENT_MAGIC_VALUE,
                        CompressionType.NONE,
                        record.key(),
                        record.value(),
                        record.headers().toArray());
        require(size <= LIMIT, "a record of " + size + " bytes");
    }

    private static final KafkaSinkContext CONTEXT =
            new KafkaSinkContext() {
                @Override
                public int getParallelInstanceId() {
                    return 0;
                }

                @Override
                public int getNumberOfParallelInstances() {
                    return 1;
                }

                @Override
                public int[] getPartitionsForTopic(String topic) {
                    return new int[] {0, 1, 2};
                }
            };

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
