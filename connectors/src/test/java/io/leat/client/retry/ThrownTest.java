// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.client.CallContext;
import io.leat.client.FailureKind;
import io.leat.client.ManualTime;
import io.leat.client.ModelClient;
import io.leat.client.Reply;
import io.leat.client.Scheduler;
import io.leat.client.ScriptedModel;
import io.leat.protocol.NodeCall;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Throwables that say nothing of record or model: no verdict follows, and nothing stands still. */
class ThrownTest {

    private final ManualTime time = new ManualTime();
    private final FailingTimer timer = new FailingTimer();
    private final ScriptedModel model = new ScriptedModel();
    private final Deque<Throwable> thrown = new ArrayDeque<>();
    private final EndpointLimiter endpoint =
            new EndpointLimiter(Retrying.breaker(20), Retrying.atMost(1), timer, time::nanos);
    private final RetryingClient client =
            Retrying.client(
                    new Throwing(),
                    "http://h:1",
                    Retrying.policy(3, Duration.ofHours(1)),
                    endpoint,
                    timer,
                    time::nanos);

    /** Throws what is due, and leaves the rest to the script. */
    private final class Throwing implements ModelClient {
        @Override
        public CompletableFuture<Reply> call(NodeCall call, CallContext context) {
            Throwable due = thrown.poll();
            if (due instanceof Error error) {
                throw error;
            }
            return due == null ? model.call(call, context) : CompletableFuture.failedFuture(due);
        }

        @Override
        public void close() {}
    }

    /** A timer that may be out of memory. */
    private final class FailingTimer implements Scheduler {
        private boolean fails;

        @Override
        public void after(Duration wait, Runnable work) {
            if (fails) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            time.after(wait, work);
        }

        @Override
        public void close() {
            time.close();
        }
    }

    @AfterEach
    void close() {
        client.close();
    }

    private CompletableFuture<Reply> call(String record) {
        return Retrying.call(client, record);
    }

    private void assertStillServes() {
        CompletableFuture<Reply> later = call("later");
        model.next().answer();
        assertThat(later).isCompletedWithValueMatching(Reply.Answered.class::isInstance);
    }

    @Test
    void handsAnErrorOnAtOnceAndServesTheNextCall() {
        thrown.add(new OutOfMemoryError("Cannot reserve direct buffer memory"));

        assertThatThrownBy(() -> call("r").join()).hasCauseInstanceOf(OutOfMemoryError.class);
        assertStillServes();
    }

    @Test
    void letsTheNextInWhenOneThatWaitedMeetsAnError() {
        CompletableFuture<Reply> first = call("first");
        CompletableFuture<Reply> second = call("second");
        CompletableFuture<Reply> third = call("third");
        thrown.add(new OutOfMemoryError());

        model.next().answer();

        assertThat(first).isCompleted();
        assertThat(second).isCompletedExceptionally();
        model.next().answer();
        assertThat(third).isCompletedWithValueMatching(Reply.Answered.class::isInstance);
        assertStillServes();
    }

    @Test
    void repeatsWhatAnUnknownExceptionEnded() {
        thrown.add(new IllegalStateException());
        thrown.add(new NullPointerException());
        CompletableFuture<Reply> reply = call("r");

        time.advance(Duration.ofMinutes(1));

        model.next().answer();
        assertThat(reply).isCompletedWithValueMatching(Reply.Answered.class::isInstance);
    }

    @Test
    void givesNoVerdictOnARecordHoweverOftenExceptionsEndItsCalls() {
        for (int i = 0; i < 3; i++) {
            thrown.add(new IllegalStateException("x"));
        }
        CompletableFuture<Reply> reply = call("r");

        time.advance(Duration.ofMinutes(1));

        assertThatThrownBy(reply::join).hasCauseInstanceOf(IllegalStateException.class);
        assertStillServes();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void takesAThreadThatIsGoneForTheTasksEnd(boolean wrapped) {
        RuntimeException rejected = new RejectedExecutionException("event executor terminated");
        thrown.add(wrapped ? new IllegalStateException(rejected) : rejected);

        assertThat(call("r")).isCompletedExceptionally();
    }

    @Test
    void handsOnWhatTheTimerThrowsAndWakesLater() {
        CompletableFuture<Reply> busy = call("busy");
        timer.fails = true;

        model.next().fail(FailureKind.BUSY, Duration.ofSeconds(7));

        assertThat(busy).isCompletedExceptionally();
        timer.fails = false;
        CompletableFuture<Reply> later = call("later");
        time.advance(Duration.ofSeconds(8));
        model.next().answer();
        assertThat(later).isCompletedWithValueMatching(Reply.Answered.class::isInstance);
    }

    @Test
    void endsOneOfThoseThatWaitWhereNobodyIsLeftToThrowTo() {
        EndpointLimiter wide =
                new EndpointLimiter(Retrying.breaker(20), Retrying.atMost(2), timer, time::nanos);
        RetryingClient both =
                Retrying.client(
                        model,
                        "http://h:1",
                        Retrying.policy(3, Duration.ofHours(1)),
                        wide,
                        timer,
                        time::nanos);
        CompletableFuture<Reply> first = Retrying.call(both, "first");
        var unused = Retrying.call(both, "second");
        model.next().fail(FailureKind.BUSY, Duration.ofSeconds(7));
        time.advance(Duration.ofSeconds(1)); // the first waits again, for the endpoint
        model.next().fail(FailureKind.BUSY, Duration.ofSeconds(20));
        time.advance(Duration.ofSeconds(1));
        timer.fails = true;

        assertThatThrownBy(() -> time.advance(Duration.ofSeconds(6)))
                .isInstanceOf(OutOfMemoryError.class);

        assertThat(first).isCompletedExceptionally();
    }
}
