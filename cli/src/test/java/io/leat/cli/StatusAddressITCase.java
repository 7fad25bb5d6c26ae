// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where {@code leat status} asks, and what it says when no Flink answers there. */
class StatusAddressITCase {

    private static final String PASSWORD = "changeit";
    private static final int UNUSABLE = 2;

    @TempDir private Path folder;

    private static HttpServer server(String type, String body) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> answer(exchange, 200, type, body.getBytes(StandardCharsets.UTF_8)));
        server.start();
        return server;
    }

    private static void answer(HttpExchange exchange, int status, String type, byte[] body)
            throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static String address(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Test
    void saysWhichAddressNothingAnswersAt() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        Ran ran = Ran.leat("status", "--flink", "http://127.0.0.1:" + port + "/");

        assertThat(ran)
                .isEqualTo(
                        new Ran(
                                UNUSABLE,
                                List.of(),
                                List.of(
                                        "leat status: http://127.0.0.1:"
                                                + port
                                                + "/config: connection refused (expected: Flink's"
                                                + " REST interface at --flink)")));
    }

    @Test
    void saysThatThereIsNoSuchHost() {
        assertThat(Ran.leat("status", "--flink", "http://flink.invalid:8081").err())
                .containsExactly(
                        "leat status: http://flink.invalid:8081/config: unknown host (expected:"
                                + " Flink's REST interface at --flink)");
    }

    @ParameterizedTest
    @CsvSource({
        "text/html, <html>, 'HTTP status 200, text/html'",
        "application/json, {}, JSON that is not Flink's",
        "application/json, <html>, text that is not JSON"
    })
    void saysWhatAnswersThatIsNotFlink(String type, String body, String said) throws Exception {
        HttpServer server = server(type, body);
        try {
            Ran ran = Ran.leat("status", "--flink", address(server));

            assertThat(ran)
                    .isEqualTo(
                            new Ran(
                                    UNUSABLE,
                                    List.of(),
                                    List.of(
                                            "leat status: "
                                                    + address(server)
                                                    + "/config: answers with "
                                                    + said
                                                    + " (expected: Flink's REST interface at"
                                                    + " --flink)")));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void asksOverHttpWhereHostAndPortAreStatedAlone() throws Exception {
        HttpServer server = server("text/html", "<html>");
        try {
            String hostAndPort = "127.0.0.1:" + server.getAddress().getPort();

            assertThat(Ran.leat("status", "--flink", hostAndPort).err())
                    .containsExactly(
                            "leat status: http://"
                                    + hostAndPort
                                    + "/config: answers with HTTP status 200, text/html (expected:"
                                    + " Flink's REST interface at --flink)");
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @CsvSource({"ftp://h, \"ftp://h\"", "https://alice:sesame@h, an address with a user"})
    void refusesWhatIsNoAddressWithoutShowingAPassword(String stated, String shown) {
        Ran ran = Ran.leat("status", "--flink", stated);

        assertThat(ran)
                .isEqualTo(
                        new Ran(
                                UNUSABLE,
                                List.of(),
                                List.of(
                                        "leat status: Invalid value for option '--flink': "
                                                + shown
                                                + " (expected: HOST:PORT, http://HOST:PORT or"
                                                + " https://HOST:PORT, with a path or without, and"
                                                + " no user, password or query)",
                                        "leat status --help says what there is")));
    }

    /** A proxy before Flink, as an ingress is. */
    private HttpsServer proxy(URI flink) throws Exception {
        Path keys = keys();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(keys)) {
            store.load(file, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        HttpsServer server =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/team/flink/", exchange -> forward(flink, exchange));
        server.start();
        return server;
    }

    private static void forward(URI flink, HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString().substring("/team/flink".length());
        try {
            HttpResponse<byte[]> answer =
                    HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(URI.create(flink + path)).build(),
                                    HttpResponse.BodyHandlers.ofByteArray());
            answer(
                    exchange,
                    answer.statusCode(),
                    answer.headers().firstValue("Content-Type").orElse(""),
                    answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A key with its certificate for this machine, and beside it the certificate in PEM. */
    private Path keys() throws Exception {
        Path keys = folder.resolve("keys.p12");
        String common = "-alias flink -storepass " + PASSWORD + " -keystore " + keys;
        keytool(
                "-genkeypair -keyalg RSA -dname CN=flink -ext san=ip:127.0.0.1 -validity 2 "
                        + common);
        keytool("-exportcert -rfc -file " + folder.resolve("ca.pem") + " " + common);
        return keys;
    }

    private static void keytool(String arguments) throws Exception {
        String program = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process =
                new ProcessBuilder((program + " " + arguments).split(" ", -1))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(process.waitFor()).as(arguments).isZero();
    }

    @Test
    void asksBehindHttpsAndAPathWithACertificateThatIsTrusted() throws Exception {
        try (StatusCluster flink = StatusCluster.start(folder)) {
            HttpsServer proxy = proxy(flink.web());
            try {
                String url = "https://127.0.0.1:" + proxy.getAddress().getPort() + "/team/flink";

                assertThat(
                                Ran.leat(
                                        "status",
                                        "--flink",
                                        url + "/",
                                        "--flink-ca-cert-file",
                                        folder.resolve("ca.pem").toString()))
                        .isEqualTo(
                                new Ran(
                                        1,
                                        List.of("no Leat job at " + url + " (other jobs: 0)"),
                                        List.of()));

                Ran untrusted = Ran.leat("status", "--flink", url);
                assertThat(untrusted.exitCode()).isEqualTo(UNUSABLE);
                assertThat(untrusted.err())
                        .containsExactly(
                                "leat status: "
                                        + url
                                        + "/config: the server's certificate is not trusted"
                                        + " (expected: one of a CA that the JVM or"
                                        + " --flink-ca-cert-file trusts)");
            } finally {
                proxy.stop(0);
            }
        }
    }

    @Test
    void saysWhatIsWrongWithTheFileOfCertificates() throws Exception {
        Path file = Files.writeString(folder.resolve("no.pem"), "none");

        assertThat(certificates(file))
                .startsWith("leat status: --flink-ca-cert-file: file " + file)
                .contains("holds no certificate (expected: one or more in PEM)");
        assertThat(certificates(folder.resolve("nowhere.pem")))
                .isEqualTo(
                        "leat status: --flink-ca-cert-file: "
                                + folder.resolve("nowhere.pem")
                                + " cannot be read: NoSuchFileException (expected: certificates in"
                                + " PEM)");
    }

    private static String certificates(Path file) {
        Ran ran =
                Ran.leat(
                        "status",
                        "--flink",
                        "https://127.0.0.1:1",
                        "--flink-ca-cert-file",
                        file.toString());
        assertThat(ran.exitCode()).isEqualTo(UNUSABLE);
        return ran.err().get(0);
    }
}
