// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.leat.compare.ComparedAnswer;
import io.leat.deadletter.CommittedReader;
import io.leat.kafka.ErrorHeaders;
import io.leat.kafka.RecordContract;
import java.io.IOException;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads the committed answers of an output topic, from its beginning to the end it has now. */
final class AnswerTopic {

    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private AnswerTopic() {}

    /**
     * Hands each answer on.
     *
     * @return how many records have no puid, and so are left out
     */
    static long read(Properties client, String topic, Consumer<ComparedAnswer> to) {
        long withoutPuid = 0;
        try (CommittedReader reader = new CommittedReader(client, topic)) {
            while (!reader.isAtEnd()) {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll()) {
                    ComparedAnswer answer = reader.wasThere(record) ? answer(record) : null;
                    if (answer != null) {
                        to.accept(answer);
                    } else if (reader.wasThere(record)) {
                        withoutPuid++;
                    }
                }
            }
        }
        return withoutPuid;
    }

    private static @Nullable ComparedAnswer answer(ConsumerRecord<byte[], byte[]> record) {
        String puid = ErrorHeaders.text(record.headers(), RecordContract.PUID);
        return puid == null || puid.isEmpty()
                ? null
                : new ComparedAnswer(
                        puid,
                        record.partition(),
                        record.offset(),
                        record.value(),
                        json(record),
                        latency(record));
    }

    private static @Nullable JsonNode json(ConsumerRecord<byte[], byte[]> record) {
        byte @Nullable [] value = record.value();
        try {
            if (ProtobufMessages.isNamed(record)) {
                String message = ProtobufMessages.json(record);
                return message == null ? null : JSON.readTree(message);
            }
            JsonNode read = value == null || value.length == 0 ? null : JSON.readTree(value);
            return read == null || read.isMissingNode() ? null : read;
        } catch (JsonProcessingException e) {
            return null; // compared by its bytes
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory", e);
        }
    }

    private static @Nullable Long latency(ConsumerRecord<byte[], byte[]> record) {
        String millis = ErrorHeaders.text(record.headers(), RecordContract.LATENCY);
        try {
            return millis == null ? null : Long.valueOf(millis);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
