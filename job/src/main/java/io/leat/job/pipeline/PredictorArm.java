// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.pipeline;

import io.leat.client.Deadline;
import io.leat.client.ModelClient;
import io.leat.codec.Codecs;
import io.leat.graph.FeedbackWalk;
import io.leat.graph.GraphPlan;
import io.leat.graph.GraphWalk;
import io.leat.graph.WalkOptions;
import io.leat.job.metrics.CallMetrics;
import io.leat.job.plan.PredictorPlan;
import io.leat.job.requestlog.LogPoster;
import io.leat.job.requestlog.RecordLog;
import io.leat.job.requestlog.RequestLog;
import io.leat.kafka.AnsweredBy;
import io.leat.kafka.InferenceRequest;
import io.leat.kafka.InferenceResult;
import io.leat.kafka.RecordContract;
import io.leat.kafka.gate.InFlightGate;
import io.leat.options.catalog.LeatOptions.Tombstones;
import io.leat.options.settings.JobSettings;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.CallFailure;
import io.leat.protocol.DeadLetterCode;
import io.leat.protocol.FeedbackCodec;
import io.leat.protocol.MessageCodec;
import io.leat.protocol.Payload;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.jspecify.annotations.Nullable;

/**
 * One predictor in a running subtask: answers a record by walking it through the predictor's graph.
 * Used by the task's thread.
 */
final class PredictorArm implements AutoCloseable {

    private final GraphPlan plan;
    private final ModelClient client;
    private final InFlightGate gate;
    private final RequestParser parser;
    private final @Nullable FeedbackParser feedback;
    private final AnsweredBy by;
    private final RecordDeadlines deadlines;
    private final Tombstones tombstones;
    private final @Nullable RequestLog log;
    private final @Nullable LogPoster poster;

    private PredictorArm(
            PredictorPlan predictor,
            ModelClient client,
            InFlightGate gate,
            @Nullable LogPoster poster) {
        this.poster = poster;
        MessageCodec codec = predictor.codec();
        JobSettings.Flow flow = predictor.settings().flow();
        this.plan =
                GraphPlan.of(predictor.graph(), codec, new WalkOptions(flow.routingInjection()));
        this.client = client;
        this.gate = gate;
        this.parser = new RequestParser(predictor.transport(), codec.recordTypes());
        FeedbackCodec ofFeedback = Codecs.feedback(predictor.protocol(), predictor.transport());
        // Without a topic too: what a savepoint brings was read from one.
        this.feedback =
                ofFeedback == null
                        ? null
                        : new FeedbackParser(predictor.transport(), ofFeedback, plan);
        this.by = new AnsweredBy(predictor.name(), predictor.transport());
        this.deadlines = new RecordDeadlines(flow.recordDeadline(), Clock.systemUTC());
        this.tombstones = flow.tombstones();
        this.log =
                predictor.log() == null
                        ? null
                        : new RequestLog(
                                predictor.log(),
                                predictor.transport(),
                                gate,
                                InstantSource.system(),
                                poster);
    }

    /**
     * Opens what calls the predictor's models.
     *
     * @param metrics of the operator
     */
    static PredictorArm open(
            PredictorPlan predictor,
            ModelClientFactory models,
            CallMetrics metrics,
            InFlightGate gate) {
        ModelClient client = models.open(predictor, metrics, gate::isFull);
        return new PredictorArm(
                predictor,
                client,
                gate,
                ModelClientFactory.openLog(predictor, metrics, gate::isFull));
    }

    /** Completes with the one result of the record; a defect of ours makes it a dead letter. */
    void answer(InferenceRequest request, ResultFuture<InferenceResult> out) {
        try {
            begin(request, out);
        } catch (RuntimeException defect) {
            deadLetter(request, GraphExecution.internal(defect), out);
        }
    }

    /**
     * Sends feedback to the nodes that it is for. It has no deadline: its record may have that of
     * the request.
     */
    void deliver(InferenceRequest request, ResultFuture<InferenceResult> out) {
        if (request.value == null) {
            tombstone(request, out);
            return;
        }
        try {
            FeedbackWalk walk = feedbackParser().walk(request, request.value);
            new GraphExecution(
                            request, request.value, null, by, walk, client, gate, log(request), out)
                    .start();
        } catch (BadPayloadException e) {
            refuse(request, e, out);
        } catch (RuntimeException defect) {
            deadLetter(request, GraphExecution.internal(defect), out);
        }
    }

    private @Nullable RecordLog log(InferenceRequest request) {
        return log == null ? null : log.begin(request);
    }

    private FeedbackParser feedbackParser() throws BadPayloadException {
        if (feedback == null) {
            throw new BadPayloadException(
                    "feedback from before the deployment was changed (expected: none, as its protocol has no call for it now)");
        }
        return feedback;
    }

    /** For a record that is not what it must be. */
    void refuse(
            InferenceRequest request, BadPayloadException why, ResultFuture<InferenceResult> out) {
        deadLetter(request, CallFailure.of(DeadLetterCode.BAD_RECORD, why.getMessage(), null), out);
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
            refuse(request, e, out);
            return;
        }
        if (deadline != null && deadline.isOver()) {
            deadLetter(request, expired(deadline), out);
            return;
        }
        GraphWalk walk = walk(request, payload);
        new GraphExecution(
                        request,
                        payload.body(),
                        deadline,
                        by,
                        walk,
                        client,
                        gate,
                        log(request),
                        out)
                .start();
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
        boolean passes = tombstones == Tombstones.PASS;
        if (passes && request.feedback) {
            out.complete(List.of(RecordContract.delivered(request, by.predictor())));
        } else if (passes) {
            String puid = RecordContract.puid(request);
            out.complete(List.of(RecordContract.tombstone(request, by, puid)));
        } else {
            String message =
                    "the record has no value (expected: %s)"
                            .formatted(request.feedback ? "feedback" : "a prediction request");
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
        if (poster != null) {
            poster.close();
        }
        client.close();
    }
}
