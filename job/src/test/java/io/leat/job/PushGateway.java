// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import io.leat.testing.model.RestModelStub;
import io.leat.testing.model.RestModelStub.Answer;
import io.leat.testing.model.RestModelStub.Call;
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

    private final RestModelStub server = RestModelStub.answering(this::take);
    private volatile String last = "";

    private PushGateway() {}

    static PushGateway start() {
        return new PushGateway();
    }

    private Answer take(Call call) {
        last = call.text();
        return Answer.of(202, new byte[0]);
    }

    /** Makes a cluster report here, in all else as {@code conf} has it. */
    void addTo(Configuration cluster, Configuration conf) {
        String reporter = "metrics.reporter.prom.";
        conf.toMap().entrySet().stream()
                .filter(setting -> setting.getKey().startsWith("metrics."))
                .forEach(setting -> cluster.setString(setting.getKey(), setting.getValue()));
        cluster.setString(
                reporter + "factory.class", PrometheusPushGatewayReporterFactory.class.getName());
        cluster.setString(reporter + "hostUrl", server.url());
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
        server.close();
    }
}
