// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.pipeline;

import io.leat.client.CallContext;
import io.leat.client.Deadline;
import io.leat.client.FailureAction;
import io.leat.client.ModelClient;
import io.leat.client.Reply;
import io.leat.client.RetryBudget;
import io.leat.graph.FeedbackWalk;
import io.leat.graph.GraphWalk;
import io.leat.graph.Walk;
import io.leat.job.requestlog.RecordLog;
import io.leat.kafka.AnsweredBy;
import io.leat.kafka.InferenceRequest;
import io.leat.kafka.InferenceResult;
import io.leat.kafka.RecordContract;
import io.leat.kafka.gate.InFlightGate;
import io.leat.protocol.CallFailure;
import io.leat.protocol.DeadLetterCode;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import io.leat.tracing.HeaderArrays;
import io.leat.tracing.TraceId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.functions.async.CollectionSupplier;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Performs one record's walk through the graph: makes the calls it asks for, tells it the answers,
 * and hands on what comes out. Answers arrive on the clients' threads, so the walk is used under
 * this object's lock, and never while a call is being made.
 */
final class GraphExecution {

    private static final Logger LOG = LoggerFactory.getLogger(GraphExecution.class);

    private final InferenceRequest request;
    private final AnsweredBy by;
    private final Walk walk;
    private final ModelClient client;
    private final InFlightGate gate;
    private final CallContext context;
    private final ResultFuture<InferenceResult> out;
    private final @Nullable RecordLog log;
    private final long begun = System.nanoTime();

    /**
     * One that has not begun.
     *
     * @param log gathers the record's events; null where none are kept
     */
    GraphExecution(
            InferenceRequest request,
            byte[] body,
            @Nullable Deadline deadline,
            AnsweredBy by,
            Walk walk,
            ModelClient client,
            InFlightGate gate,
            @Nullable RecordLog log,
            ResultFuture<InferenceResult> out) {
        this.request = request;
        this.log = log;
        this.walk = walk;
        this.client = client;
        this.gate = gate;
        this.out = out;
        this.by = by;
        this.context =
                new CallContext(
                        RecordContract.puid(request),
                        // Where traces are made, what ends the record's span knows its place.
                        out instanceof CallContext.Source traced
                                ? traced
                                : () -> RecordContract.idempotencyKey(request),
                        body,
                        request.headerNames,
                        request.headerValues,
                        new RetryBudget(),
                        deadline);
    }

    void start() {
        if (log != null && walk instanceof FeedbackWalk feedback) {
            log.fedBack(feedback.way(), feedback.feedback());
        }
        perform(walk::start);
    }

    private interface Decision {
        List<NodeCall> next();
    }

    private void perform(Decision decision) {
        List<NodeCall> calls;
        Payload answer;
        CallFailure failure;
        try {
            synchronized (this) {
                calls = decision.next();
                answer = walk.answer();
                failure = walk.failure();
                if (log != null) {
                    logRequests(log, calls);
                }
            }
        } catch (RuntimeException defect) {
            fail(defect); // of the walk, which follows from the record and the answers alone
            return;
        }
        if (answer != null) {
            // Made by the task's thread: this one brings the next answers.
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            end(() -> withEvents(result(answer, millis)));
        } else if (failure != null) {
            deadLetter(failure);
        }
        for (int i = 0; i < calls.size(); i++) { // mostly none: not worth an iterator
            make(calls.get(i));
        }
    }

    private void logRequests(RecordLog events, List<NodeCall> calls) {
        if (walk instanceof GraphWalk request) {
            for (NodeCall call : calls) {
                events.asked(call, request.subject(call));
            }
        }
    }

    /** Hands on what has become of the record, once its events are where they are to be first. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback hands everything on
    private void end(CollectionSupplier<InferenceResult> results) {
        if (log == null) {
            out.complete(results);
            return;
        }
        log.delivered()
                .whenComplete(
                        (done, thrown) -> {
                            if (thrown == null) {
                                out.complete(results);
                            } else {
                                failTask(thrown);
                            }
                        });
    }

    /** The result of the record, behind the events about it. */
    private List<InferenceResult> withEvents(InferenceResult result) {
        return log == null ? List.of(result) : log.with(result);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback hands everything on
    private void make(NodeCall call) {
        CompletableFuture<Reply> reply;
        try {
            reply = client.call(call, context);
        } catch (RuntimeException | Error e) {
            failTask(e);
            return;
        }
        reply.whenComplete((answer, thrown) -> ended(call, answer, thrown));
    }

    /** Whatever is thrown in here would be lost, and the record would wait for ever. */
    private void ended(NodeCall call, @Nullable Reply answer, @Nullable Throwable thrown) {
        if (answer == null) {
            failTask(Objects.requireNonNull(thrown));
            return;
        }
        try {
            tell(call, answer);
        } catch (RuntimeException | Error e) {
            failTask(e);
        }
    }

    private void tell(NodeCall call, Reply reply) {
        if (reply instanceof Reply.Answered answered) {
            perform(() -> answered(call, answered.payload()));
        } else if (reply instanceof Reply.Refused refused) {
            if (refused.action() == FailureAction.FAIL && !isSpared(call, refused)) {
                out.completeExceptionally(stop(refused.failure()));
            } else {
                perform(() -> walk.failed(call, refused.failure()));
            }
        }
    }

    private List<NodeCall> answered(NodeCall call, Payload answer) {
        if (log != null) {
            log.answered(call, answer);
        }
        return walk.answered(call, answer);
    }

    /** A budget that is spent stops no job where something takes the place of the answer. */
    private boolean isSpared(NodeCall call, Reply.Refused refused) {
        return refused.kind().action() != FailureAction.FAIL && walk.mayFail(call);
    }

    /** Ends the job for good: after a restart the same record would only end it again. */
    private Throwable stop(CallFailure failure) {
        String message =
                "%s [record=%s, node=%s, endpoint=%s, attempts=%d]: the job stops; the record is read again when it is started from its last checkpoint"
                        .formatted(
                                failure.message(),
                                named(),
                                failure.node(),
                                failure.endpoint(),
                                failure.attempts());
        return new SuppressRestartsException(new JobStoppedException(message));
    }

    /** Of a walk that has ended with an answer, which nothing changes any more. */
    private InferenceResult result(Payload answer, long millis) {
        if (!(walk instanceof GraphWalk request)) {
            return RecordContract.delivered(this.request, by.predictor());
        }
        InferenceResult prediction =
                RecordContract.prediction(
                        this.request,
                        by,
                        context.puid(),
                        answer,
                        millis,
                        request.degraded(),
                        request.routing());
        gate.answered(prediction);
        return prediction;
    }

    /** The record as a log line names it. */
    private String named() {
        return request
                + TraceId.words(
                        context.trace(),
                        new HeaderArrays(request.headerNames, request.headerValues));
    }

    /** A defect of ours must not cost the record, nor the others their job. */
    private void fail(RuntimeException defect) {
        LOG.error("record={} defect={}", named(), defect.getClass().getName(), defect);
        deadLetter(internal(defect));
    }

    /**
     * Fails the task, which is restarted from its last checkpoint and calls the record again: what
     * was thrown is neither the model's word nor the record's fault, so no dead letter may follow.
     */
    private void failTask(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null
                        ? thrown.getCause()
                        : thrown;
        String message =
                "record=%s exception=%s: not caused by the record or the model: the task fails, and the record is called again after the restart"
                        .formatted(named(), cause.getClass().getName());
        out.completeExceptionally(new IllegalStateException(message, cause));
    }

    static CallFailure internal(Throwable defect) {
        return CallFailure.of(
                DeadLetterCode.INTERNAL, "defect: " + defect.getClass().getName(), null);
    }

    private void deadLetter(CallFailure failure) {
        InferenceResult letter =
                RecordContract.deadLetter(request, by.predictor(), failure, Instant.now());
        end(() -> withEvents(letter));
    }
}
