// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.records;

import io.leat.terminal.Printable;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Records for a person: the place, the headers and the value below it; protobuf as JSON. */
final class RecordText implements RecordOutput {

    @Override
    public String of(ConsumerRecord<byte[], byte[]> record) {
        StringBuilder text = new StringBuilder();
        text.append(
                "%d@%d key=%s\n"
                        .formatted(
                                record.partition(),
                                record.offset(),
                                line(RecordField.text(record.key()))));
        for (Header header : record.headers()) {
            text.append(
                    "  %s: %s\n"
                            .formatted(
                                    Printable.text(header.key()),
                                    line(RecordField.text(header.value()))));
        }
        String decoded = ProtobufMessages.json(record);
        RecordField value =
                ProtobufMessages.isNamed(record)
                        ? RecordField.value(record)
                        : RecordField.text(record.value());
        text.append(decoded == null ? lines(value) : "  " + decoded + "\n");
        return text.toString();
    }

    private static String line(RecordField field) {
        return switch (field.form()) {
            case none -> "(null)";
            case json, text -> Printable.text(field.text());
            case base64 -> "(base64) " + field.text();
        };
    }

    /** A value may have several, without what ends the last. */
    private static String lines(RecordField field) {
        if (field.form() != RecordField.Form.text || field.text().isEmpty()) {
            return "  " + line(field) + "\n";
        }
        return field.text()
                .lines()
                .map(each -> "  " + each.replace("\t", "    "))
                .map(Printable::text)
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
