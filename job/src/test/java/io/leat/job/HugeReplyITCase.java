// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static io.leat.job.TestJob.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.leat.testing.kafka.TestBroker;
import io.leat.testing.kafka.TopicReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A model that answers far more than fits into memory, between answers that do. */
class HugeReplyITCase {

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private static final int HUGE = 200 << 20;
    private static final byte[] PIECE = "x".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);

    /** Together several times the heap of the tests. */
    private static final int OF_EACH = 4;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer model;

    @BeforeEach
    void startModel() throws IOException {
        byte[] bomb = bomb();
        model = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        model.createContext("/", exchange -> answer(exchange, bomb));
        model.setExecutor(threads);
        model.start();
    }

    @AfterEach
    void stopModel() {
        model.stop(0);
        threads.shutdownNow();
    }

    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            pieces(out);
        }
        return packed.toByteArray();
    }

    private static void pieces(OutputStream out) throws IOException {
        for (int written = 0; written < HUGE; written += PIECE.length) {
            out.write(PIECE);
        }
    }

    private static void answer(HttpExchange exchange, byte[] bomb) throws IOException {
        String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        try (exchange) {
            switch (asked) {
                case "stated" -> {
                    exchange.sendResponseHeaders(200, HUGE);
                    pieces(exchange.getResponseBody());
                }
                case "chunked" -> {
                    exchange.sendResponseHeaders(200, 0);
                    pieces(exchange.getResponseBody());
                }
                case "bomb" -> {
                    exchange.getResponseHeaders().set("Content-Encoding", "gzip");
                    exchange.sendResponseHeaders(200, bomb.length);
                    exchange.getResponseBody().write(bomb);
                }
                default -> {
                    exchange.sendResponseHeaders(200, asked.length());
                    exchange.getResponseBody().write(asked.getBytes(StandardCharsets.UTF_8));
                }
            }
        } catch (IOException hungUp) {
            // As it should.
            return;
        }
    }

    @Test
    void costsOneDeadLetterEachAndNoMemory() throws Exception {
        TestJob job =
                TestJob.at(BROKER, model.getAddress().getPort(), 1).with("max-reply-bytes", "1mb");
        job.send(0, times("stated", "fine-1", "chunked", "bomb", "fine-2"));

        RunningJob running = RunningJob.start(CLUSTER, job);

        try (TopicReader output = BROKER.read(job.output);
                TopicReader letters = BROKER.read(job.deadLetters)) {
            assertThat(running.await(letters, 3 * OF_EACH))
                    .extracting(HugeReplyITCase::reason)
                    .containsExactlyElementsOf(
                            times(expected("stated"), expected("chunked"), expected("bomb")));
            assertThat(running.await(output, 2 * OF_EACH))
                    .extracting(record -> text(record.value()))
                    .containsExactlyElementsOf(times("fine-1", "fine-2"));
        }
    }

    private static List<String> times(String... round) {
        return Collections.nCopies(OF_EACH, List.of(round)).stream().flatMap(List::stream).toList();
    }

    private static String reason(ConsumerRecord<byte[], byte[]> letter) {
        return String.join(
                "|",
                text(letter.value()),
                header(letter, "node"),
                header(letter, "code"),
                header(letter, "status"),
                header(letter, "message"));
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return text(letter.headers().lastHeader("leat-error-" + name).value());
    }

    private static String expected(String asked) {
        return asked
                + "|m|bad-reply|200|a reply of more than 1048576 bytes (expected: at most that), for POST"
                + " /predict";
    }
}
