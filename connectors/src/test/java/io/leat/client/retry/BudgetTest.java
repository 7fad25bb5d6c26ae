// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.client.CallContext;
import io.leat.client.FailureAction;
import io.leat.client.FailureKind;
import io.leat.client.ManualTime;
import io.leat.client.Reply;
import io.leat.client.ScriptedModel;
import io.leat.protocol.CallFailure;
import io.leat.protocol.DeadLetterCode;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import io.leat.protocol.UnitMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What ends a record's repeats, with time in the test's hand. */
class BudgetTest {

    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final ManualTime time = new ManualTime();
    private final ScriptedModel model = new ScriptedModel();
    private final EndpointLimiter endpoint =
            new EndpointLimiter(Retrying.breaker(20), Retrying.atMost(1_000), time, time::nanos);
    private RetryingClient client = client(Retrying.policy(3, LONG));

    private RetryingClient client(RetryPolicy policy) {
        return Retrying.client(model, "http://h:1", policy, endpoint, time, time::nanos);
    }

    @AfterEach
    void close() {
        client.close();
    }

    private CompletableFuture<Reply> call(String record) {
        return Retrying.call(client, record);
    }

    private void answerAnother() {
        CompletableFuture<Reply> other = call("other");
        while (!model.seen().get(model.seen().size() - 1).equals("other")) {
            model.next();
        }
        model.next().answer();
        assertThat(other).isCompleted();
    }

    /** Fails the only call under way and lets its pause pass. */
    private void failAndWait(FailureKind fault) {
        model.next().fail(fault);
        passPause();
    }

    /**
     * Fails a call again and again, and lets its pauses pass, for so long; it goes on after each.
     */
    private void failFor(Duration least, CompletableFuture<Reply> reply, Runnable failure) {
        Duration waited = Duration.ZERO;
        while (waited.compareTo(least) < 0) {
            failure.run();
            assertThat(reply).as("after " + waited).isNotDone();
            Duration pause = time.next().orElseThrow();
            waited = waited.plus(pause);
            time.advance(pause);
        }
    }

    private void passPause() {
        time.next().ifPresent(time::advance);
    }

    private static CallFailure failure(CompletableFuture<Reply> reply, FailureAction verdict) {
        assertThat(reply).isCompleted();
        Reply.Refused refused = (Reply.Refused) reply.join();
        assertThat(refused.action()).isEqualTo(verdict);
        return refused.failure();
    }

    @Test
    void givesUpARecordTheServerKeepsFailingOn() {
        CompletableFuture<Reply> reply = call("a");

        failAndWait(FailureKind.FAILED);
        failAndWait(FailureKind.FAILED);
        assertThat(reply).isNotDone();
        failAndWait(FailureKind.FAILED);

        CallFailure failure = failure(reply, FailureAction.REJECT);
        assertThat(failure.code()).isEqualTo(DeadLetterCode.MODEL_FAILED);
        assertThat(failure.attempts()).isEqualTo(3);
        assertThat(failure.endpoint()).isEqualTo("http://h:1");
        assertThat(failure.message())
                .isEqualTo("FAILED of a; the record's budget of 3 attempts is spent");
        assertThat(endpoint.stats().repeats()).isEqualTo(2);
    }

    @Test
    void givesARecordThatFailsAloneTimeToBeToldFromAnOutage() {
        client = client(Retrying.policy(3, LONG, Duration.ofSeconds(10)));
        CompletableFuture<Reply> reply = call("a");

        failFor(Duration.ofSeconds(10), reply, () -> model.next().fail(FailureKind.FAILED));
        model.next().fail(FailureKind.FAILED);

        CallFailure failure = failure(reply, FailureAction.REJECT);
        assertThat(failure.attempts()).isGreaterThan(3);
        assertThat(failure.message()).endsWith("attempts is spent");
    }

    @Test
    void givesNoSuchTimeWhileOthersAreAnswered() {
        client = client(Retrying.policy(3, LONG, Duration.ofSeconds(10)));
        CompletableFuture<Reply> reply = call("a");
        for (int i = 0; i < 3; i++) {
            assertThat(reply).isNotDone();
            ScriptedModel.Open open = model.next();
            answerAnother();
            open.fail(FailureKind.FAILED);
            passPause();
        }

        assertThat(failure(reply, FailureAction.REJECT).attempts()).isEqualTo(3);
    }

    @Test
    void givesARecordTimeWhoseConnectionsBreakThoughOthersAreAnswered() {
        client = client(Retrying.policy(3, LONG, Duration.ofSeconds(10)));
        CompletableFuture<Reply> reply = call("a");

        Runnable breaks =
                () -> {
                    ScriptedModel.Open open = model.next();
                    answerAnother();
                    open.fail(FailureKind.UNANSWERED);
                };
        failFor(Duration.ofSeconds(10), reply, breaks);
        breaks.run();

        assertThat(failure(reply, FailureAction.REJECT).attempts()).isGreaterThan(3);
    }

    @Test
    void blamesNobodyForAnOutageThatFewRecordsComeBy() {
        client = client(Retrying.policy(3, LONG, Duration.ofSeconds(10)));
        answerAnother();
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        // Two records a second, of which twenty in a row make an outage.
        for (int i = 0; i < 20; i++) {
            replies.add(call("r" + i));
            for (int step = 0; step < 10; step++) {
                while (model.open() > 0) {
                    model.next().fail(FailureKind.FAILED);
                }
                time.advance(SHORT);
            }
        }

        assertThat(endpoint.breakerState()).isEqualTo(2);
        assertThat(replies).allSatisfy(reply -> assertThat(reply).isNotDone());
    }

    @Test
    void stopsTheJobInsteadIfToldTo() {
        client =
                client(
                        new RetryPolicy(
                                1, LONG, Duration.ZERO, OnExhausted.STOP, OnModelError.RETRY));
        CompletableFuture<Reply> reply = call("a");

        model.next().fail(FailureKind.FAILED);

        failure(reply, FailureAction.FAIL);
    }

    @Test
    void repeatsNoModelErrorIfToldSo() {
        client =
                client(
                        new RetryPolicy(
                                3,
                                LONG,
                                Duration.ZERO,
                                OnExhausted.STOP,
                                OnModelError.DEAD_LETTER));
        CompletableFuture<Reply> reply = call("a");

        model.next().fail(FailureKind.FAILED);

        assertThat(failure(reply, FailureAction.REJECT).message()).isEqualTo("FAILED of a");
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureKind.class,
            names = {"UNREACHED", "BUSY", "UNANSWERED", "UNADMITTED", "INTERCEPTED", "MISSING"})
    void waitsForEverForAnEndpointThatHasNeverAnswered(FailureKind fault) {
        CompletableFuture<Reply> reply = call("a");

        for (int i = 0; i < 2_000; i++) {
            failAndWait(fault);
        }

        assertThat(reply).isNotDone();
        model.next().answer();
        assertThat(reply).isCompletedWithValueMatching(Reply.Answered.class::isInstance);
    }

    @Test
    void givesUpARecordThatIsInterceptedAgainAndAgainWhileOthersAreAnswered() {
        CompletableFuture<Reply> reply = call("a");
        for (int i = 0; i < 3; i++) {
            ScriptedModel.Open open = model.next();
            answerAnother();
            open.fail(FailureKind.INTERCEPTED);
            passPause();
        }

        assertThat(failure(reply, FailureAction.REJECT).code())
                .isEqualTo(DeadLetterCode.MODEL_REJECTED);
    }

    @Test
    void countsSilenceAsAttemptsWhileOthersAreAnswered() {
        CompletableFuture<Reply> reply = call("a");
        for (int i = 0; i < 3; i++) {
            ScriptedModel.Open open = model.next();
            answerAnother();
            open.fail(FailureKind.UNANSWERED);
            passPause();
        }

        assertThat(failure(reply, FailureAction.REJECT).code())
                .isEqualTo(DeadLetterCode.MODEL_UNAVAILABLE);
    }

    @Test
    void countsSilenceByTimeWhenNobodyElseIsThere() {
        client = client(Retrying.policy(3, Duration.ofMinutes(5)));
        answerAnother();
        CompletableFuture<Reply> reply = call("a");

        for (int i = 0; i < 5; i++) {
            assertThat(reply).isNotDone();
            time.advance(Duration.ofSeconds(60));
            model.next().fail(FailureKind.UNANSWERED);
            time.advance(Duration.ofSeconds(5));
        }

        CallFailure failure = failure(reply, FailureAction.REJECT);
        assertThat(failure.attempts()).isEqualTo(5);
        assertThat(failure.message()).endsWith("; the record's budget of 300000 ms is spent");
    }

    @Test
    void neverBlamesARecordForAnOverloadThatHitsAll() {
        answerAnother();
        CompletableFuture<Reply> reply = call("a");

        for (int i = 0; i < 2_000; i++) {
            failAndWait(FailureKind.BUSY);
        }

        assertThat(reply).isNotDone();
    }

    @Test
    void blamesItByTimeWhenOthersGetThrough() {
        CompletableFuture<Reply> reply = call("a");
        int attempts = 0;

        while (!reply.isDone()) {
            ScriptedModel.Open open = model.next();
            answerAnother();
            open.fail(FailureKind.BUSY);
            attempts++;
            passPause();
        }

        // An hour in pauses of five seconds.
        assertThat(attempts).isBetween(700, 750);
        failure(reply, FailureAction.REJECT);
    }

    @Test
    void leavesTheWholeEndpointAloneForAsLongAsItAsks() {
        CompletableFuture<Reply> one = call("a");
        model.next().fail(FailureKind.BUSY, Duration.ofSeconds(30));
        CompletableFuture<Reply> other = call("b");

        time.advance(Duration.ofMillis(29_999));
        assertThat(model.open()).isZero();
        time.advance(Duration.ofMillis(1));

        model.next().answer();
        model.next().answer();
        assertThat(one).isCompleted();
        assertThat(other).isCompleted();
        assertThat(model.seen()).containsExactly("a", "b", "a");
    }

    @Test
    void takesNothingForTheTimeTheEndpointWantedToBeLeftAlone() {
        client = client(Retrying.policy(3, Duration.ofSeconds(100)));
        CompletableFuture<Reply> reply = call("a");

        for (int i = 0; i < 5; i++) {
            ScriptedModel.Open open = model.next();
            answerAnother();
            open.fail(FailureKind.BUSY, Duration.ofSeconds(90));
            time.advance(Duration.ofSeconds(91));
        }

        assertThat(reply).isNotDone();
    }

    @Test
    void sharesTheTimeAmongAllCallsOfARecord() {
        client = client(Retrying.policy(100, Duration.ofSeconds(100)));
        CallContext context =
                new CallContext("a", "a", Retrying.BODY, new String[0], new byte[0][]);
        context.budget().add(Duration.ofSeconds(99).toNanos());
        CompletableFuture<Reply> reply =
                client.call(
                        new NodeCall("m", UnitMethod.PREDICT, new Payload(Retrying.BODY, "x")),
                        context);
        time.advance(Duration.ofSeconds(1));

        model.next().fail(FailureKind.FAILED);

        assertThat(failure(reply, FailureAction.REJECT).attempts()).isEqualTo(1);
    }

    @Test
    void repeatsNothingThatTheModelHasJudged() {
        CompletableFuture<Reply> reply = call("a");

        model.next().fail(FailureKind.REFUSED);

        assertThat(failure(reply, FailureAction.REJECT).attempts()).isEqualTo(1);
        assertThat(time.tasks()).isZero();
    }

    @Test
    void forgetsItsRepeatsWhenClosed() {
        CompletableFuture<Reply> reply = call("a");
        model.next().fail(FailureKind.UNREACHED);

        client.close();

        assertThat(time.tasks()).isZero();
        assertThat(reply).isNotDone(); // its record is read again after the restart
    }
}
