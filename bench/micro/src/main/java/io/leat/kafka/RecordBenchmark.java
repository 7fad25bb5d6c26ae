// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka;

import io.leat.bench.micro.Micro;
import io.leat.protocol.Payload;
import io.leat.protocol.Transport;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** A record as it comes in, what it is known by, and the prediction that goes out. */
public class RecordBenchmark extends Micro {

    private static final Payload ANSWER =
            new Payload("{\"data\":{}}".getBytes(StandardCharsets.US_ASCII), "application/json");

    private static final AnsweredBy BY = new AnsweredBy("main", Transport.REST);

    @Param({"0", "1", "8"})
    int headers;

    private ConsumerRecord<byte[], byte[]> record = record(0);
    private InferenceRequest request = InferenceRequest.of(record);

    @Setup
    public void prepare() {
        record = record(headers);
        request = InferenceRequest.of(record);
    }

    private static ConsumerRecord<byte[], byte[]> record(int headers) {
        byte[] bytes = "{\"data\":{\"ndarray\":[[1]]}}".getBytes(StandardCharsets.US_ASCII);
        ConsumerRecord<byte[], byte[]> made =
                new ConsumerRecord<>("requests", 0, 1_234_567, bytes, bytes);
        for (int i = 0; i < headers; i++) {
            made.headers().add("x-header-" + i, bytes);
        }
        return made;
    }

    @Benchmark
    public InferenceRequest in() {
        return InferenceRequest.of(record);
    }

    @Benchmark
    public String puid() {
        return RecordContract.puid(request);
    }

    @Benchmark
    public InferenceResult out() {
        return RecordContract.prediction(request, BY, "a-puid", ANSWER, 12, null, null);
    }
}
