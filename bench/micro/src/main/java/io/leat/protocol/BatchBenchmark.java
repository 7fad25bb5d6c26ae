// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.protocol;

import io.leat.bench.load.stub.StubAnswers;
import io.leat.bench.micro.Micro;
import io.leat.codec.Codecs;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** A record's part in a batch of 64. */
public class BatchBenchmark extends Micro {

    private static final int SIZE = 64;

    @Param({
        "SELDON_REST",
        "SELDON_GRPC",
        "TENSORFLOW_REST",
        "TENSORFLOW_GRPC",
        "V2_REST",
        "V2_GRPC"
    })
    io.leat.bench.load.stub.LoadPayload payload = io.leat.bench.load.stub.LoadPayload.SELDON_REST;

    private Payload request = new Payload(new byte[0], "");
    private Payload answer = request;
    private BatchCodec codec = Codecs.batch(Protocol.SELDON, Transport.REST);
    private List<BatchableRequest> parts = List.of();

    @Setup
    public void prepare() {
        request = Messages.of(payload);
        codec = Codecs.batch(payload.protocol(), payload.transport());
        parts = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            parts.add(part(i));
        }
        answer =
                new Payload(
                        StubAnswers.of(payload.path(), payload.transport(), SIZE), answerType());
    }

    private String answerType() {
        return request.type().replace("Request", "Response");
    }

    private BatchableRequest part(int number) {
        return Objects.requireNonNull(codec.read(request, "puid-" + number));
    }

    @Benchmark
    public BatchableRequest read() {
        return part(0);
    }

    @Benchmark
    @OperationsPerInvocation(SIZE)
    public Payload merge() {
        return codec.merge(parts);
    }

    @Benchmark
    @OperationsPerInvocation(SIZE)
    public List<Payload> split() throws BadPayloadException {
        return codec.split(answer, parts);
    }
}
