// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.jobs;

import io.leat.client.CallContext;
import io.leat.client.ModelClient;
import io.leat.client.Reply;
import io.leat.job.JobLoader;
import io.leat.job.LeatJob;
import io.leat.job.metrics.CallMetrics;
import io.leat.job.pipeline.ModelClientFactory;
import io.leat.job.pipeline.Topology;
import io.leat.job.plan.InferenceJob;
import io.leat.job.plan.JobArguments;
import io.leat.job.plan.JobIdentity;
import io.leat.job.plan.PredictorPlan;
import io.leat.job.plan.PredictorSelection;
import io.leat.kafka.gate.StopOffsets;
import io.leat.protocol.NodeCall;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Leat's own job with a model that answers at once, from within, with what it was sent. */
public final class CopyJob {

    private CopyJob() {}

    /** Takes what Leat takes, as {@code --flag value}. */
    public static void main(String[] args) throws Exception {
        Map<String, String> flags = CommandLineFlags.of(args);
        InferenceJob job =
                JobLoader.load(
                        PredictorSelection.fromFile(
                                CommandLineFlags.required(flags, "deployment"), null),
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
                StopOffsets.NEVER,
                JobIdentity.of(env),
                new Echoes());
        env.execute(LeatJob.jobName(job));
    }

    private static final class Echoes extends ModelClientFactory {

        private static final long serialVersionUID = 1L;

        @Override
        public ModelClient open(
                PredictorPlan predictor, CallMetrics metrics, BooleanSupplier full) {
            return new Echo();
        }
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
