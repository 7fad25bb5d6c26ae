// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults;

import static io.leat.bench.faults.Script.number;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What scenarios say about more and fewer: subtasks, TaskManagers, replicas of the model,
 * predictors and what they are told.
 */
final class ScalingPhrases {

    private ScalingPhrases() {}

    static void teach(Script.Teach when, Script.Teach does) {
        when.phrase(
                "N behind",
                "(\\d+) behind",
                (world, words) ->
                        world.await(words.group(), () -> behind(world) >= number(words, 1)));
        when.phrase(
                "at most N behind",
                "at most (\\d+) behind",
                (world, words) ->
                        world.await(words.group(), () -> behind(world) <= number(words, 1)));
        when.phrase(
                "N subtasks",
                "(\\d+) subtasks",
                (world, words) ->
                        world.await(
                                words.group(),
                                () -> world.rest().allRunning(world.job().id(), number(words, 1))));

        does.phrase("go on", "go on", (world, words) -> {});
        does.phrase(
                "remove taskmanager I",
                "remove taskmanager (\\d+)",
                (world, words) -> world.flink().removeTaskManager(number(words, 1)));
        does.phrase(
                "replace model by replica I behind (a balancer|its name)",
                "replace model by replica (\\d) behind (a balancer|its name)",
                (world, words) ->
                        world.stage()
                                .replicas()
                                .begin(number(words, 1), words.group(2).equals("a balancer")));
        does.phrase(
                "add replica I, called within N s",
                "add replica (\\d), called within (\\d+) s",
                (world, words) ->
                        world.stage()
                                .replicas()
                                .add(number(words, 1), Duration.ofSeconds(number(words, 2))));
        does.phrase(
                "remove replica I",
                "remove replica (\\d)",
                (world, words) -> world.stage().replicas().remove(number(words, 1)));
        does.phrase(
                "give P percent to PREDICTOR, the rest to PREDICTOR",
                "give (\\d+) percent to ([a-z]+), the rest to ([a-z]+)",
                (world, words) -> {
                    Map<String, Integer> traffic = new LinkedHashMap<>();
                    world.job().predictors().forEach(predictor -> traffic.put(predictor, 0));
                    traffic.put(words.group(2), number(words, 1));
                    traffic.put(words.group(3), 100 - number(words, 1));
                    world.job().share(traffic);
                });
        does.phrase(
                "send N feedback",
                "send (\\d+) feedback",
                (world, words) -> world.job().sendFeedback(number(words, 1)));
        does.phrase("start shadow", "start shadow", (world, words) -> world.job().startShadow());
        does.phrase("note rates", "note rates", (world, words) -> world.rates().note());
        does.phrase(
                "count calls", "count calls", (world, words) -> world.stage().replicas().count());
    }

    /** How many records were sent and have not come out. */
    private static long behind(ScenarioContext world) {
        return world.sender().sent() - world.watcher().different();
    }
}
