// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordTemplateTest {

    private static String text(byte[] bytes) {
        return bytes == null ? "(none)" : new String(bytes, UTF_8);
    }

    private static String line(String separator, String nullValue, String line) {
        ProducerRecord<byte[], byte[]> record =
                new RecordTemplate("t", null, separator, nullValue, List.of())
                        .line(line.getBytes(UTF_8));
        return text(record.key()) + "|" + text(record.value());
    }

    @ParameterizedTest
    @CsvSource({
        "a=b, a, b",
        "a=b=c, a, b=c",
        "a=b:c, a, b:c",
        "a: b=c, a, b=c",
        "a:b, a, b",
        "größe=ä, größe, ä",
        "a=, a, ''",
        "a:, a, ''",
        "'a= b', a, ' b'"
    })
    void readsHeadersAsKcatAndHttpWriteThem(String text, String name, String value) {
        Header header = RecordTemplate.header(text);

        assertThat(header.key()).isEqualTo(name);
        assertThat(text(header.value())).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "", "=a", ":a"})
    void refusesAHeaderWithoutANameOrValue(String text) {
        assertThatThrownBy(() -> RecordTemplate.header(text))
                .hasMessage("\"" + text + "\" (expected: NAME=VALUE)");
    }

    @Test
    void partsALineAtTheFirstSeparator() {
        assertThat(line(":", null, "k:{\"a\": 1}")).isEqualTo("k|{\"a\": 1}");
        assertThat(line("\t", null, "k\tv\tw")).isEqualTo("k|v\tw");
        assertThat(line("::", null, "k:v::w")).isEqualTo("k:v|w");
        assertThat(line("→", null, "ä→ö")).isEqualTo("ä|ö");
        assertThat(line(":", null, ":v")).isEqualTo("|v");
        assertThat(line(":", null, "k:")).isEqualTo("k|");
        assertThat(line(null, null, "k:v")).isEqualTo("(none)|k:v");
        assertThatThrownBy(() -> line(":", null, "kv"))
                .hasMessage("no \":\" in it (expected: KEY:VALUE)");
    }

    @Test
    void sendsATombstoneForTheValueThatStandsForNone() {
        assertThat(line(":", "NULL", "k:NULL")).isEqualTo("k|(none)");
        assertThat(line(":", "NULL", "NULL:NULLX")).isEqualTo("NULL|NULLX");
        assertThat(line(":", "", "k:")).isEqualTo("k|(none)");
        RecordTemplate whole = new RecordTemplate("t", "k", null, "NULL", List.of());
        assertThat(whole.whole("NULL\r\n".getBytes(UTF_8)).value()).isNull();
        assertThat(text(whole.whole("x\n".getBytes(UTF_8)).value())).isEqualTo("x\n");
    }
}
