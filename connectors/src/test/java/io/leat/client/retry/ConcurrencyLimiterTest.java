// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.client.FailureKind;
import io.leat.client.ManualTime;
import io.leat.client.Reply;
import io.leat.client.ScriptedModel;
import io.leat.client.retry.LimitSettings.Algorithm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How many calls are let to an endpoint at a time. */
class ConcurrencyLimiterTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final ManualTime time = new ManualTime();
    private final ScriptedModel model = new ScriptedModel();
    private EndpointLimiter endpoint = endpoint(Algorithm.AIMD);
    private RetryingClient client = client();

    private EndpointLimiter endpoint(Algorithm algorithm) {
        return new EndpointLimiter(
                Retrying.breaker(100),
                new LimitSettings(algorithm, 2, 50, TIMEOUT),
                time,
                time::nanos);
    }

    private RetryingClient client() {
        return Retrying.client(
                model,
                "http://h:1",
                Retrying.policy(5, Duration.ofHours(1)),
                endpoint,
                time,
                time::nanos);
    }

    @AfterEach
    void close() {
        client.close();
    }

    private List<CompletableFuture<Reply>> call(int records) {
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            replies.add(Retrying.call(client, "r" + i));
        }
        return replies;
    }

    @Test
    void letsTheRestWaitWithoutCallingForThem() {
        call(100);

        assertThat(model.open()).isEqualTo(20);
        assertThat(endpoint.underWay()).isEqualTo(20);
        assertThat(endpoint.waiting()).isEqualTo(80);
    }

    @Test
    void risesWithAnswersUpToTheMost() {
        call(200);

        while (model.open() > 0) {
            model.next().answer();
            assertThat(model.open()).isLessThanOrEqualTo(50);
        }

        assertThat(endpoint.limit()).isEqualTo(50);
    }

    @ParameterizedTest
    @EnumSource(
            value = Algorithm.class,
            names = {"AIMD", "GRADIENT"})
    void fallsWithRefusalsForOverloadDownToTheLeast(Algorithm algorithm) {
        endpoint = endpoint(algorithm);
        client = client();
        call(80);
        for (int i = 0; i < 5; i++) {
            time.advance(Duration.ofMillis(10));
            model.next().answer();
        }
        int before = endpoint.limit();

        for (int i = 0; i < 60; i++) {
            model.next().fail(FailureKind.BUSY);
            time.advance(Duration.ofMillis(10));
        }

        assertThat(endpoint.limit()).isBetween(2, before / 2);
        assertThat(endpoint.underWay()).isEqualTo(model.open());
    }

    @Test
    void risesByOneForAsManyAnswersAsItIsHighOnceItHasMetAnOverload() {
        call(200);
        model.next().fail(FailureKind.BUSY);
        assertThat(endpoint.limit()).isEqualTo(18);

        answerInTurn(17, Duration.ofMillis(1));
        assertThat(endpoint.limit()).isEqualTo(18);
        answerInTurn(1, Duration.ofMillis(1));
        assertThat(endpoint.limit()).isEqualTo(19);
        answerInTurn(19, Duration.ofMillis(1));
        assertThat(endpoint.limit()).isEqualTo(20);
    }

    @Test
    void fallsWithAnswersThatTakeMostOfTheTimeTheyHave() {
        call(40);
        time.advance(Duration.ofSeconds(31));

        model.next().answer();

        assertThat(endpoint.limit()).isEqualTo(18);
    }

    @Test
    void doesNotFallWithFailuresThatAreNoOverload() {
        call(40);

        model.next().fail(FailureKind.FAILED);
        model.next().fail(FailureKind.UNREACHED);

        assertThat(endpoint.limit()).isEqualTo(20);
    }

    @Test
    void asksLittleOfAnEndpointThatComesBack() {
        List<CompletableFuture<Reply>> replies = call(100);
        for (int i = 0; i < 100; i++) {
            model.next().fail(FailureKind.UNREACHED);
        }
        assertThat(endpoint.breakerState()).isEqualTo(2);
        time.advance(Duration.ofSeconds(12));
        model.next().answer();

        assertThat(endpoint.limit()).isEqualTo(2);
        while (model.open() > 0) {
            model.next().answer();
            time.advance(Duration.ofMillis(10));
        }
        assertThat(replies).allMatch(CompletableFuture::isDone);
        assertThat(endpoint.limit()).isGreaterThan(20);
    }

    @Test
    void takesNothingOfARecordForItsTimeInTheQueue() {
        endpoint = new EndpointLimiter(Retrying.breaker(20), Retrying.atMost(1), time, time::nanos);
        client =
                Retrying.client(
                        model,
                        "http://h:1",
                        Retrying.policy(5, Duration.ofSeconds(60)),
                        endpoint,
                        time,
                        time::nanos);
        List<CompletableFuture<Reply>> replies = call(2);
        time.advance(Duration.ofHours(1));
        model.next().answer();
        model.next().fail(FailureKind.UNANSWERED);
        time.advance(Duration.ofSeconds(1));

        model.next().answer();

        assertThat(replies.get(1)).isCompletedWithValueMatching(Reply.Answered.class::isInstance);
    }

    @Test
    void followsARiseInLatencyIfToldTo() {
        endpoint = endpoint(Algorithm.GRADIENT);
        client = client();
        call(2_000);
        answerInTurn(500, Duration.ofMillis(1));
        int quick = endpoint.limit();

        answerInTurn(200, Duration.ofMillis(50));

        assertThat(endpoint.limit()).isLessThan(quick);
    }

    /** A server that takes this long for each call it has. */
    private void answerInTurn(int calls, Duration each) {
        for (int i = 0; i < calls; i++) {
            time.advance(each);
            model.next().answer();
        }
    }
}
