// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.records;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.leat.cli.output.ReadableJson;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Records for a program: an object in one line for each. */
final class RecordJson implements RecordOutput {

    private static final JsonFactory JSON = ReadableJson.FACTORY;

    @Override
    public String of(ConsumerRecord<byte[], byte[]> record) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("topic", record.topic());
            json.writeNumberField("partition", record.partition());
            json.writeNumberField("offset", record.offset());
            json.writeStringField("timestamp", time(record.timestamp()));
            json.writeFieldName("key");
            write(RecordField.text(record.key()), json);
            encoding("keyEncoding", RecordField.text(record.key()), json);
            json.writeArrayFieldStart("headers");
            for (Header header : record.headers()) {
                header(header, json);
            }
            json.writeEndArray();
            RecordField value = RecordField.value(record);
            json.writeFieldName("value");
            write(value, json);
            encoding("valueEncoding", value, json);
            String decoded = ProtobufMessages.json(record);
            if (decoded != null) {
                json.writeFieldName("decoded");
                json.writeRawValue(decoded);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("text in memory", e);
        }
        return line.append('\n').toString();
    }

    private static @Nullable String time(long millis) {
        return millis < 0 ? null : Instant.ofEpochMilli(millis).toString();
    }

    private static void header(Header header, JsonGenerator json) throws IOException {
        RecordField value = RecordField.text(header.value());
        json.writeStartObject();
        json.writeStringField("name", header.key());
        json.writeFieldName("value");
        write(value, json);
        if (value.form() == RecordField.Form.base64) {
            encoding("encoding", value, json);
        }
        json.writeEndObject();
    }

    private static void write(RecordField field, JsonGenerator json) throws IOException {
        switch (field.form()) {
            case none -> json.writeNull();
            case json -> json.writeRawValue(field.text());
            case text, base64 -> json.writeString(field.text());
        }
    }

    private static void encoding(String name, RecordField field, JsonGenerator json)
            throws IOException {
        boolean isThere = field.form() != RecordField.Form.none;
        json.writeStringField(name, isThere ? field.form().name() : null);
    }
}
