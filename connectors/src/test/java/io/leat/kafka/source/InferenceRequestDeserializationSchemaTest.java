// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.kafka.InferenceRequest;
import io.leat.kafka.Requests;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Records as the job sees them. */
class InferenceRequestDeserializationSchemaTest {

    private final InferenceRequestDeserializationSchema deserializer =
            new InferenceRequestDeserializationSchema(null);

    private InferenceRequest read(String... namesAndValues) {
        List<InferenceRequest> read = new ArrayList<>();
        deserializer.deserialize(Requests.record(namesAndValues), new ListCollector<>(read));
        return read.get(0);
    }

    @Test
    void sharesTheNamesOfHeadersButNoValues() {
        InferenceRequest first = read("a", "1", "b", "2");
        InferenceRequest second = read("a", "3", "b", "4");

        assertThat(second.headerNames).isSameAs(first.headerNames).containsExactly("a", "b");
        assertThat(first.headerValues).isDeepEqualTo(values("1", "2"));
        assertThat(second.headerValues).isDeepEqualTo(values("3", "4"));
    }

    @Test
    void tellsRecordsWithOtherNamesApart() {
        read("a", "1", "b", "2");

        assertThat(read("b", "1", "a", "2").headerNames).containsExactly("b", "a");
        assertThat(read("b", "1").headerNames).containsExactly("b");
        assertThat(read("b", "1", "b", "2").headerNames).containsExactly("b", "b");
        assertThat(read("B", "1", "b", "2").headerNames).containsExactly("B", "b");
        assertThat(read().headerNames).isEmpty();
    }

    @Test
    void marksWhatIsReadFromTheFeedbackTopic() {
        ConsumerRecord<byte[], byte[]> record = Requests.record();

        assertThat(read().feedback).isFalse();
        assertThat(read(record, record.topic()).feedback).isTrue();
        assertThat(read(record, record.topic() + "-feedback").feedback).isFalse();
    }

    private static InferenceRequest read(
            ConsumerRecord<byte[], byte[]> record, String feedbackTopic) {
        List<InferenceRequest> read = new ArrayList<>();
        new InferenceRequestDeserializationSchema(feedbackTopic)
                .deserialize(record, new ListCollector<>(read));
        return read.get(0);
    }

    private static byte[][] values(String... texts) {
        byte[][] values = new byte[texts.length][];
        for (int i = 0; i < texts.length; i++) {
            values[i] = Requests.bytes(texts[i]);
        }
        return values;
    }
}
