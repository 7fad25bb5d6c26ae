// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.client.CallContext;
import io.leat.client.Deadline;
import io.leat.client.FailureAction;
import io.leat.client.FailureKind;
import io.leat.client.ManualTime;
import io.leat.client.Reply;
import io.leat.client.RetryBudget;
import io.leat.client.ScriptedModel;
import io.leat.protocol.CallFailure;
import io.leat.protocol.DeadLetterCode;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import io.leat.protocol.UnitMethod;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a record's deadline ends, with time in the test's hand. */
@SuppressWarnings("FutureReturnValueIgnored") // what is asserted is what the model saw
class ExpiryTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String PASSED =
            "its deadline, 1970-01-01T00:00:02Z, has passed (expected: an answer by then; the"
                    + " deadline is stated by the test)";

    private final ManualTime time = new ManualTime(); // begins one second after 1970
    private final InstantSource clock = () -> Instant.ofEpochMilli(time.nanos() / 1_000_000);
    private final ScriptedModel model = new ScriptedModel();
    private final EndpointLimiter endpoint =
            new EndpointLimiter(Retrying.breaker(2), Retrying.atMost(1), time, time::nanos);
    private final RetryingClient client =
            Retrying.client(
                    model,
                    "http://h:1",
                    Retrying.policy(3, Duration.ofHours(1)),
                    endpoint,
                    time,
                    time::nanos);

    @AfterEach
    void close() {
        client.close();
    }

    /** With a deadline one second from the start. */
    private CompletableFuture<Reply> call(String record) {
        return call(record, new Deadline(2_000, "the test", clock));
    }

    private CompletableFuture<Reply> call(String record, Deadline deadline) {
        return client.call(
                new NodeCall("m", UnitMethod.PREDICT, new Payload(Retrying.BODY, "text/plain")),
                new CallContext(
                        record,
                        () -> record,
                        Retrying.BODY,
                        new String[0],
                        new byte[0][],
                        new RetryBudget(),
                        deadline));
    }

    private static CallFailure expired(CompletableFuture<Reply> reply) {
        assertThat(reply).isCompleted();
        Reply.Refused refused = (Reply.Refused) reply.join();
        assertThat(refused.action()).isEqualTo(FailureAction.REJECT);
        assertThat(refused.failure().code()).isEqualTo(DeadLetterCode.EXPIRED);
        return refused.failure();
    }

    @Test
    void makesNoCallOnceItHasPassed() {
        time.advance(SECOND);

        CallFailure failure = expired(call("late"));

        assertThat(failure).isEqualTo(CallFailure.of(DeadLetterCode.EXPIRED, PASSED, "m"));
        assertThat(model.seen()).isEmpty();
        assertThat(endpoint.isIdle()).isTrue();
    }

    @Test
    void endsTheWaitForAnEndpointThatTakesNoMoreCalls() {
        CompletableFuture<Reply> first = Retrying.call(client, "first");
        CompletableFuture<Reply> waits = call("waits");
        CompletableFuture<Reply> next = Retrying.call(client, "next");

        time.advance(SECOND.minusMillis(1));
        assertThat(waits).isNotDone();
        time.advance(Duration.ofMillis(1));

        assertThat(expired(waits).attempts()).isZero();
        model.next().answer();
        model.next().answer();
        assertThat(first).isCompleted();
        assertThat(next).isCompleted();
        assertThat(model.seen()).containsExactly("first", "next");
        assertThat(endpoint.isIdle()).isTrue();
    }

    @Test
    void endsTheWaitForAnEndpointThatIsDown() {
        for (String record : new String[] {"a", "b"}) {
            Retrying.call(client, record);
            model.next().fail(FailureKind.UNREACHED);
        }
        assertThat(endpoint.breakerState()).isEqualTo(2);
        CompletableFuture<Reply> waits = call("waits", new Deadline(1_500, "the test", clock));
        int before = model.seen().size();

        time.advance(Duration.ofMillis(500));

        assertThat(expired(waits).attempts()).isZero();
        assertThat(model.seen()).hasSize(before);
        assertThat(endpoint.breakerState()).isEqualTo(2);
    }

    @Test
    void endsThePauseBeforeARepeat() {
        CompletableFuture<Reply> reply = call("a", new Deadline(1_010, "the test", clock));
        model.next().fail(FailureKind.BUSY);
        assertThat(time.next()).hasValue(Duration.ofMillis(10));

        time.advance(Duration.ofMillis(10));

        CallFailure failure = expired(reply);
        assertThat(failure.attempts()).isOne();
        assertThat(failure.endpoint()).isEqualTo("http://h:1");
        assertThat(failure.message()).endsWith("; the last attempt: BUSY of a");
        assertThat(model.open()).isZero();
    }

    @Test
    void leavesACallUnderWayToItsOwnEnd() {
        CompletableFuture<Reply> reply = call("a");
        time.advance(SECOND.multipliedBy(2));
        assertThat(reply).isNotDone();

        model.next().answer();

        assertThat(reply.join()).isInstanceOf(Reply.Answered.class);
    }

    /** It was not given its full time, so it says nothing of the endpoint. */
    @Test
    void holdsACallThatItCutsShortAgainstNobody() {
        CompletableFuture<Reply> reply = call("a");
        time.advance(SECOND);
        model.next().fail(FailureKind.UNANSWERED);

        assertThat(expired(reply).attempts()).isOne();
        assertThat(endpoint.unavailability().since()).isZero();
        assertThat(endpoint.isIdle()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureKind.class,
            names = {"UNREACHED", "BUSY", "FAILED", "MISSING"})
    void repeatsNothingAfterIt(FailureKind kind) {
        CompletableFuture<Reply> reply = call("a");
        time.advance(SECOND);
        model.next().fail(kind);

        assertThat(expired(reply).message()).endsWith("; the last attempt: " + kind + " of a");
        assertThat(endpoint.stats().repeats()).isZero();
    }

    @Test
    void leavesTheModelsVerdictAsItIs() {
        CompletableFuture<Reply> reply = call("a");
        time.advance(SECOND);
        model.next().fail(FailureKind.REFUSED);

        assertThat(((Reply.Refused) reply.join()).failure().code())
                .isEqualTo(DeadLetterCode.MODEL_REJECTED);
    }

    @Test
    void takesOneTimerForAllThatWait() {
        Retrying.call(client, "first");
        for (int i = 0; i < 10; i++) {
            call("waits" + i);
        }
        assertThat(time.tasks()).isOne();

        time.advance(SECOND);

        assertThat(endpoint.waiting()).isZero();
        assertThat(time.tasks()).isZero();
    }

    @Test
    void takesNoTimerForRecordsWithoutOne() {
        Retrying.call(client, "first");
        Retrying.call(client, "second");

        assertThat(time.tasks()).isZero();
    }

    /** A clock may be set: the timer looks again, and only the clock decides. */
    @Test
    void goesByTheClockAndNotByTheTimer() {
        long[] set = {0};
        InstantSource setBack = () -> Instant.ofEpochMilli(time.nanos() / 1_000_000 - set[0]);
        Retrying.call(client, "first");
        CompletableFuture<Reply> waits = call("waits", new Deadline(2_000, "the test", setBack));

        set[0] = 500;
        time.advance(SECOND);
        assertThat(waits).isNotDone();
        time.advance(Duration.ofMillis(500));

        expired(waits);
    }

    @Test
    void ofABatchEndsTheWaitWithTheFirstAndTheCallWithTheLast() {
        Deadline first = new Deadline(2_000, "one", clock);
        Deadline last = new Deadline(5_000, "other", clock);
        Duration hour = Duration.ofHours(1);

        Deadline both = Deadline.ofAll(Arrays.asList(last, first));
        assertThat(both.cut(hour)).isEqualTo(SECOND);
        assertThat(timeout(both)).isEqualTo(SECOND.multipliedBy(4));
        assertThat(timeout(Deadline.ofAll(Arrays.asList(null, first)))).isEqualTo(hour);
        assertThat(Deadline.ofAll(Arrays.asList(null, null))).isNull();
    }

    private static Duration timeout(Deadline deadline) {
        return new CallContext(
                        "p",
                        () -> "k",
                        Retrying.BODY,
                        new String[0],
                        new byte[0][],
                        new RetryBudget(),
                        deadline)
                .callTimeout(Duration.ofHours(1));
    }
}
