// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.leat.job.metrics.JobMetric;
import io.leat.job.plan.InferenceJob;
import io.leat.kafka.gate.StopOffsets;
import io.leat.testing.kafka.TestBroker;
import io.leat.testing.model.RestModelStub;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What dashboard and rules ask for is what a job exports. */
class MonitoringITCase {

    private static final Path FOLDER = Path.of("..", "k8s", "monitoring");
    private static final Pattern METRIC = Pattern.compile("flink_\\w+");
    private static final Pattern GROUPING = Pattern.compile("(?:by|on) \\(([^)]*)\\)");
    private static final Pattern SELECTOR = Pattern.compile("[{,]\\s*(\\w+)\\s*=~?");

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();

    /** Each metric with its labels, and the values of these. */
    @SuppressWarnings("try") // closing the cluster may be interrupted, which ends the test
    private Map<String, Map<String, Set<String>>> exported(Set<String> wanted) throws Exception {
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo);
                PushGateway gateway = PushGateway.start();
                MiniCluster flink = cluster(gateway)) {
            flink.start();
            TestJob job =
                    TestJob.of(BROKER, model, 1)
                            .withCanary(model, 50)
                            .withShadow(model, 50)
                            .withFeedback()
                            .with("batch-max-size", "2");
            job.send("1", "2");
            JobID id = submit(flink, job.load());
            JobID shadow = submit(flink, job.load("next"));
            try {
                Awaitility.await()
                        .atMost(RunningJob.TIMEOUT)
                        .untilAsserted(
                                () -> assertThat(gateway.metrics().keySet()).containsAll(wanted));
                return gateway.metrics();
            } finally {
                for (JobID each : List.of(id, shadow)) {
                    flink.cancelJob(each).get();
                    flink.requestJobResult(each).get();
                }
            }
        }
    }

    private static JobID submit(MiniCluster flink, InferenceJob job) throws Exception {
        return flink.submitJob(graph(job).getJobGraph()).get().getJobID();
    }

    private static MiniCluster cluster(PushGateway gateway) {
        Configuration config = new Configuration();
        config.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(16));
        gateway.addTo(config, GlobalConfiguration.loadConfiguration("../flink-conf"));
        return new MiniCluster(
                new MiniClusterConfiguration.Builder()
                        .setConfiguration(config)
                        .setNumSlotsPerTaskManager(2)
                        .withRandomPorts()
                        .build());
    }

    private static StreamGraph graph(InferenceJob job) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(1);
        LeatJob.prepare(env, job, StopOffsets.NEVER);
        StreamGraph graph = env.getStreamGraph();
        graph.setJobName(LeatJob.jobName(job));
        return graph;
    }

    @Test
    void exportsWhatDashboardAndRulesAskFor() throws Exception {
        List<String> expressions = Stream.concat(ofDashboard(), ofRules()).toList();
        assertThat(expressions).hasSizeGreaterThan(40);

        Map<String, Map<String, Set<String>>> exported =
                exported(
                        expressions.stream()
                                .flatMap(expression -> found(METRIC, 0, expression))
                                .collect(Collectors.toSet()));

        for (String expression : expressions) {
            Set<String> labels = new TreeSet<>();
            found(METRIC, 0, expression)
                    .forEach(metric -> labels.addAll(exported.get(metric).keySet()));
            assertThat(labels).as(expression).containsAll(askedLabels(expression));
        }
        Set<String> jobs = exported.get("flink_jobmanager_job_runningState").get("job_name");
        Set<String> predictors = new TreeSet<>();
        for (String job : jobs) {
            predictors.add(shown("predictor", job));
            assertThat(shown("namespace", job)).isEqualTo("lab");
            assertThat(shown("deployment", job)).startsWith("job-");
        }
        assertThat(predictors).containsExactly("main", "next");
    }

    /** What leaves a record unanswered, or makes it a dead letter, is seen and raises an alarm. */
    @ParameterizedTest
    @EnumSource(
            names = {
                "DEAD_LETTERS_BY_CODE",
                "RECORDS_REFUSED",
                "RECORDS_SKIPPED",
                "TRANSACTIONS_LOST",
                "TRANSACTIONS_UNCLEAR"
            })
    void showsAndAlertsOnWhatHasNoPrediction(JobMetric metric) throws IOException {
        assertThat(ofDashboard()).anyMatch(expression -> asksFor(metric, expression));
        assertThat(ofRules()).anyMatch(expression -> asksFor(metric, expression));
    }

    private static boolean asksFor(JobMetric metric, String expression) {
        return found(METRIC, 0, expression).anyMatch(name -> name.endsWith("_" + metric.key()));
    }

    private static Set<String> askedLabels(String expression) {
        return Stream.concat(
                        found(SELECTOR, 1, expression),
                        found(GROUPING, 1, expression)
                                .flatMap(list -> Stream.of(list.split(",", -1)).map(String::trim)))
                .collect(Collectors.toSet());
    }

    private static Stream<String> found(Pattern pattern, int group, String text) {
        return pattern.matcher(text).results().map(result -> result.group(group));
    }

    private static JsonNode dashboard() throws IOException {
        return new ObjectMapper().readTree(FOLDER.resolve("grafana-dashboard.json").toFile());
    }

    private static Stream<String> ofDashboard() throws IOException {
        List<String> found = new ArrayList<>();
        for (JsonNode panel : dashboard().path("panels")) {
            panel.path("targets").forEach(target -> found.add(target.path("expr").asText()));
        }
        for (JsonNode variable : dashboard().path("templating").path("list")) {
            if (variable.path("type").asText().equals("query")) {
                // label_values(metric{selector}, label), in words that are looked at here
                found.add(
                        variable.path("definition").asText().replaceAll(", (\\w+)\\)", " by ($1)"));
            }
        }
        return found.stream();
    }

    private static Stream<String> ofRules() throws IOException {
        return new YAMLMapper()
                        .readTree(FOLDER.resolve("prometheus-rule.yaml").toFile())
                        .findValuesAsText("expr")
                        .stream();
    }

    /** What a variable of the dashboard makes of a job's name. */
    private static String shown(String variable, String job) throws IOException {
        for (JsonNode found : dashboard().path("templating").path("list")) {
            if (found.path("name").asText().equals(variable)) {
                String regex = found.path("regex").asText();
                Matcher matcher =
                        Pattern.compile(regex.substring(1, regex.length() - 1)).matcher(job);
                return matcher.find() ? matcher.group(1) : "";
            }
        }
        return "";
    }
}
