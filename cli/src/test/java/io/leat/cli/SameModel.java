// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import io.leat.testing.model.RestModelStub;
import io.leat.testing.model.RestModelStub.Answer;
import io.leat.testing.model.RestModelStub.Call;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * A model that answers {@code {"instances":[[n]]}} with {@code {"predictions":[[n]]}}, up to a set
 * number of calls; more of them wait.
 */
final class SameModel implements AutoCloseable {

    private static final int EVERY_CALL = 1_000_000_000;

    private final Semaphore permits;
    private final Map<Integer, Answer> exceptions;
    private final Semaphore calls = new Semaphore(0);
    private final RestModelStub server;

    private SameModel(int port, int calls, Map<Integer, Answer> exceptions) {
        this.permits = new Semaphore(calls);
        this.exceptions = exceptions;
        this.server = RestModelStub.answeringAt(port, this::answer);
    }

    static SameModel start() {
        return answering(EVERY_CALL);
    }

    /** Answers so many calls, and the others after {@link #allow}. */
    static SameModel answering(int calls) {
        return new SameModel(0, calls, Map.of());
    }

    /** Answers otherwise where a number has an answer of its own. */
    static SameModel startAt(int port, Map<Integer, Answer> exceptions) {
        return new SameModel(port, EVERY_CALL, exceptions);
    }

    /** Returns when so many calls have come since it was last asked, answered or not. */
    void awaitCalls(int count) throws InterruptedException {
        calls.acquire(count);
    }

    void allow(int calls) {
        permits.release(calls);
    }

    void allowAll() {
        allow(EVERY_CALL);
    }

    int port() {
        return server.port();
    }

    private Answer answer(Call call) {
        if (!call.path().startsWith("/v1/models/")) {
            return Answer.status(404);
        }
        calls.release();
        try {
            permits.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("closed", e);
        }
        String request = call.text();
        int number = Integer.parseInt(request.replaceAll("\\D", ""));
        return exceptions.getOrDefault(
                number, Answer.ok(request.replace("instances", "predictions")));
    }

    @Override
    public void close() {
        server.close();
    }
}
