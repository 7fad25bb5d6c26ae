// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertPathBuilderException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Asks Flink's REST interface. Thread-safe. */
public final class FlinkRestClient {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);

    /**
     * Flink reads no longer request line than 4096 bytes, the path and a proxy's prefix included.
     */
    private static final int MAX_LIST_LENGTH = 3_000;

    static final String UNTRUSTED = "the server's certificate is not trusted";

    private static final String CONFIG = "/config";

    private static final int NOT_FOUND = 404;
    private static final int OK = 200;

    private final HttpClient http;
    private final String base;
    private final ObjectMapper json = new ObjectMapper();

    /**
     * Connects to nothing yet.
     *
     * @param base http or https, with the path before Flink's own if there is one
     */
    public FlinkRestClient(URI base) {
        this(base, null);
    }

    /**
     * The same with trusted certificates of its own.
     *
     * @param tls null for those the JVM trusts
     */
    public FlinkRestClient(URI base, @Nullable SSLContext tls) {
        HttpClient.Builder client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1) // what Flink speaks
                        .connectTimeout(CONNECT)
                        .followRedirects(HttpClient.Redirect.NORMAL);
        this.http = (tls == null ? client : client.sslContext(tls)).build();
        this.base = base.toString().replaceFirst("/+$", "");
    }

    /** What is asked, without a slash at its end. */
    public String base() {
        return base;
    }

    /**
     * What is at a path; a missing node where Flink knows no such thing, for example a job that is
     * gone.
     *
     * @param path begins with a slash
     * @throws FlinkRestException if nothing answers there, or something that is not Flink
     */
    public JsonNode get(String path) throws FlinkRestException, InterruptedException {
        URI uri = URI.create(base + path);
        HttpResponse<byte[]> answer = send(uri);
        boolean isJson = contentType(answer).contains("json");
        if (answer.statusCode() == NOT_FOUND && isJson) {
            return MissingNode.getInstance();
        }
        if (!isJson) {
            throw notFlink(uri, "HTTP status " + answer.statusCode() + ", " + contentType(answer));
        }
        JsonNode read = tree(uri, answer.body());
        if (answer.statusCode() != OK) {
            throw notFlink(uri, "HTTP status " + answer.statusCode() + error(read));
        }
        return read;
    }

    private JsonNode tree(URI uri, byte[] body) throws FlinkRestException {
        try {
            return json.readTree(body);
        } catch (IOException e) {
            throw notFlink(uri, "text that is not JSON");
        }
    }

    /** The first line of what Flink says. */
    private static String error(JsonNode answer) {
        return answer.path("errors")
                .path(0)
                .asText()
                .lines()
                .findFirst()
                .map(line -> ": " + line)
                .orElse("");
    }

    /**
     * Flink's version.
     *
     * @throws FlinkRestException if nothing answers, or something that is not Flink
     */
    public String version() throws FlinkRestException, InterruptedException {
        JsonNode version = get(CONFIG).path("flink-version");
        if (!version.isTextual()) {
            throw notFlink(URI.create(base + CONFIG), "JSON that is not Flink's");
        }
        return version.asText();
    }

    /**
     * The values of metrics, which may be many.
     *
     * @param path of a place with metrics
     * @param ids as that place names them
     */
    public List<JsonNode> metrics(String path, Collection<String> ids)
            throws FlinkRestException, InterruptedException {
        List<JsonNode> values = new ArrayList<>();
        StringBuilder list = new StringBuilder();
        for (String id : ids) {
            String encoded = URLEncoder.encode(id, StandardCharsets.UTF_8);
            if (list.length() + encoded.length() > MAX_LIST_LENGTH) {
                get(path + "?get=" + list).forEach(values::add);
                list.setLength(0);
            }
            list.append(list.isEmpty() ? "" : ",").append(encoded);
        }
        if (!list.isEmpty()) {
            get(path + "?get=" + list).forEach(values::add);
        }
        return values;
    }

    private HttpResponse<byte[]> send(URI uri) throws FlinkRestException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(uri)
                        .timeout(ANSWER)
                        .header("Accept", "application/json")
                        .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new FlinkRestException(uri, reason(e));
        }
    }

    private static FlinkRestException notFlink(URI uri, String answer) {
        return new FlinkRestException(uri, "answers with " + answer);
    }

    private static String contentType(HttpResponse<?> answer) {
        return answer.headers().firstValue("Content-Type").orElse("no content type");
    }

    private static String reason(IOException e) {
        if (e instanceof SSLException) {
            return causes(e).anyMatch(CertPathBuilderException.class::isInstance)
                    ? UNTRUSTED
                    : "no TLS connection: " + message(e);
        }
        if (e instanceof HttpTimeoutException) {
            return "no answer within %d s".formatted(ANSWER.toSeconds());
        }
        if (e instanceof ConnectException) {
            return causes(e).anyMatch(UnresolvedAddressException.class::isInstance)
                    ? "unknown host"
                    : "connection refused";
        }
        return "the connection broke: " + message(e);
    }

    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause);
    }

    private static String message(Throwable thrown) {
        return thrown.getMessage() == null
                ? thrown.getClass().getSimpleName()
                : thrown.getMessage();
    }
}
