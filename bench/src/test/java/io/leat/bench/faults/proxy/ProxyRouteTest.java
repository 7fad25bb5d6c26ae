// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.testing.net.FreePorts;
import io.leat.testing.tls.Pki;
import io.leat.testing.tls.ServerTls;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client, the proxy's route, and a server, over real sockets. */
class ProxyRouteTest {

    private static final int EITHER_WAY = 30_000;

    private final MultiThreadIoEventLoopGroup loop =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private ServerSocket listener;
    private int port;
    private ProxyRoute route;

    @BeforeEach
    void open() throws IOException {
        listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        port = FreePorts.free();
        route = new ProxyRoute(loop, "127.0.0.1", port, listener.getLocalPort(), true);
        route.open();
    }

    @AfterEach
    void close() throws IOException {
        listener.close();
        loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void passesRequestsAndReplies() throws IOException {
        try (Socket client = connect();
                Socket server = listener.accept()) {
            client.getOutputStream().write(request(0));
            assertThat(server.getInputStream().readNBytes(8)).isEqualTo(request(0));

            server.getOutputStream().write(new byte[] {1, 2, 3});
            assertThat(client.getInputStream().readNBytes(3)).containsExactly(1, 2, 3);
        }
    }

    @Test
    void showsTheCertificateItIsGiven() throws Exception {
        Pki.Signed authority = Pki.authority("bench", Pki.ec());
        Pki.Signed model = Pki.signedFor(authority, "model", Pki.ec(), Duration.ofMinutes(1));
        SSLContext trusting = new ServerTls(model, authority.certificate()).context();
        route.show(model);

        try (SSLSocket client =
                (SSLSocket) trusting.getSocketFactory().createSocket("127.0.0.1", port)) {
            client.startHandshake();

            assertThat(client.getSession().getPeerCertificates())
                    .containsExactly(model.certificate());
        }
    }

    @Test
    void refusesAndResetsWhatIsConnected() throws IOException {
        try (Socket client = connect();
                Socket server = listener.accept()) {
            route.behave(new ProxyRoute.Behaviour(ProxyMode.REFUSE, 0));

            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
            assertThat(server.getInputStream().read()).isEqualTo(-1);
        }
        route.behave(new ProxyRoute.Behaviour(ProxyMode.PASS, 0));
        connect().close();
    }

    @Test
    void resetsAfterSoManyBytesOfAReply() throws IOException {
        route.behave(new ProxyRoute.Behaviour(ProxyMode.RESET, 2));
        try (Socket client = connect();
                Socket server = listener.accept()) {
            server.getOutputStream().write(new byte[] {1, 2, 3, 4});

            DataInputStream in = new DataInputStream(client.getInputStream());
            assertThatThrownBy(() -> in.readFully(new byte[3]))
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void leavesAConnectionDeadThatBytesAreMissingOn() throws IOException {
        route.behave(new ProxyRoute.Behaviour(ProxyMode.MUTE, 0));
        try (Socket dead = connect();
                Socket server = listener.accept()) {
            server.getOutputStream().write(1);
            dead.getOutputStream().write(request(0));
            assertThat(server.getInputStream().readNBytes(8)).isEqualTo(request(0));
            dead.getOutputStream().write(request(0));
            assertThat(server.getInputStream().readNBytes(8)).isEqualTo(request(0));
            route.behave(new ProxyRoute.Behaviour(ProxyMode.PASS, 0));
            server.getOutputStream().write(2);

            dead.setSoTimeout(300);
            assertThatThrownBy(() -> dead.getInputStream().read())
                    .isInstanceOf(java.net.SocketTimeoutException.class);
        }
    }

    @Test
    void dripsEveryByteInTheEnd() throws IOException {
        route.behave(new ProxyRoute.Behaviour(ProxyMode.DRIP, 1));
        try (Socket client = connect();
                Socket server = listener.accept()) {
            server.getOutputStream().write(new byte[] {1, 2, 3, 4});

            assertThat(client.getInputStream().readNBytes(4)).containsExactly(1, 2, 3, 4);
        }
    }

    @Test
    void keepsTheOrderOfRepliesWhateverTheBehaviourBecomes() throws IOException {
        try (Socket client = connect();
                Socket server = listener.accept()) {
            InputStream in = client.getInputStream();
            for (int i = 0; i < 100; i++) {
                route.behave(
                        new ProxyRoute.Behaviour(i % 2 == 0 ? ProxyMode.DELAY : ProxyMode.DRIP, 2));
                server.getOutputStream().write(new byte[] {(byte) i, (byte) i});
                route.behave(new ProxyRoute.Behaviour(ProxyMode.PASS, 0));
                server.getOutputStream().write(i);
            }
            server.shutdownOutput();

            byte[] received = in.readAllBytes();
            assertThat(received).hasSize(300).isSorted();
        }
    }

    @Test
    void keepsBackACommitAndWhatComesAfterItUntilTold() throws IOException {
        route.behave(new ProxyRoute.Behaviour(ProxyMode.HOLD_COMMITS, 0));
        try (Socket client = connect();
                Socket server = listener.accept()) {
            client.getOutputStream().write(request(0));
            client.getOutputStream().write(request(26));
            client.getOutputStream().write(request(1));
            assertThat(server.getInputStream().readNBytes(8)).isEqualTo(request(0));
            io.leat.bench.harness.Await.until(
                    "two requests held", java.time.Duration.ofSeconds(30), () -> route.held() == 2);
            assertThat(server.getInputStream().available()).isZero();

            route.behave(new ProxyRoute.Behaviour(ProxyMode.PASS, 0));

            assertThat(server.getInputStream().readNBytes(8)).isEqualTo(request(26));
            assertThat(server.getInputStream().readNBytes(8)).isEqualTo(request(1));
        }
    }

    @Test
    void forgetsTheCommitOfWhoIsGone() throws IOException {
        route.behave(new ProxyRoute.Behaviour(ProxyMode.HOLD_COMMITS, 0));
        Socket client = connect();
        try (Socket server = listener.accept()) {
            client.getOutputStream().write(request(26));
            io.leat.bench.harness.Await.until(
                    "a commit held", java.time.Duration.ofSeconds(30), () -> route.held() == 1);
            client.close();

            assertThat(server.getInputStream().read()).isEqualTo(-1);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(EITHER_WAY);
        return socket;
    }

    /** A request of Kafka's as far as it matters: its length, its kind, two bytes. */
    private static byte[] request(int kind) {
        return ByteBuffer.allocate(8).putInt(4).putShort((short) kind).putShort((short) 7).array();
    }
}
