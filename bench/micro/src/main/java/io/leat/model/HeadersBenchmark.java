package io.leat.model;

import io.leat.bench.micro.Micro;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** A record's headers as those of a call. */
public class HeadersBenchmark extends Micro {

    private static final byte[] BODY = {'{', '}'};

    @Param({"0", "1", "8"})
    int headers;

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
    public HttpHeaders rest() {
        HttpHeaders made = new DefaultHttpHeaders();
        HttpRecordHeaders.addTo(made, context, BODY);
        return made;
    }

    @Benchmark
    public Object grpc() {
        return GrpcMetadata.of(context, null).metadata();
    }
}
