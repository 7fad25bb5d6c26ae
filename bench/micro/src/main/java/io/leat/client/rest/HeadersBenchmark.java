// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.rest;

import io.leat.bench.micro.Micro;
import io.leat.client.CallContext;
import io.leat.client.grpc.GrpcMetadata;
import io.leat.client.refusal.RequestLine;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import io.leat.protocol.Protocol;
import io.leat.protocol.UnitMethod;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.resolver.DefaultNameResolver;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.nio.charset.StandardCharsets;
import org.asynchttpclient.uri.Uri;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** A record's headers as those of a call: over REST, the whole head of its request. */
public class HeadersBenchmark extends Micro {

    private static final byte[] BODY = {'{', '}'};
    private static final NodeCall CALL =
            new NodeCall("m", UnitMethod.PREDICT, new Payload(BODY, "application/json"));

    @Param({"0", "1", "8"})
    int headers;

    private final RestRequestEncoder writer =
            new RestRequestEncoder(
                    RequestLine.http("m", Protocol.SELDON, "POST", "/predict"),
                    HttpMethod.POST,
                    Uri.create("http://127.0.0.1:9000/predict"),
                    new DefaultNameResolver(ImmediateEventExecutor.INSTANCE));

    private CallContext context = context(0);

    @Setup
    public void prepare() {
        context = context(headers);
    }

    private static CallContext context(int headers) {
        String[] names = new String[headers];
        byte[][] values = new byte[headers][];
        for (int i = 0; i < headers; i++) {
            names[i] = "x-header-" + i;
            values[i] =
                    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
                            .getBytes(StandardCharsets.US_ASCII);
        }
        return new CallContext(
                "8fd1cb15-2e6c-3c6c-9a4c-0b1c2f3c4d5e", "requests-0-1234567", BODY, names, values);
    }

    @Benchmark
    public Object rest() {
        HttpHeaders made = RestRequestEncoder.headers();
        HttpRecordHeaders.addTo(made, context, BODY);
        return writer.head(made, BODY.length);
    }

    @Benchmark
    public Object grpc() {
        return GrpcMetadata.of(context, CALL, 1, null).metadata();
    }
}
