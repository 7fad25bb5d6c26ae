// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.leat.flink.FlinkRestClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Answers of a JobManager that was last asked long ago, which gives what its tasks reported then
 * until they have answered again.
 */
class StatusReaderTest {

    private static final String METRICS = "/jobs/j/vertices/v/subtasks/metrics";
    private static final int NOW = 1_000_000;

    /** How often the time of the metrics is asked for until they are new. */
    private static final int OLD_ANSWERS = 2;

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger pages = new AtomicInteger();

    /** How many pages are of before the tasks ran. */
    private volatile int oldPages;

    private volatile String placesOf = "job";
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private ClusterReport look() throws Exception {
        FlinkRestClient flink =
                new FlinkRestClient(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
        return new StatusReader(flink, null, InstantSource.system(), Duration.ofMillis(1)).look();
    }

    private boolean isOld() {
        return asked.get() <= OLD_ANSWERS;
    }

    private String json(String path) {
        Map<String, String> answers =
                Map.of(
                        "/config",
                        "{'flink-version':'2.2.1'}",
                        "/jobs/overview",
                        """
                        {'jobs':[{'jid':'j','name':'leat a.b.c','state':'RUNNING','end-time':-1,
                        'tasks':{'total':1,'running':1}},{'jid':'k','name':'other'}]}""",
                        "/jobs/j",
                        """
                        {'jid':'j','name':'leat a.b.c','state':'RUNNING','now':%d,'end-time':-1,
                        'timestamps':{'RUNNING':0},'vertices':[{'id':'v','parallelism':1,
                        'name':'Source: Requests -> Inference','tasks':{'RUNNING':%d}}]}"""
                                .formatted(NOW, pages.get() > oldPages ? 1 : 0),
                        "/jobs/j/config",
                        """
                        {'execution-config':{'user-config':{'leat.predictor':'main,canary',
                        'LEAT_MAX_IN_FLIGHT':'20','LEAT_MAX_IN_FLIGHT_OF':'%s'}}}"""
                                .formatted(placesOf),
                        "/jobs/j/vertices/v",
                        "{'subtasks':[{'subtask':0,'attempt':0}]}",
                        "/jobs/j/metrics?get=uptime",
                        "[{'id':'uptime','value':'%d'}]".formatted(isOld() ? 5 : NOW - 5_000),
                        METRICS,
                        "[{'id':'Source__Requests.recordsInFlight'},{'id':'another'}]",
                        METRICS + "?get=Source__Requests.recordsInFlight",
                        "[{'id':'Source__Requests.recordsInFlight','sum':%d,'max':1}]"
                                .formatted(isOld() ? 99 : 7));
        return Objects.requireNonNullElse(answers.get(path), "{}").replace('\'', '"');
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString();
            if (path.endsWith("uptime")) {
                asked.incrementAndGet();
            }
            if (path.equals("/jobs/j")) {
                pages.incrementAndGet();
            }
            byte[] body = json(path).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @ParameterizedTest
    @CsvSource({"job, 20", "predictor, 40"})
    void countsThePlacesOfEachPredictorWhereTheseHaveTheirOwn(String of, int limit)
            throws Exception {
        placesOf = of;
        ClusterReport report = look();

        assertThat(report.jobs().get(0).flow().inFlightLimit()).isEqualTo(limit);
    }

    @Test
    void waitsForMetricsThatAreNew() throws Exception {
        ClusterReport report = look();

        assertThat(report.others()).isEqualTo(1);
        assertThat(report.jobs()).hasSize(1);
        assertThat(report.jobs().get(0).flow()).isNotNull();
        assertThat(report.jobs().get(0).flow().inFlight()).isEqualTo(7);
        assertThat(asked).hasValue(OLD_ANSWERS + 1);
        assertThat(report.isHealthy()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1, Flink's page is a moment old", "100, Flink keeps its pages for long"})
    void takesWhatRunsFromTheOverviewWhichFlinkDoesNotKeep(int old, String why) throws Exception {
        oldPages = old;
        ClusterReport report = look();

        assertThat(report.jobs().get(0).tasks()).as(why).isEqualTo(new JobReport.Tasks(1, 1));
        assertThat(report.isHealthy()).as(why).isTrue();
    }
}
