package io.leat.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What dashboard and rules ask for is what a job exports. */
class MonitoringITCase {

    @RegisterExtension static final TestBroker BROKER = new TestBroker();

    @Test
    void dump() throws Exception {
        try (ModelStub model = ModelStub.answering(ModelStub::echo);
                PushGateway gateway = PushGateway.start()) {
            TestJob job = TestJob.of(BROKER, model, 1).with("batch-max-size", "2");
            job.send("1", "2");
            Configuration config = new Configuration();
            config.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(16));
            gateway.addTo(config, GlobalConfiguration.loadConfiguration("../flink-conf"));
            try (MiniCluster flink =
                    new MiniCluster(
                            new MiniClusterConfiguration.Builder()
                                    .setConfiguration(config)
                                    .withRandomPorts()
                                    .build())) {
                flink.start();
                InferenceJob loaded = job.load();
                StreamExecutionEnvironment env =
                        StreamExecutionEnvironment.getExecutionEnvironment();
                env.setParallelism(1);
                LeatJob.prepare(env, loaded, io.leat.kafka.ReadUntil.NEVER);
                var graph = env.getStreamGraph(true);
                graph.setJobName(LeatJob.jobName(loaded));
                flink.submitJob(graph.getJobGraph()).get();
                try (TopicReader output = BROKER.read(job.output)) {
                    output.atLeast(2, () -> {});
                }
                RunningJob.until(
                        () ->
                                gateway.metrics()
                                        .containsKey(
                                                "flink_taskmanager_job_task_operator_predictions"));
                Thread.sleep(3000);
                Map<String, Map<String, Set<String>>> m = gateway.metrics();
                m.forEach((k, v) -> System.out.println("DUMP " + k + " " + v));
                assertThat(m).isNotEmpty();
            }
        }
    }
}
