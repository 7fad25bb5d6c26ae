// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.client.FailureKind;
import io.leat.client.ManualTime;
import io.leat.client.Reply;
import io.leat.client.ScriptedModel;
import io.leat.testing.log.LogLines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An endpoint that is down, told from records that are poison, with time in the test's hand. */
class OutageTest {

    private static final int RECORDS = 20;
    private static final int CLOSED = 0;
    private static final int HALF_OPEN = 1;
    private static final int OPEN = 2;

    private final ManualTime time = new ManualTime();
    private final ScriptedModel model = new ScriptedModel();
    private final EndpointLimiter endpoint =
            new EndpointLimiter(
                    Retrying.breaker(RECORDS), Retrying.atMost(1_000), time, time::nanos);
    private final RetryingClient client =
            Retrying.client(
                    model,
                    "http://h:1",
                    Retrying.policy(5, Duration.ofHours(1)),
                    endpoint,
                    time,
                    time::nanos);

    @AfterEach
    void close() {
        client.close();
    }

    private List<CompletableFuture<Reply>> call(int records, String prefix) {
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            replies.add(Retrying.call(client, prefix + i));
        }
        return replies;
    }

    /** Ends every call under way as its record deserves: null is an answer. */
    private void end(Function<String, @Nullable FailureKind> deserved) {
        for (int calls = model.open(); calls > 0; calls--) {
            ScriptedModel.Open call = model.next();
            FailureKind fault = deserved.apply(call.record());
            if (fault == null) {
                call.answer();
            } else {
                call.fail(fault);
            }
        }
    }

    private void pass(Duration duration, Function<String, @Nullable FailureKind> deserved) {
        long steps = duration.toSeconds();
        for (long i = 0; i < steps; i++) {
            end(deserved);
            time.advance(Duration.ofSeconds(1));
        }
    }

    private static @Nullable FailureKind fine(String record) {
        return null;
    }

    private static @Nullable FailureKind poisonFails(String record) {
        return record.startsWith("poison") ? FailureKind.FAILED : null;
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureKind.class,
            names = {"UNREACHED", "BUSY", "UNANSWERED", "INTERCEPTED", "MISSING", "FAILED"})
    void blamesNobodyWhileAllFailHoweverLongItLasts(FailureKind fault) {
        call(1, "before").forEach(reply -> end(OutageTest::fine));
        List<CompletableFuture<Reply>> replies = call(100, "r");

        pass(Duration.ofHours(6), record -> fault);

        assertThat(replies).noneMatch(CompletableFuture::isDone);
        assertThat(endpoint.breakerState()).isEqualTo(OPEN);

        pass(Duration.ofMinutes(1), OutageTest::fine);
        assertThat(replies)
                .allMatch(reply -> reply.isDone() && reply.join() instanceof Reply.Answered);
        assertThat(endpoint.breakerState()).isEqualTo(CLOSED);
    }

    @Test
    void saysSinceWhenAndWhyItIsUnavailable() {
        assertThat(endpoint.unavailability().since()).isZero();
        assertThat(endpoint.unavailability().reason()).isEmpty();
        long before = System.currentTimeMillis();

        call(2, "r");
        end(record -> FailureKind.UNREACHED);

        long since = endpoint.unavailability().since();
        assertThat(since).isBetween(before, System.currentTimeMillis());
        assertThat(endpoint.unavailability().reason()).isNotEmpty();

        pass(Duration.ofHours(1), record -> FailureKind.BUSY);
        assertThat(endpoint.unavailability().since()).isEqualTo(since);

        pass(Duration.ofMinutes(1), OutageTest::fine);
        assertThat(endpoint.unavailability().since()).isZero();
        assertThat(endpoint.unavailability().reason()).isEmpty();
    }

    @Test
    void looksWithOneRecordAtATimeAndEverMoreSeldom() {
        call(RECORDS, "r");
        end(record -> FailureKind.UNREACHED);
        assertThat(endpoint.breakerState()).isEqualTo(OPEN);
        List<Long> looks = new ArrayList<>();
        Set<String> lookers = new HashSet<>();
        for (int tenths = 0; looks.size() < 8; tenths++) {
            time.advance(Duration.ofMillis(100));
            assertThat(model.open()).isLessThanOrEqualTo(1);
            if (model.open() == 1) {
                assertThat(endpoint.breakerState()).isEqualTo(HALF_OPEN);
                looks.add(tenths / 10L);
                ScriptedModel.Open look = model.next();
                lookers.add(look.record());
                look.fail(FailureKind.UNREACHED);
            }
        }

        assertThat(looks).containsExactly(1L, 3L, 7L, 15L, 25L, 35L, 45L, 55L);
        assertThat(lookers).hasSize(8);
        assertThat(endpoint.breakerOpened()).isEqualTo(9);
    }

    @Test
    void takesALoneFailingRecordForNoOutage() {
        call(1, "poison");

        pass(Duration.ofMinutes(1), OutageTest::poisonFails);

        assertThat(endpoint.breakerOpened()).isZero();
    }

    @Test
    void findsThePoisonAmongGoodRecords() {
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            replies.addAll(call(3, "poison" + i + "-"));
            replies.addAll(call(1, "good" + i + "-"));
        }

        pass(Duration.ofMinutes(2), OutageTest::poisonFails);

        assertThat(endpoint.breakerOpened()).isZero();
        assertThat(replies).allMatch(CompletableFuture::isDone);
        assertThat(replies).filteredOn(reply -> reply.join() instanceof Reply.Refused).hasSize(60);
    }

    @Test
    void getsThroughAStretchOfPoisonThatLookedLikeAnOutage() {
        List<CompletableFuture<Reply>> poison = call(40, "poison");
        end(OutageTest::poisonFails);
        List<CompletableFuture<Reply>> good = call(60, "good");
        assertThat(endpoint.breakerState()).isEqualTo(OPEN);

        pass(Duration.ofMinutes(15), OutageTest::poisonFails);

        assertThat(good)
                .allMatch(reply -> reply.isDone() && reply.join() instanceof Reply.Answered);
        assertThat(poison)
                .allMatch(reply -> reply.isDone() && reply.join() instanceof Reply.Refused);
    }

    @Test
    void opensAgainWhenAnEndpointFallsUnderWhatHasWaitedForIt() {
        List<CompletableFuture<Reply>> replies = call(100, "r");
        pass(Duration.ofMinutes(1), record -> FailureKind.FAILED);
        assertThat(endpoint.breakerState()).isEqualTo(OPEN);

        for (int relapse = 0; relapse < 10; relapse++) {
            while (endpoint.breakerState() != CLOSED) {
                time.advance(Duration.ofSeconds(1));
                end(OutageTest::fine);
            }
            pass(Duration.ofMinutes(1), record -> FailureKind.FAILED);
            assertThat(endpoint.breakerState()).isEqualTo(OPEN);
        }

        assertThat(replies)
                .filteredOn(CompletableFuture::isDone)
                .allMatch(reply -> reply.join() instanceof Reply.Answered);
    }

    @Test
    void deadLettersWhatKillsTheServerOnceOthersHaveBeenAnswered() {
        List<CompletableFuture<Reply>> killer = call(1, "poison");
        List<CompletableFuture<Reply>> good = call(50, "good");

        // It falls with the killer, and is up again when the next look comes.
        for (int minutes = 0; minutes < 30 && !killer.get(0).isDone(); minutes++) {
            for (int i = 0; i < 60; i++) {
                boolean falls = model.seen().lastIndexOf("poison0") == model.seen().size() - 1;
                end(
                        record ->
                                record.startsWith("poison")
                                        ? FailureKind.UNANSWERED
                                        : falls ? FailureKind.UNREACHED : null);
                time.advance(Duration.ofSeconds(1));
            }
            good.addAll(call(1, "more" + minutes));
        }

        assertThat(killer.get(0)).isDone();
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureKind.class,
            names = {"UNREACHED", "UNANSWERED"})
    void saysNothingOfCallsThatItsOwnEndCutsOff(FailureKind fault) {
        try (LogLines lines = LogLines.of(RateLimitedLog.class)) {
            List<CompletableFuture<Reply>> replies = call(10 * RECORDS, "r");

            client.close();
            end(record -> fault);

            assertThat(lines.seen()).isEmpty();
            assertThat(replies).allSatisfy(reply -> assertThat(reply).isNotDone());
        }
    }

    @Test
    void saysOnceThatAnEndpointIsAwayAndOnceThatItAnswersAgain() {
        try (LogLines lines = LogLines.of(RateLimitedLog.class)) {
            call(5, "r");
            end(record -> FailureKind.UNREACHED);
            pass(Duration.ofSeconds(2), OutageTest::fine);

            assertThat(lines.seen())
                    .containsExactly(
                            "node=m endpoint=http://h:1 unavailableSeconds=0 reason=\"UNREACHED of"
                                    + " r0\": records wait, the source pauses, nothing is lost",
                            "node=m endpoint=http://h:1 answers again");
        }
    }

    /** Records so large that fewer are in flight than the breaker counts. */
    private RetryingClient ofLargeRecords(EndpointLimiter large) {
        return Retrying.client(
                model,
                "http://h:1",
                Retrying.policy(5, Duration.ofHours(1)),
                large,
                time,
                time::nanos);
    }

    private EndpointLimiter large(boolean full) {
        return new EndpointLimiter(
                Retrying.breaker(RECORDS), Retrying.atMost(1_000), time, time::nanos, () -> full);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 13, 19})
    void takesItForAnOutageWhenAllThatFitsInFlightHasFailed(int fits) {
        EndpointLimiter large = large(true);
        RetryingClient calls = ofLargeRecords(large);
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        for (int i = 0; i < fits; i++) {
            replies.add(Retrying.call(calls, "r" + i));
        }

        pass(Duration.ofHours(1), record -> FailureKind.FAILED);

        assertThat(replies).noneMatch(CompletableFuture::isDone);
        assertThat(large.breakerState()).isEqualTo(OPEN);
        pass(Duration.ofMinutes(1), OutageTest::fine);
        assertThat(replies)
                .allMatch(reply -> reply.isDone() && reply.join() instanceof Reply.Answered);
    }

    @Test
    void takesItForAnOutageAgainWhenAllThatIsLeftFailsAgain() {
        EndpointLimiter large = large(true);
        RetryingClient calls = ofLargeRecords(large);
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            replies.add(Retrying.call(calls, "r" + i));
        }
        for (int relapse = 0; relapse < 4; relapse++) {
            pass(Duration.ofMinutes(1), record -> FailureKind.FAILED);
            assertThat(large.breakerState()).isEqualTo(OPEN);
            while (large.breakerState() != CLOSED) {
                time.advance(Duration.ofSeconds(1));
                end(OutageTest::fine);
            }
        }
        pass(Duration.ofMinutes(1), OutageTest::fine);

        assertThat(replies).allMatch(reply -> reply.join() instanceof Reply.Answered);
    }

    /** Answers wait behind a poison record until what is in flight is full. */
    @Test
    void blamesThePoisonThatAnswersWaitBehind() {
        EndpointLimiter large = large(true);
        RetryingClient calls = ofLargeRecords(large);
        List<CompletableFuture<Reply>> poison =
                List.of(Retrying.call(calls, "poison0"), Retrying.call(calls, "poison1"));
        for (int i = 0; i < 9; i++) {
            var unused = Retrying.call(calls, "good" + i);
        }

        pass(Duration.ofMinutes(1), OutageTest::poisonFails);

        assertThat(large.breakerOpened()).isZero();
        assertThat(poison).allMatch(reply -> reply.join() instanceof Reply.Refused);
    }

    /** It is slower to fail than the others to be answered. */
    @Test
    void blamesThePoisonThatFailsAfterAllOthersAreAnswered() {
        EndpointLimiter large = large(true);
        RetryingClient calls = ofLargeRecords(large);
        List<CompletableFuture<Reply>> poison =
                List.of(Retrying.call(calls, "poison0"), Retrying.call(calls, "poison1"));
        ScriptedModel.Open slow = model.next();
        ScriptedModel.Open slower = model.next();
        for (int i = 0; i < 9; i++) {
            var unused = Retrying.call(calls, "good" + i);
        }
        end(OutageTest::fine);
        slow.fail(FailureKind.FAILED);
        slower.fail(FailureKind.FAILED);

        pass(Duration.ofMinutes(1), OutageTest::poisonFails);

        assertThat(large.breakerOpened()).isZero();
        assertThat(poison).allMatch(reply -> reply.join() instanceof Reply.Refused);
    }

    /** What was answered before the outage may be read after the first that failed in it. */
    @Test
    void takesItForAnOutageThoughTheLastAnswersComeAmongTheFirstFailures() {
        EndpointLimiter large = large(true);
        RetryingClient calls = ofLargeRecords(large);
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            replies.add(Retrying.call(calls, "r" + i));
        }
        end(record -> record.equals("r5") || record.equals("r9") ? null : FailureKind.FAILED);

        pass(Duration.ofHours(1), record -> FailureKind.FAILED);

        assertThat(replies).filteredOn(CompletableFuture::isDone).hasSize(2);
        assertThat(large.breakerState()).isEqualTo(OPEN);
    }

    @Test
    void takesFewFailingRecordsForNoOutageWhileMoreMayCome() {
        EndpointLimiter roomy = large(false);
        RetryingClient calls = ofLargeRecords(roomy);
        List<CompletableFuture<Reply>> poison =
                List.of(Retrying.call(calls, "poison0"), Retrying.call(calls, "poison1"));

        pass(Duration.ofMinutes(1), OutageTest::poisonFails);

        assertThat(poison).allMatch(reply -> reply.join() instanceof Reply.Refused);
    }

    @Test
    void takesASingleRecordForNoOutageHoweverLargeItIs() {
        RetryingClient calls = ofLargeRecords(large(true));
        CompletableFuture<Reply> poison = Retrying.call(calls, "poison0");

        pass(Duration.ofMinutes(1), OutageTest::poisonFails);

        assertThat(poison.join()).isInstanceOf(Reply.Refused.class);
    }

    /** Else those behind it wait until each poison has looked whether the endpoint is back. */
    @Test
    void looksWhetherTheEndpointIsBackWithTheCallThatHasFailedLeast() {
        call(RECORDS, "poison");
        end(OutageTest::poisonFails);
        assertThat(endpoint.breakerState()).isEqualTo(OPEN);
        time.advance(Duration.ofMillis(500)); // all of them wait again
        List<CompletableFuture<Reply>> good = call(1, "good");

        pass(Duration.ofSeconds(3), OutageTest::poisonFails);

        assertThat(good).allMatch(CompletableFuture::isDone);
    }
}
