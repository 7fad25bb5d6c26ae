// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.prometheus.PrometheusPushGatewayReporterFactory;

/**
 * Takes what Flink's Prometheus reporter has to say. It is the one that pushes, as the one that is
 * scraped listens on every interface of the machine; they share all but the way to Prometheus.
 */
final class PushGateway implements AutoCloseable {

    private static final Pattern SAMPLE = Pattern.compile("(\\w+)\\{(.*)} \\S+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final HttpServer server;
    private volatile String last = "";

    private PushGateway() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.start();
    }

    static PushGateway start() throws IOException {
        return new PushGateway();
    }

    private void take(HttpExchange exchange) throws IOException {
        last = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(202, -1);
        exchange.close();
    }

    /** Makes a cluster report here, in all else as {@code conf} has it. */
    void addTo(Configuration cluster, Configuration conf) {
        String reporter = "metrics.reporter.prom.";
        conf.toMap().entrySet().stream()
                .filter(setting -> setting.getKey().startsWith("metrics."))
                .forEach(setting -> cluster.setString(setting.getKey(), setting.getValue()));
        cluster.setString(
                reporter + "factory.class", PrometheusPushGatewayReporterFactory.class.getName());
        cluster.setString(
                reporter + "hostUrl", "http://127.0.0.1:" + server.getAddress().getPort());
        cluster.setString(reporter + "interval", "1 s");
        cluster.setString(reporter + "randomJobNameSuffix", "false");
        cluster.setString(reporter + "deleteOnShutdown", "false");
    }

    /** What was last reported: each metric with the labels it has, and their values. */
    Map<String, Map<String, Set<String>>> metrics() {
        Map<String, Map<String, Set<String>>> metrics = new TreeMap<>();
        for (String line : last.split("\n", -1)) {
            Matcher sample = SAMPLE.matcher(line);
            if (sample.matches()) {
                Map<String, Set<String>> labels =
                        metrics.computeIfAbsent(sample.group(1), name -> new HashMap<>());
                Matcher label = LABEL.matcher(sample.group(2));
                while (label.find()) {
                    labels.computeIfAbsent(label.group(1), name -> new TreeSet<>())
                            .add(label.group(2));
                }
            }
        }
        return metrics;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
