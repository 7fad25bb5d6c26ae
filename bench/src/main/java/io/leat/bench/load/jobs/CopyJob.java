package io.leat.bench.load.jobs;

import io.leat.job.InferenceJob;
import io.leat.job.JobArguments;
import io.leat.job.JobLoader;
import io.leat.job.LeatJob;
import io.leat.job.Selection;
import io.leat.job.Topology;
import io.leat.kafka.ReadUntil;
import io.leat.model.CallContext;
import io.leat.model.ModelClient;
import io.leat.model.Reply;
import io.leat.protocol.NodeCall;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Leat's own job with a model that answers at once, from within, with what it was sent. */
public final class CopyJob {

    private CopyJob() {}

    /** Takes what Leat takes, as {@code --flag value}. */
    public static void main(String[] args) throws Exception {
        Map<String, String> flags = Flags.of(args);
        InferenceJob job =
                JobLoader.load(
                        Selection.fromFile(Flags.required(flags, "deployment"), null),
                        new JobArguments(flags),
                        Map.of(),
                        Map.of());
        Properties client = LeatJob.clientProperties(job);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        Topology.build(
                env,
                job,
                LeatJob.look(job, client),
                client,
                ReadUntil.NEVER,
                (same, metrics) -> new Echo());
        env.execute(LeatJob.jobName(job));
    }

    private static final class Echo implements ModelClient {

        @Override
        public CompletableFuture<Reply> call(NodeCall call, CallContext context) {
            return CompletableFuture.completedFuture(new Reply.Answered(call.payload()));
        }

        @Override
        public void close() {}
    }
}
