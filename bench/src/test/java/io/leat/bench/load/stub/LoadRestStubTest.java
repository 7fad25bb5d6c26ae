// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.stub;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.testing.net.FreePorts;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadRestStubTest {

    private final EventLoopGroup loop =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Pace pace = new Pace();
    private Socket client;
    private BufferedReader replies;

    @BeforeEach
    void connect() throws IOException {
        int port = FreePorts.free();
        LoadRestStub.start(port, loop, pace);
        client = new Socket(InetAddress.getLoopbackAddress(), port);
        client.setTcpNoDelay(true);
        replies =
                new BufferedReader(
                        new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void answersAsManyRowsAsItIsAsked() throws IOException {
        send(post("/v2/models/m/infer", "{\"inputs\":[{\"name\":\"x\",\"shape\":[2,1]}]}"));

        assertThat(reply())
                .isEqualTo(
                        "{\"model_name\":\"m\",\"outputs\":[{\"name\":\"y\",\"datatype\":\"FP32\",\"shape\":[2,3],\"data\":[0.1,0.8,0.1,0.1,0.8,0.1]}]}");
    }

    @Test
    void answersInOrderWhatIsAskedInOneGo() throws IOException {
        send(
                post("/v1/models/m:predict", "{\"instances\":[[1],[2]]}")
                        + post("/predict", "{\"data\":{\"ndarray\":[[1]]}}"));

        assertThat(reply()).isEqualTo("{\"predictions\":[[0.1,0.8,0.1],[0.1,0.8,0.1]]}");
        assertThat(reply()).isEqualTo("{\"data\":{\"ndarray\":[[0.1,0.8,0.1]]}}");
    }

    @Test
    void waitsForTheRestOfARequest() throws IOException {
        String request = post("/predict", "{\"data\":{\"ndarray\":[[1]]}}");
        for (int i = 0; i < request.length(); i++) {
            send(request.substring(i, i + 1));
        }

        assertThat(reply()).isEqualTo("{\"data\":{\"ndarray\":[[0.1,0.8,0.1]]}}");
    }

    @Test
    void failsOneCallInSoMany() throws IOException {
        pace.set(0, 0, 0, 2);

        send(post("/predict", "{}") + post("/predict", "{}"));

        assertThat(reply()).isEqualTo("{\"data\":{\"ndarray\":[[0.1,0.8,0.1]]}}");
        assertThat(reply()).isEqualTo("{\"error\":\"told\"}");
        assertThat(pace.calls()).isEqualTo(2);
    }

    @Test
    void servesOneAtATimeIfItCanServeNoMore() throws IOException {
        pace.set(20_000, 0, 1, 0);
        long start = System.nanoTime();

        send(post("/predict", "{}").repeat(3));
        for (int i = 0; i < 3; i++) {
            reply();
        }

        assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(60));
    }

    private static String post(String path, String body) {
        return "POST %s HTTP/1.1\r\nHost: h\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(path, body.length(), body);
    }

    private void send(String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private String reply() throws IOException {
        int length = 0;
        for (String line = replies.readLine(); !line.isEmpty(); line = replies.readLine()) {
            if (line.startsWith("Content-Length: ")) {
                length = Integer.parseInt(line.substring("Content-Length: ".length()));
            }
        }
        char[] body = new char[length];
        int read = 0;
        while (read < length) {
            read += replies.read(body, read, length - read);
        }
        return new String(body);
    }
}
