// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.pipeline;

import io.leat.client.Deadline;
import io.leat.client.ModelClient;
import io.leat.graph.GraphPlan;
import io.leat.graph.GraphWalk;
import io.leat.graph.WalkOptions;
import io.leat.job.plan.InferenceJob;
import io.leat.kafka.AnsweredBy;
import io.leat.kafka.InferenceRequest;
import io.leat.kafka.InferenceResult;
import io.leat.kafka.RecordContract;
import io.leat.kafka.gate.AdmissionQueue;
import io.leat.kafka.gate.InFlightGate;
import io.leat.kafka.gate.InFlightGateRegistry;
import io.leat.options.catalog.LeatOptions.Tombstones;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.CallFailure;
import io.leat.protocol.DeadLetterCode;
import io.leat.protocol.MessageCodec;
import io.leat.protocol.Payload;
import java.time.Clock;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.jspecify.annotations.Nullable;

/**
 * Answers each record by walking it through the graph. Never completes exceptionally for a record's
 * sake: that would restart the job, and the record with it.
 *
 * <p>Has no time-out of its own: repeats and their limits are the client's, and Flink's retry can
 * lose a record when both meet.
 */
final class InferenceAsyncFunction extends RichAsyncFunction<InferenceRequest, InferenceResult> {

    private static final long serialVersionUID = 1L;

    private final InferenceJob job;
    private final ModelClientFactory models;
    private transient InFlightGate gate;
    private transient GraphPlan plan;
    private transient ModelClient client;
    private transient RequestParser parser;
    private transient AnsweredBy by;
    private transient RecordDeadlines deadlines;
    private transient AdmissionQueue waiting;
    private transient @Nullable StartupCheck startupCheck;

    InferenceAsyncFunction(InferenceJob job, ModelClientFactory models) {
        this.job = job;
        this.models = models;
    }

    @Override
    public void open(OpenContext context) {
        MetricGroup metrics = getRuntimeContext().getMetricGroup();
        gate = InFlightGateRegistry.of(metrics);
        waiting = new AdmissionQueue(gate, this::beginOrDeadLetter);
        gate.onLeave(waiting::beginWhatFits);
        MessageCodec codec = job.codec();
        boolean routing = job.settings().flow().routingInjection();
        plan = GraphPlan.of(job.graph(), codec, new WalkOptions(routing));
        client = models.open(job, metrics);
        parser = new RequestParser(job.transport(), codec.recordTypes());
        by = new AnsweredBy(job.predictor(), job.transport());
        deadlines = new RecordDeadlines(job.settings().flow().recordDeadline(), Clock.systemUTC());
        TaskInfo task = getRuntimeContext().getTaskInfo();
        if (task.getIndexOfThisSubtask() == 0 && task.getAttemptNumber() == 0) {
            startupCheck = models.beginStartupCheck(job);
        }
    }

    @Override
    public void asyncInvoke(InferenceRequest request, ResultFuture<InferenceResult> out) {
        waiting.enter(request, out);
    }

    private void beginOrDeadLetter(InferenceRequest request, ResultFuture<InferenceResult> out) {
        try {
            begin(request, out);
        } catch (RuntimeException defect) {
            deadLetter(request, GraphExecution.internal(defect), out);
        }
    }

    private void begin(InferenceRequest request, ResultFuture<InferenceResult> out) {
        if (request.value == null) {
            tombstone(request, out);
            return;
        }
        Payload payload;
        Deadline deadline;
        try {
            deadline = deadlines.of(request);
            payload = parser.parse(request, request.value);
        } catch (BadPayloadException e) {
            CallFailure failure = CallFailure.of(DeadLetterCode.BAD_RECORD, e.getMessage(), null);
            deadLetter(request, failure, out);
            return;
        }
        if (deadline != null && deadline.isOver()) {
            deadLetter(request, expired(deadline), out);
            return;
        }
        GraphWalk walk = walk(request, payload);
        new GraphExecution(request, payload.body(), deadline, by, walk, client, gate, out).start();
    }

    /** For a record whose deadline has passed before anything was begun. */
    static CallFailure expired(Deadline deadline) {
        return CallFailure.of(DeadLetterCode.EXPIRED, deadline.passed(), null);
    }

    private GraphWalk walk(InferenceRequest request, Payload payload) {
        return plan.readsHeaders()
                ? plan.begin(payload, draws(request), header(request))
                : plan.begin(payload, draws(request));
    }

    /** For the graph's switches. */
    static Function<String, @Nullable String> header(InferenceRequest request) {
        return name -> RecordContract.lastHeaderText(request, name);
    }

    /**
     * For the graph's random branches: the same for the same record, which takes the same branch
     * again when it is repeated after a failure.
     */
    static DoubleSupplier draws(InferenceRequest request) {
        long seed =
                31L * (31L * request.topic.hashCode() + request.partition)
                        + request.offset * 0x9E3779B97F4A7C15L;
        return new SplittableRandom(seed)::nextDouble;
    }

    private void tombstone(InferenceRequest request, ResultFuture<InferenceResult> out) {
        if (job.settings().flow().tombstones() == Tombstones.PASS) {
            String puid = RecordContract.puid(request);
            out.complete(List.of(RecordContract.tombstone(request, by, puid)));
        } else {
            String message = "the record has no value (expected: a prediction request)";
            deadLetter(request, CallFailure.of(DeadLetterCode.TOMBSTONE, message, null), out);
        }
    }

    private void deadLetter(
            InferenceRequest request, CallFailure failure, ResultFuture<InferenceResult> out) {
        out.complete(
                List.of(
                        RecordContract.deadLetter(
                                request, by.predictor(), failure, Clock.systemUTC().instant())));
    }

    @Override
    public void close() {
        if (startupCheck != null) {
            startupCheck.close();
        }
        if (client != null) {
            client.close();
        }
    }
}
