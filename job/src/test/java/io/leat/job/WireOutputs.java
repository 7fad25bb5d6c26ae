// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.job.wire.Body;
import io.leat.job.wire.Fixture;
import io.leat.job.wire.Fixture.DeadLetter;
import io.leat.job.wire.Fixture.Output;
import io.leat.job.wire.Fixture.Prediction;
import io.leat.job.wire.Fixture.Sent;
import io.leat.job.wire.Header;
import io.leat.job.wire.Notable;
import io.leat.kafka.ErrorHeaders;
import io.leat.kafka.RecordContract;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Says a produced record in the words of a fixture. What holds for every record, whatever the
 * fixture, is asserted here.
 */
public final class WireOutputs {

    /** With how long it took: the size of a prediction that is too large. */
    private static final String TAKEN = "takes \\d+ bytes";

    private WireOutputs() {}

    /** A record of either topic; the key says whose it is, or else the headers do. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Produced(
            String topic,
            byte @Nullable [] key,
            byte @Nullable [] value,
            long timestamp,
            List<Header> headers) {

        public static List<Header> headers(Headers headers) {
            List<Header> list = new ArrayList<>();
            headers.forEach(header -> list.add(new Header(header.key(), header.value())));
            return list;
        }
    }

    /**
     * A record of either topic in a fixture's words.
     *
     * @param predictor the name of the one that answers
     */
    public static Output of(Fixture fixture, String predictor, Produced produced) {
        boolean letter = produced.topic().equals(fixture.deadLetters());
        int index = letter ? source(fixture, produced) : byPuid(fixture, produced);
        Sent sent = fixture.records().get(index);
        assertThat(produced.key()).as("key of %s", sent.name()).isEqualTo(sent.key());
        assertThat(produced.timestamp())
                .as("timestamp of %s", sent.name())
                .isEqualTo(WireFixtures.timestamp(index));
        return letter
                ? deadLetter(fixture, predictor, index, produced)
                : prediction(fixture, predictor, index, produced);
    }

    private static int source(Fixture fixture, Produced letter) {
        String topic = Header.find(letter.headers(), "leat-error-source-topic");
        String offset = Header.find(letter.headers(), "leat-error-source-offset");
        return IntStream.range(0, fixture.records().size())
                .filter(i -> fixture.topic(fixture.records().get(i)).equals(topic))
                .filter(i -> Long.toString(WireFixtures.offset(fixture, i)).equals(offset))
                .findFirst()
                .orElseThrow(() -> new AssertionError("a dead letter of " + topic + "@" + offset));
    }

    private static int byPuid(Fixture fixture, Produced prediction) {
        String puid = Header.find(prediction.headers(), RecordContract.PUID);
        List<String> known =
                IntStream.range(0, fixture.records().size())
                        .mapToObj(i -> RecordContract.puid(WireFixtures.request(fixture, i)))
                        .toList();
        assertThat(known).as("puids, each once").contains(puid).doesNotHaveDuplicates();
        return known.indexOf(puid);
    }

    private static Prediction prediction(
            Fixture fixture, String predictor, int index, Produced produced) {
        Sent sent = fixture.records().get(index);
        String type = Header.find(produced.headers(), RecordContract.PROTO_NAME);
        byte[] value = produced.value();
        List<Header> usual = new ArrayList<>();
        usual.add(
                Header.of(
                        RecordContract.PUID,
                        RecordContract.puid(WireFixtures.request(fixture, index))));
        usual.add(Header.of(RecordContract.PREDICTOR, predictor));
        String latency = Header.find(produced.headers(), RecordContract.LATENCY);
        if (value != null) {
            assertThat(latency).as("latency of %s", sent.name()).matches("\\d+");
            usual.add(Header.of(RecordContract.LATENCY, String.valueOf(latency)));
        }
        if (type == null && value != null) {
            usual.add(Header.of(RecordContract.CONTENT_TYPE, RecordContract.DEFAULT_CONTENT_TYPE));
        }
        Body body = value == null ? null : body(fixture, type, value);
        return new Prediction(sent.name(), Notable.headers(produced.headers(), usual), body);
    }

    private static Body body(Fixture fixture, @Nullable String type, byte[] value) {
        return fixture.known(value, type == null ? Body.plain(value) : Body.message(type, value));
    }

    /**
     * The record as it was, where it came from, and the reasons, which are the fixture's to say.
     */
    private static DeadLetter deadLetter(
            Fixture fixture, String predictor, int index, Produced letter) {
        Sent sent = fixture.records().get(index);
        assertThat(letter.value())
                .as("value of %s", sent.name())
                .isEqualTo(WireFixtures.request(fixture, index).value);
        Map<String, String> reasons = new LinkedHashMap<>();
        List<Header> own = new ArrayList<>();
        List<Header> ours = new ArrayList<>();
        for (Header header : letter.headers()) {
            if (header.name().startsWith(ErrorHeaders.PREFIX)) {
                reasons.put(
                        header.name().substring(ErrorHeaders.PREFIX.length()),
                        String.valueOf(header.text()));
            } else if (!reasons.isEmpty() && header.name().equals(RecordContract.PREDICTOR)) {
                ours.add(header);
            } else {
                own.add(header);
            }
        }
        assertThat(own)
                .as("headers of %s", sent.name())
                .usingRecursiveComparison()
                .isEqualTo(sent.headers());
        assertThat(ours).extracting(Header::text).containsExactly(predictor);
        assertThat(reasons.remove("source-topic")).isEqualTo(fixture.topic(sent));
        assertThat(reasons.remove("source-partition")).isEqualTo("0");
        assertThat(reasons.remove("source-offset"))
                .isEqualTo(Long.toString(WireFixtures.offset(fixture, index)));
        assertThat(reasons.remove("source-timestamp"))
                .isEqualTo(Long.toString(WireFixtures.timestamp(index)));
        assertThat(Instant.parse(reasons.remove("time"))).isBeforeOrEqualTo(Instant.now());
        reasons.computeIfPresent(
                "message", (name, message) -> message.replaceFirst(TAKEN, "takes N bytes"));
        return new DeadLetter(sent.name(), reasons);
    }
}
