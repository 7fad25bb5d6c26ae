// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.protocol;

import io.leat.bench.micro.Micro;
import io.leat.codec.Codecs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** What is done with a message before it is sent: is it one, what must change, where does it go. */
public class CodecBenchmark extends Micro {

    @Param({
        "SELDON_REST",
        "SELDON_GRPC",
        "TENSORFLOW_REST",
        "TENSORFLOW_GRPC",
        "V2_REST",
        "V2_GRPC",
        "IMAGE_REST",
        "IMAGE_GRPC"
    })
    io.leat.bench.load.stub.LoadPayload payload = io.leat.bench.load.stub.LoadPayload.SELDON_REST;

    private Payload message = new Payload(new byte[0], "");
    private MessageCodec codec = Codecs.message(Protocol.SELDON, Transport.REST);

    @Setup
    public void prepare() {
        message = Messages.of(payload);
        codec = Codecs.message(payload.protocol(), payload.transport());
    }

    @Benchmark
    public Address toModel() throws BadPayloadException {
        codec.admit(message);
        Payload request = codec.chain(message, "m");
        return codec.address(new NodeCall("m", UnitMethod.PREDICT, request));
    }
}
