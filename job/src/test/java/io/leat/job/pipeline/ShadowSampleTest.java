// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.job.traffic.TrafficSubject;
import io.leat.kafka.InferenceRequest;
import io.leat.traffic.TrafficBy;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What of a record decides whether a shadow answers it. */
class ShadowSampleTest {

    private static final TrafficBy CUSTOMER = new TrafficBy(TrafficBy.First.HEADER, "x-customer");

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A record with this key and headers; a header is name and value. */
    private static InferenceRequest record(@Nullable String key, String... headers) {
        InferenceRequest request = new InferenceRequest();
        request.topic = "in";
        request.partition = 2;
        request.offset = 7;
        request.key = key == null ? null : utf8(key);
        request.headerNames = new String[headers.length / 2];
        request.headerValues = new byte[headers.length / 2][];
        for (int i = 0; i < headers.length; i += 2) {
            request.headerNames[i / 2] = headers[i];
            request.headerValues[i / 2] = utf8(headers[i + 1]);
        }
        return request;
    }

    private static String hashed(InferenceRequest request, TrafficBy by) {
        return new String(TrafficSubject.of(request, by), StandardCharsets.UTF_8);
    }

    @Test
    void isTheKeyElseThePuidElseThePlaceOfTheRecord() {
        assertThat(hashed(record("k", "Seldon-Puid", "p"), TrafficBy.KEY)).isEqualTo("k");
        assertThat(hashed(record(null, "seldon-puid", "p"), TrafficBy.KEY)).isEqualTo("p");
        assertThat(hashed(record(null), TrafficBy.KEY)).isEqualTo("in-2-7");
        assertThat(hashed(record(null, "leat-redriven-from", "in-0-3"), TrafficBy.KEY))
                .isEqualTo("in-0-3");
    }

    @Test
    void isThePuidBeforeTheKeyWhereThatIsAsked() {
        assertThat(hashed(record("k", "Seldon-Puid", "p"), TrafficBy.PUID)).isEqualTo("p");
        assertThat(hashed(record("k"), TrafficBy.PUID)).isEqualTo("k");
    }

    @Test
    void isAHeaderInAnyCaseBeforeTheKeyWhereThatIsAsked() {
        assertThat(hashed(record("k", "X-Customer", "a", "x-customer", "b"), CUSTOMER))
                .isEqualTo("b");
        assertThat(hashed(record("k", "other", "a"), CUSTOMER)).isEqualTo("k");
    }

    @Test
    void isNothingWithoutASingleByte() {
        assertThat(hashed(record("", "x-customer", "", "Seldon-Puid", "p"), CUSTOMER))
                .isEqualTo("p");
        assertThat(hashed(record("", "Seldon-Puid", ""), TrafficBy.PUID)).isEqualTo("in-2-7");
    }
}
