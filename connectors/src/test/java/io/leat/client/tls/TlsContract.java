// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.client.CallContext;
import io.leat.client.FailureKind;
import io.leat.client.ModelClient;
import io.leat.client.Reply;
import io.leat.protocol.CallFailure;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import io.leat.protocol.UnitMethod;
import io.leat.secrets.Identity;
import io.leat.secrets.SecretReader;
import io.leat.secrets.SecretReference;
import io.leat.secrets.SecretReference.Source;
import io.leat.secrets.Tls;
import io.leat.testing.tls.Pki;
import io.leat.testing.tls.ServerTls;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLEngine;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model with TLS and authentication: the same contract for every transport. */
public abstract class TlsContract {

    static final Pki.Signed CA = Pki.authority("lab");
    static final Pki.Signed OTHER_CA = Pki.authority("other");
    static final Pki.Signed SERVER = Pki.signedBy(CA, "server");
    private static final Pki.Signed CLIENT = Pki.signedBy(CA, "client");
    private static final Tls TRUSTING = new Tls(variable("CA"), null);

    public final AtomicLong nanoTime = new AtomicLong();
    private final Map<String, String> environment =
            new HashMap<>(
                    Map.of(
                            "CA",
                            CA.certificatePem(),
                            "CERT",
                            CLIENT.certificatePem(),
                            "KEY",
                            CLIENT.pkcs8Pem(),
                            "TOKEN",
                            "planted.token-1",
                            "USER",
                            "alice",
                            "PASSWORD",
                            "open: sesame"));
    private @Nullable ModelClient client;

    @TempDir Path folder;

    /** Starts a server that answers whatever comes; null for one without TLS. */
    public abstract void serve(@Nullable ServerTls tls) throws Exception;

    /** Opens a client that calls it as node {@code m}, under this name. */
    public abstract ModelClient open(ClientCredentials access, String host, boolean tls);

    public abstract Payload payload();

    /** What calls had in the header {@code Authorization}, one entry for each time it was there. */
    public abstract List<String> authorizations();

    @AfterEach
    void closeClient() {
        if (client != null) {
            client.close();
        }
    }

    private static SecretReference variable(String name) {
        return new SecretReference(Source.ENVIRONMENT, name);
    }

    private SecretReference file(String name, String text) throws Exception {
        Path path = folder.resolve(name);
        Files.writeString(path, text);
        return new SecretReference(Source.FILE, path.toString());
    }

    private void open(ModelSecurity security) {
        open(security, "127.0.0.1");
    }

    private void open(ModelSecurity security, String host) {
        ClientCredentials access =
                ClientCredentials.of(security, new SecretReader(environment::get), nanoTime::get);
        client = open(access, host, security.isTls("m"));
    }

    private void open(Tls tls) {
        open(new ModelSecurity(tls, null, Set.of()));
    }

    private Reply call(String... headers) throws Exception {
        String[] names = new String[headers.length / 2];
        byte[][] values = new byte[headers.length / 2][];
        for (int i = 0; i < names.length; i++) {
            names[i] = headers[2 * i];
            values[i] = headers[2 * i + 1].getBytes(StandardCharsets.UTF_8);
        }
        return client.call(
                        new NodeCall("m", UnitMethod.PREDICT, payload()),
                        new CallContext("p", "k", new byte[0], names, values))
                .get(60, TimeUnit.SECONDS);
    }

    private void assertAnswered(String... headers) throws Exception {
        Reply reply = call(headers);
        assertThat(reply).isInstanceOf(Reply.Answered.class);
    }

    /** Nothing has come to the model: the record waits. */
    private void assertUnreached(String message) throws Exception {
        Reply reply = call();
        assertThat(reply).isInstanceOf(Reply.Refused.class);
        Reply.Refused refused = (Reply.Refused) reply;
        CallFailure failure = refused.failure();
        assertThat(failure.message()).matches(message);
        assertThat(refused.kind()).as(failure.message()).isEqualTo(FailureKind.UNREACHED);
    }

    @Test
    void isTrustedByItsAuthorityAlone() throws Exception {
        serve(new ServerTls(SERVER, null));
        open(TRUSTING);

        assertAnswered();
    }

    @Test
    void isFoundByItsName() throws Exception {
        serve(new ServerTls(SERVER, null));
        open(new ModelSecurity(TRUSTING, null, Set.of()), "localhost");

        assertAnswered();
    }

    @Test
    void isWaitedForWhileNoKnownAuthorityVouchesForIt() throws Exception {
        serve(new ServerTls(Pki.signedBy(OTHER_CA, "server"), null));
        open(TRUSTING);

        assertUnreached(
                "no authority known here vouches for the endpoint's certificate \\(expected: the one that signed it, in LEAT_MODEL_CA_CERT\\)");
    }

    @Test
    void isNotTrustedByTheAuthoritiesOfTheJvm() throws Exception {
        serve(new ServerTls(SERVER, null));
        open(Tls.PUBLIC);

        assertUnreached("no authority known here vouches .*");
    }

    @Test
    void isWaitedForWhileItsCertificateHasExpired() throws Exception {
        Pki.Signed expired = Pki.signedBy(CA, "server", Pki.rsa(), Duration.ofMinutes(-1));
        serve(new ServerTls(expired, null));
        open(TRUSTING);

        assertUnreached(
                "the endpoint's certificate is not valid now: NotAfter: .* \\(expected: one that is\\)");
    }

    @Test
    void isWaitedForWhileItsCertificateIsAnotherHosts() throws Exception {
        serve(new ServerTls(Pki.signedFor(CA, "elsewhere.example"), null));
        open(TRUSTING);

        assertUnreached(
                "the endpoint's certificate is another host's: No subject alternative names matching IP address 127\\.0\\.0\\.1 found \\(expected: one that names the host as the graph does\\)");
    }

    @Test
    void isShownACertificate() throws Exception {
        serve(new ServerTls(SERVER, CA.certificate()));
        open(new Tls(variable("CA"), new Identity(variable("CERT"), variable("KEY"), null)));

        assertAnswered();
    }

    @Test
    void saysThatItMissesACertificate() throws Exception {
        serve(new ServerTls(SERVER, CA.certificate()));
        open(TRUSTING);

        assertUnreached(
                "the endpoint refuses our certificate, or misses one, or has no version of TLS in common: .*fatal alert: .*certificate.* \\(expected: LEAT_MODEL_CLIENT_CERT of an authority it trusts, and TLS 1\\.2 or 1\\.3\\)");
    }

    @Test
    void isWaitedForWhileItSpeaksNoTls() throws Exception {
        serve(null);
        open(TRUSTING);

        assertUnreached(
                "what listens there does not speak TLS \\(expected: TLS, as LEAT_MODEL_TLS or the https:// or grpcs:// of --model states\\)");
    }

    @Test
    void isShownAToken() throws Exception {
        serve(new ServerTls(SERVER, null));
        open(new ModelSecurity(TRUSTING, new Credentials.Bearer(variable("TOKEN")), Set.of()));

        assertAnswered();

        assertThat(authorizations()).containsExactly("Bearer planted.token-1");
    }

    @Test
    void isShownANameAndAPassword() throws Exception {
        serve(new ServerTls(SERVER, null));
        open(
                new ModelSecurity(
                        TRUSTING,
                        new Credentials.Basic(variable("USER"), variable("PASSWORD")),
                        Set.of()));

        assertAnswered();

        assertThat(authorizations())
                .containsExactly(
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(
                                                "alice:open: sesame"
                                                        .getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void isNotShownARecordsCredentialsInTheirPlace() throws Exception {
        serve(new ServerTls(SERVER, null));
        open(new ModelSecurity(TRUSTING, new Credentials.Bearer(variable("TOKEN")), Set.of()));

        assertAnswered("AUTHORIZATION", "Bearer forged", "authorization", "Basic Zm9yZ2Vk");

        assertThat(authorizations()).containsExactly("Bearer planted.token-1");
    }

    @Test
    void isNotShownWhatIsForOtherNodes() throws Exception {
        serve(null);
        open(
                new ModelSecurity(
                        TRUSTING, new Credentials.Bearer(variable("TOKEN")), Set.of("other")));

        assertAnswered("authorization", "the record's own");

        assertThat(authorizations()).containsExactly("the record's own");
    }

    @Test
    void isShownTheTokenThatStandsInTheFileNow() throws Exception {
        serve(new ServerTls(SERVER, null));
        SecretReference token = file("token", "first\n");
        open(new ModelSecurity(TRUSTING, new Credentials.Bearer(token), Set.of()));
        assertAnswered();

        file("token", "second\n");
        nanoTime.addAndGet(Duration.ofSeconds(10).toNanos());
        assertAnswered();
        Files.delete(folder.resolve("token"));
        nanoTime.addAndGet(Duration.ofSeconds(10).toNanos());
        assertAnswered();

        assertThat(authorizations())
                .containsExactly("Bearer first", "Bearer second", "Bearer second");
    }

    @Test
    void isTrustedOnceItsAuthorityStandsInTheFile() throws Exception {
        serve(new ServerTls(SERVER, null));
        SecretReference ca = file("ca.pem", OTHER_CA.certificatePem());
        open(new Tls(ca, null));
        assertUnreached("no authority known here vouches .*");

        file("ca.pem", "half a certif");
        assertUnreached("no authority known here vouches .*");
        file("ca.pem", CA.certificatePem());

        Awaitility.await()
                .until(
                        () -> {
                            nanoTime.addAndGet(Duration.ofSeconds(2).toNanos());
                            return call() instanceof Reply.Answered;
                        });
    }

    @Test
    void isNotReachedByWayOfTheJvmsProxy() throws Exception {
        serve(new ServerTls(SERVER, null));
        try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<String, String> before = new HashMap<>();
            for (String scheme : List.of("http", "https", "socks")) {
                String prefix = scheme.equals("socks") ? "socksProxy" : scheme + ".proxy";
                set(prefix + "Host", "127.0.0.1", before);
                set(prefix + "Port", Integer.toString(proxy.getLocalPort()), before);
            }
            set("http.nonProxyHosts", "", before);
            try {
                open(TRUSTING);
                assertAnswered();
            } finally {
                before.forEach(TlsContract::restore);
            }
            proxy.setSoTimeout(1);
            assertThatThrownBy(proxy::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    private static void set(String property, String value, Map<String, String> before) {
        before.put(property, System.setProperty(property, value));
    }

    private static void restore(String property, @Nullable String value) {
        if (value == null) {
            System.clearProperty(property);
        } else {
            System.setProperty(property, value);
        }
    }

    @Test
    void isSpokenWithByNoOlderTls() {
        ClientCredentials access =
                ClientCredentials.of(
                        new ModelSecurity(TRUSTING, null, Set.of()),
                        new SecretReader(environment::get),
                        nanoTime::get);

        for (SslContext context : List.of(access.forRest(), access.forGrpc())) {
            SSLEngine engine = context.newEngine(ByteBufAllocator.DEFAULT, "h", 1);
            assertThat(engine.getEnabledProtocols())
                    .containsExactlyInAnyOrder("TLSv1.3", "TLSv1.2");
            assertThat(engine.getSSLParameters().getEndpointIdentificationAlgorithm())
                    .isEqualTo("HTTPS");
        }
    }
}
