// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.records;

import io.leat.cli.output.ReadableJson;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of a record as they are shown.
 *
 * @param text in that form; empty where there are no bytes
 */
record RecordField(Form form, String text) {

    enum Form {
        none,
        json,
        text,
        base64
    }

    /** Text if it is UTF-8, else base64. */
    static RecordField text(byte @Nullable [] bytes) {
        if (bytes == null) {
            return new RecordField(Form.none, "");
        }
        String text = utf8(bytes);
        return text == null ? base64(bytes) : new RecordField(Form.text, text);
    }

    /** JSON on one line if it is JSON, else text, else base64, as a protobuf message always is. */
    static RecordField value(ConsumerRecord<byte[], byte[]> record) {
        byte @Nullable [] bytes = record.value();
        if (bytes != null && ProtobufMessages.isNamed(record)) {
            return base64(bytes);
        }
        RecordField field = text(bytes);
        String json = field.form() == Form.text ? ReadableJson.compact(field.text()) : null;
        return json == null ? field : new RecordField(Form.json, json);
    }

    private static RecordField base64(byte[] bytes) {
        return new RecordField(Form.base64, Base64.getEncoder().encodeToString(bytes));
    }

    private static @Nullable String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
