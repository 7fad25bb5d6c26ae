// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.it;

import io.leat.testing.model.RestModelStub;
import io.leat.testing.model.RestModelStub.Answer;
import io.leat.testing.model.RestModelStub.Call;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The scenario's model, of the seldon protocol over REST: {@code ScenarioModel PORT}, on the
 * loopback address.
 */
final class ScenarioModel {

    private final Map<Long, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final AtomicInteger inFlight = new AtomicInteger();

    private ScenarioModel() {}

    public static void main(String[] args) {
        ScenarioModel model = new ScenarioModel();
        RestModelStub.promisingAt(Integer.parseInt(args[0]), model::answer);
    }

    private CompletableFuture<Answer> answer(Call call) {
        return call.path().equals("/seen")
                ? CompletableFuture.completedFuture(Answer.ok(seen()))
                : predict(Scenario.number(call.body()));
    }

    private CompletableFuture<Answer> predict(long number) {
        inFlight.incrementAndGet();
        int call = calls.computeIfAbsent(number, n -> new AtomicInteger()).incrementAndGet();
        return CompletableFuture.supplyAsync(
                () -> {
                    inFlight.decrementAndGet();
                    return answer(number, call);
                },
                CompletableFuture.delayedExecutor(
                        Scenario.delayMillis(number), TimeUnit.MILLISECONDS));
    }

    private static Answer answer(long number, int call) {
        if (Scenario.refused(number)) {
            return Answer.of(400, "application/json", "{\"error\":\"not a person\"}");
        }
        if (Scenario.busyAtFirst(number) && call == 1) {
            return Answer.of(503, new byte[0]);
        }
        return Answer.ok(Scenario.answer(number));
    }

    /** {@code inFlight records repeated}: repeated are calls that no answer of ours asked for. */
    private String seen() {
        long repeated =
                calls.entrySet().stream()
                        .mapToLong(e -> e.getValue().get() - Scenario.calls(e.getKey()))
                        .filter(extra -> extra > 0)
                        .sum();
        return "%d %d %d%n".formatted(inFlight.get(), calls.size(), repeated);
    }
}
