// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.client.CallContext;
import io.leat.client.Deadline;
import io.leat.client.FailureAction;
import io.leat.client.FailureKind;
import io.leat.client.ManualTime;
import io.leat.client.Reply;
import io.leat.client.RetryBudget;
import io.leat.client.ScriptedModel;
import io.leat.client.retry.EndpointLimiter;
import io.leat.client.retry.Retrying;
import io.leat.codec.Codecs;
import io.leat.protocol.DeadLetterCode;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import io.leat.protocol.UnitMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When records share a call, and what becomes of each when that goes wrong. */
@SuppressWarnings(
        "FutureReturnValueIgnored") // the model's script answers; what is asserted is what it saw
class BatchingClientTest {

    private static final Duration DELAY = Duration.ofMillis(5);

    private final ManualTime time = new ManualTime();
    private final ScriptedModel model = new ScriptedModel();
    private String[] lastNames = {};
    private EndpointLimiter endpoint = endpoint(1_000);
    private BatchingClient client = client(4, 10_000);

    private EndpointLimiter endpoint(int calls) {
        return new EndpointLimiter(Retrying.breaker(20), Retrying.atMost(calls), time, time::nanos);
    }

    private BatchingClient client(int rows, long bytes) {
        return new BatchingClient(
                Retrying.client(
                        model,
                        "http://m",
                        Retrying.policy(3, Duration.ofHours(1)),
                        endpoint,
                        time,
                        time::nanos),
                Codecs.batch(Protocol.TENSORFLOW, Transport.REST),
                Map.of("m", new BatchSettings(rows, DELAY, bytes)),
                Map.of("m", endpoint),
                time,
                time::nanos);
    }

    private CompletableFuture<Reply> call(int record, String... headers) {
        return call("{\"instances\":[[" + record + "]]}", "r" + record, headers);
    }

    private CompletableFuture<Reply> call(String body, String record, String... headers) {
        return call(body, record, null, headers);
    }

    private CompletableFuture<Reply> call(
            String body, String record, @Nullable Deadline deadline, String... headers) {
        String[] names = new String[headers.length / 2];
        byte[][] values = new byte[names.length][];
        for (int i = 0; i < names.length; i++) {
            names[i] = headers[2 * i];
            values[i] = headers[2 * i + 1].getBytes(UTF_8);
        }
        // Like records from a topic, those in a row that have the same names share them.
        lastNames = Arrays.equals(names, lastNames) ? lastNames : names;
        byte[] bytes = body.getBytes(UTF_8);
        return client.call(
                new NodeCall("m", UnitMethod.PREDICT, new Payload(bytes, "application/json")),
                new CallContext(
                        record,
                        () -> "key-" + record,
                        bytes,
                        lastNames,
                        values,
                        new RetryBudget(),
                        deadline));
    }

    private List<CompletableFuture<Reply>> calls(int from, int to) {
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        for (int record = from; record <= to; record++) {
            replies.add(call(record));
        }
        return replies;
    }

    private static String body(ScriptedModel.Open call) {
        return new String(call.call().payload().body(), UTF_8);
    }

    /** What the oldest call holds; it is answered with its own rows. */
    private String answerNext() {
        ScriptedModel.Open call = model.next();
        String body = body(call);
        answer(call, body.replace("instances", "predictions"));
        return rows(body);
    }

    private static void answer(ScriptedModel.Open call, String body) {
        call.reply()
                .complete(
                        new Reply.Answered(new Payload(body.getBytes(UTF_8), "application/json")));
    }

    private static String rows(String body) {
        return body.replaceAll("[^0-9,]", "");
    }

    private static String answer(CompletableFuture<Reply> reply) {
        return rows(new String(((Reply.Answered) reply.join()).payload().body(), UTF_8));
    }

    /** A deadline is a record's own: it keeps no others from being answered, nor them together. */
    @Test
    void expiresARecordAloneThatWaitsInABatch() {
        endpoint = endpoint(1);
        client = client(4, 10_000);
        CompletableFuture<Reply> first = call(1);
        CompletableFuture<Reply> second = callUntil(4_000, 2);
        CompletableFuture<Reply> third = call(3, "leat-deadline", "5000");

        time.advance(DELAY);
        assertThat(model.open()).isOne();
        time.advance(Duration.ofSeconds(3));

        assertThat(((Reply.Refused) second.join()).failure().code())
                .isEqualTo(DeadLetterCode.EXPIRED);
        assertThat(answerNext()).isEqualTo("1");
        assertThat(answerNext()).isEqualTo("3");
        assertThat(first).isCompleted();
        assertThat(third).isCompleted();
    }

    @Test
    void tellsTheModelNoDeadlineOfOneRecordForAll() {
        call(1);
        callUntil(4_000, 2, "leat-deadline", "4000");
        callUntil(5_000, 3, "leat-deadline", "5000");
        time.advance(DELAY);
        model.next();

        ScriptedModel.Open both = model.next();

        assertThat(rows(body(both))).isEqualTo("2,3");
        assertThat(both.context().names()).isEmpty();
        assertThat(both.context().deadline()).isNotNull();
    }

    /** Milliseconds of a clock that begins with the test's, at 1000. */
    private CompletableFuture<Reply> callUntil(long millis, int record, String... headers) {
        Deadline deadline =
                new Deadline(millis, "test", () -> Instant.ofEpochMilli(time.nanos() / 1_000_000));
        return call("{\"instances\":[[" + record + "]]}", "r" + record, deadline, headers);
    }

    @Test
    void letsALoneRecordWaitForNobody() {
        CompletableFuture<Reply> reply = call(1);

        assertThat(model.open()).isOne();
        assertThat(answerNext()).isEqualTo("1");
        assertThat(answer(reply)).isEqualTo("1");
        assertThat(time.tasks()).isZero();
    }

    @Test
    void sendsAFullBatchAtOnceAndGivesEachItsOwnAnswer() {
        List<CompletableFuture<Reply>> replies = calls(1, 5);

        assertThat(model.open()).isEqualTo(2);
        assertThat(answerNext()).isEqualTo("1");
        assertThat(answerNext()).isEqualTo("2,3,4,5");
        assertThat(replies)
                .extracting(BatchingClientTest::answer)
                .containsExactly("1", "2", "3", "4", "5");
    }

    @Test
    void letsARecordWaitNoLongerThanTheDelay() {
        calls(1, 2);

        assertThat(time.next()).hasValue(DELAY);
        time.advance(DELAY.minusNanos(1));
        assertThat(model.open()).isOne();
        time.advance(Duration.ofNanos(1));

        assertThat(model.open()).isEqualTo(2);
        assertThat(client.stats().get("m").seconds()).isEqualTo(0.005);
    }

    @Test
    void sendsWhatWaitsAsSoonAsNothingIsUnderWay() {
        calls(1, 3);
        assertThat(answerNext()).isEqualTo("1");

        assertThat(answerNext()).isEqualTo("2,3");
    }

    @Test
    void letsBatchesGrowWhileTheEndpointTakesNoMore() {
        endpoint = endpoint(1);
        client = client(4, 10_000);
        calls(1, 2);
        time.advance(DELAY.multipliedBy(2));
        calls(3, 3);
        time.advance(DELAY.multipliedBy(2));
        calls(4, 5);

        assertThat(model.open()).isOne();
        answerNext();
        assertThat(answerNext()).isEqualTo("2");
        assertThat(answerNext()).isEqualTo("3,4,5");
    }

    /**
     * Two records that are poison, one of them always waiting, of an endpoint that takes one call.
     */
    @ParameterizedTest
    @EnumSource(
            value = FailureKind.class,
            names = {"BUSY", "UNREACHED", "FAILED"})
    void sendsADueBatchThoughCallsBeforeItAreRepeatedWithoutEnd(FailureKind fault) {
        endpoint = endpoint(1);
        client = client(4, 10_000);
        CompletableFuture<Reply> one = call("{\"inputs\":[1]}", "poison-1");
        CompletableFuture<Reply> other = call("{\"inputs\":[2]}", "poison-2");
        List<CompletableFuture<Reply>> good = calls(1, 3);
        time.advance(DELAY);

        failPoisonUntil(fault, good);

        assertThat(good).allMatch(CompletableFuture::isDone);
        assertThat(good).extracting(BatchingClientTest::answer).containsExactly("1", "2", "3");
        assertThat(client.stats().get("m").calls()).isEqualTo(1);
        assertThat(one.isDone() && other.isDone()).isFalse();
    }

    @Test
    void sendsABatchOfFewRecordsThoughFullOnesKeepComing() {
        endpoint = endpoint(1);
        client = client(2, 10_000);
        calls(1, 3);
        CompletableFuture<Reply> rare = call(7, "tenant", "rare");
        time.advance(DELAY.multipliedBy(2));
        int record = 10;
        for (int i = 0; i < 20 && !rare.isDone(); i++) {
            calls(record, record + 3);
            record += 4;
            time.advance(DELAY);
            answerNext();
        }

        assertThat(rare).isCompleted();
        assertThat(answer(rare)).isEqualTo("7");
    }

    /** Fails every call for poison, and answers all others, until these are done. */
    private void failPoisonUntil(FailureKind fault, List<CompletableFuture<Reply>> good) {
        for (int step = 0; step < 40 && !good.stream().allMatch(Future::isDone); step++) {
            if (model.open() == 0) {
                time.next().ifPresent(time::advance);
                continue;
            }
            ScriptedModel.Open call = model.next();
            if (call.record().startsWith("poison")) {
                call.fail(fault);
            } else {
                answer(call, body(call).replace("instances", "predictions"));
            }
        }
    }

    @Test
    void keepsWithinTheBytesOfACall() {
        client = client(100, 50);
        calls(1, 5);
        time.advance(DELAY);

        assertThat(answerNext()).isEqualTo("1");
        assertThat(answerNext()).isEqualTo("2,3");
        assertThat(answerNext()).isEqualTo("4,5");
    }

    @Test
    void countsRowsAndSendsAloneWhatFillsACallByItself() {
        calls(1, 1);
        call("{\"instances\":[[1],[2],[3]]}", "three");
        call("{\"instances\":[[4],[5]]}", "two");
        call("{\"instances\":[[6],[7],[8],[9]]}", "four");
        call("{\"inputs\":[[10]]}", "columns");
        time.advance(DELAY);

        assertThat(model.seen()).containsExactly("r1", "three", "four", "columns", "two");
    }

    @Test
    void keepsApartRecordsWithOtherHeadersButThoseOfTheRecordItself() {
        calls(1, 1);
        call(2, "tenant", "a", "traceparent", "00-1", "Idempotency-Key", "own-2");
        call(3, "tenant", "b");
        call(6, "tenant", "c");
        call(7, "tenant", "b");
        call(4, "traceparent", "00-2", "tenant", "a", "X-Request-Id", "9", "leat-latency-ms", "7");
        call(5);
        time.advance(DELAY);

        answerNext();
        ScriptedModel.Open shared = model.next();
        assertThat(rows(body(shared))).isEqualTo("2,4");
        assertThat(shared.record()).isEqualTo("r2");
        assertThat(shared.context().names()).containsExactly("tenant", "traceparent");
        assertThat(shared.context().idempotencyKey()).matches("batch-[0-9a-f]{32}");
        assertThat(answerNext()).isEqualTo("3,7");
        assertThat(answerNext()).isEqualTo("6");
        assertThat(answerNext()).isEqualTo("5");
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureKind.class,
            names = {"REFUSED", "UNUSABLE", "FAILED", "UNANSWERED", "INTERCEPTED", "MISSING"})
    void triesEachRecordAloneWhenOneMayHaveSpoiltTheCall(FailureKind fault) {
        List<CompletableFuture<Reply>> replies = calls(1, 5);
        answerNext();
        model.next().fail(fault);

        assertThat(model.seen().subList(2, 6)).containsExactly("r2", "r3", "r4", "r5");
        model.next().fail(FailureKind.REFUSED);
        answerNext();
        answerNext();
        answerNext();
        assertThat(((Reply.Refused) replies.get(1).join()).failure().message())
                .isEqualTo("REFUSED of r2");
        assertThat(replies.subList(2, 5))
                .extracting(BatchingClientTest::answer)
                .containsExactly("3", "4", "5");
        assertThat(client.stats().get("m").undone()).isOne();
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureKind.class,
            names = {"UNREACHED", "BUSY"})
    void waitsAnOutageOutTogether(FailureKind fault) {
        List<CompletableFuture<Reply>> replies = calls(1, 5);
        model.next().fail(fault);
        model.next().fail(fault);
        time.advance(Duration.ofSeconds(1));
        model.next().fail(fault);
        model.next().fail(fault);
        time.advance(Duration.ofSeconds(1));

        answerNext();
        assertThat(answerNext()).isEqualTo("2,3,4,5");
        assertThat(replies).allMatch(CompletableFuture::isDone);
        assertThat(client.stats().get("m").undone()).isZero();
    }

    @Test
    void waitsForAnEndpointThatCannotBeReachedHoweverLongItLasts() {
        List<CompletableFuture<Reply>> replies = calls(1, 5);
        for (int i = 0; i < 50; i++) {
            while (model.open() > 0) {
                model.next().fail(FailureKind.UNREACHED);
            }
            time.advance(Duration.ofMinutes(1));
        }

        assertThat(replies).noneMatch(CompletableFuture::isDone);
        answerNext();
        assertThat(answerNext()).isEqualTo("2,3,4,5");
    }

    @Test
    void triesEachAloneWhenTheEndpointIsTooBusyForThemTogether() {
        calls(1, 5);
        answerNext();
        for (int i = 0; i < 3; i++) {
            model.next().fail(FailureKind.BUSY);
            time.advance(Duration.ofSeconds(10));
        }

        assertThat(model.seen().subList(4, 8)).containsExactly("r2", "r3", "r4", "r5");
    }

    @Test
    void triesEachAloneWhenTheAnswerHasOtherRows() {
        List<CompletableFuture<Reply>> replies = calls(1, 5);
        answerNext();
        answer(model.next(), "{\"predictions\":[[2],[3],[4]]}");

        assertThat(model.open()).isEqualTo(4);
        answer(model.next(), "{\"predictions\":[]}");
        answerNext();
        answerNext();
        answerNext();
        assertThat(replies)
                .extracting(BatchingClientTest::answer)
                .containsExactly("1", "", "3", "4", "5");
    }

    @Test
    void stopsTheJobForAllWhenItIsMisconfigured() {
        List<CompletableFuture<Reply>> replies = calls(1, 5);
        answerNext();
        model.next().fail(FailureKind.MISPLACED);

        assertThat(replies.subList(1, 5))
                .allMatch(reply -> ((Reply.Refused) reply.join()).action() == FailureAction.FAIL);
        assertThat(model.open()).isZero();
    }

    @Test
    void doesNotTakeAStretchOfSpoiltBatchesForAnOutage() {
        client = client(2, 10_000);
        calls(1, 1);
        calls(2, 81);
        answerNext();
        List<ScriptedModel.Open> batches = new ArrayList<>();
        while (model.open() > 0) {
            batches.add(model.next());
        }
        assertThat(batches).hasSize(40);
        batches.forEach(batch -> batch.fail(FailureKind.FAILED));

        assertThat(endpoint.breakerState()).isZero();
        assertThat(model.open()).isEqualTo(80);
    }

    @Test
    void findsAnOutageOutByTheRecordsOfItsBatches() {
        calls(1, 41);
        answerNext();
        for (int i = 0; i < 10 + 20; i++) {
            model.next().fail(FailureKind.FAILED);
        }

        assertThat(endpoint.breakerState()).isEqualTo(2);
    }

    @Test
    void endsAnOutageEvenIfThereIsPoisonInEveryBatch() {
        endpoint = endpoint(1_000);
        client = client(2, 10_000);
        List<CompletableFuture<Reply>> replies = calls(1, 61);
        List<String> poison = Arrays.asList("r2", "r4", "r6");
        for (int i = 0; i < 200; i++) {
            boolean outage = i < 3;
            while (model.open() > 0) {
                ScriptedModel.Open call = model.next();
                boolean bad = rows(body(call)).contains(",") || poison.contains(call.record());
                if (outage || bad) {
                    call.fail(FailureKind.FAILED);
                } else {
                    answer(call, body(call).replace("instances", "predictions"));
                }
            }
            time.advance(Duration.ofSeconds(11));
        }

        assertThat(replies).allMatch(CompletableFuture::isDone);
        assertThat(replies.stream().filter(reply -> reply.join() instanceof Reply.Refused))
                .hasSize(3);
    }

    @Test
    void countsCallsBySize() {
        calls(1, 5);
        answerNext();
        answerNext();

        BatchStats stats = client.stats().get("m");
        assertThat(stats.calls()).isEqualTo(2);
        assertThat(stats.records()).isEqualTo(5);
        assertThat(stats.within(0)).isEqualTo(1);
        assertThat(stats.within(2)).isEqualTo(2);
    }
}
