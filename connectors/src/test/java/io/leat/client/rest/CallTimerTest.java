// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.client.EventLoops;
import io.netty.channel.EventLoopGroup;
import io.netty.util.Timeout;
import io.netty.util.TimerTask;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The time-outs of calls, and those of the rest of an HTTP client. */
class CallTimerTest {

    private final BlockingQueue<String> ran = new LinkedBlockingQueue<>();
    private final TimerTask call = timeout -> ran.add("call");
    private final TimerTask upkeep = timeout -> ran.add("upkeep");
    private final EventLoopGroup loops = EventLoops.open("test-loop", 1);
    private final CallTimer timer = new CallTimer("test-timer", loops);

    @AfterEach
    void end() {
        timer.close();
        EventLoops.close(loops);
    }

    /** What a client asks for while it is built. */
    private Timeout asked(TimerTask task, long delay, TimeUnit unit) {
        return timer.newTimeout(task, delay, unit);
    }

    private Timeout ofCall(long delay, TimeUnit unit) {
        timer.begin();
        return timer.newTimeout(call, delay, unit);
    }

    private String next() throws InterruptedException {
        return ran.poll(60, TimeUnit.SECONDS);
    }

    @Test
    void runsWhatIsDue() throws Exception {
        Timeout first = asked(upkeep, 0, TimeUnit.MILLISECONDS);
        assertThat(next()).isEqualTo("upkeep");
        assertThat(first.isExpired()).isTrue();

        Timeout second = ofCall(0, TimeUnit.MILLISECONDS);
        assertThat(next()).isEqualTo("call");
        assertThat(second.isExpired()).isTrue();
    }

    @Test
    void neverRunsWhatIsCancelled() {
        for (Timeout timeout :
                List.of(asked(upkeep, 1, TimeUnit.HOURS), ofCall(1, TimeUnit.HOURS))) {
            assertThat(timeout.cancel()).isTrue();
            assertThat(timeout.isCancelled()).isTrue();
            assertThat(timeout.isExpired()).isFalse();
        }
    }

    @Test
    void turnsForCallsAlone() throws Exception {
        Timeout waiting = asked(upkeep, 1, TimeUnit.HOURS);
        assertThat(timer.isTurning()).isFalse();

        ofCall(0, TimeUnit.MILLISECONDS);
        assertThat(timer.isTurning()).isTrue();
        assertThat(next()).isEqualTo("call");

        timer.endIfIdle();
        assertThat(timer.isTurning()).isFalse();
        assertThat(waiting.isCancelled()).isFalse();
    }

    /** The client's pool asks for its next look as it looks. */
    @Test
    void turnsNotForUpkeepThatAsksForMore() throws Exception {
        asked(
                timeout -> timeout.timer().newTimeout(upkeep, 0, TimeUnit.MILLISECONDS),
                0,
                TimeUnit.MILLISECONDS);
        timer.begin();

        assertThat(next()).isEqualTo("upkeep");
        assertThat(timer.isTurning()).isFalse();
    }

    @Test
    void goesOnTurningWhileACallIsUnderWay() {
        ofCall(1, TimeUnit.HOURS);

        timer.endIfIdle();

        assertThat(timer.isTurning()).isTrue();
    }

    @Test
    void turnsAgainForTheNextCall() throws Exception {
        ofCall(0, TimeUnit.MILLISECONDS);
        assertThat(next()).isEqualTo("call");
        timer.endIfIdle();

        ofCall(0, TimeUnit.MILLISECONDS);

        assertThat(next()).isEqualTo("call");
    }

    @Test
    void goesOnAfterUpkeepThatFails() throws Exception {
        asked(
                timeout -> {
                    throw new IllegalStateException("broken");
                },
                0,
                TimeUnit.MILLISECONDS);
        asked(upkeep, 0, TimeUnit.MILLISECONDS);

        assertThat(next()).isEqualTo("upkeep");
    }

    @Test
    void takesNoCallAfterItsEnd() {
        timer.close();

        assertThat(timer.isTurning()).isFalse();
        assertThatThrownBy(() -> ofCall(0, TimeUnit.MILLISECONDS))
                .isInstanceOf(IllegalStateException.class);
    }
}
