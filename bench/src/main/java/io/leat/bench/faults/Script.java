// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults;

import io.leat.bench.faults.model.ModelBehaviour;
import io.leat.bench.faults.proxy.ProxyMode;
import io.leat.bench.faults.scenario.Scenario;
import io.leat.bench.harness.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The language of scenarios: what a step can wait for, and what it can do. */
final class Script {

    /** A phrase, and what it does. */
    private record Phrase(String usage, Pattern pattern, Meaning meaning) {}

    /** Does it, or waits for it. */
    interface Meaning {
        void act(ScenarioContext world, Matcher words) throws Exception;
    }

    private static final String PROCESS = "(taskmanager|log-broker|broker|jobmanager) ?(\\d*)";
    private static final List<Phrase> WHEN = new ArrayList<>();
    private static final List<Phrase> DO = new ArrayList<>();

    static {
        when("at once", "at once", (world, words) -> {});
        when(
                "N results",
                "(\\d+) results",
                (world, words) -> {
                    int wanted = number(words, 1);
                    world.await(wanted + " results", () -> world.watcher().different() >= wanted);
                });
        when(
                "N more results",
                "(\\d+) more results",
                (world, words) -> {
                    int wanted = world.watcher().different() + number(words, 1);
                    world.await(wanted + " results", () -> world.watcher().different() >= wanted);
                });
        when(
                "N sent",
                "(\\d+) sent",
                (world, words) -> {
                    int wanted = number(words, 1);
                    world.await(wanted + " sent", () -> world.sender().sent() >= wanted);
                });
        when(
                "N more calls",
                "(\\d+) more calls",
                (world, words) -> {
                    long wanted = world.stage().calls() + number(words, 1);
                    world.await(wanted + " calls", () -> world.stage().calls() >= wanted);
                });
        when(
                "calls under way",
                "calls under way",
                (world, words) ->
                        world.await("calls under way", () -> world.stage().underWay() > 0));
        when("running", "running", (world, words) -> world.job().awaitRunning());
        when(
                "N more checkpoints",
                "(\\d+) more checkpoints",
                (world, words) -> {
                    long wanted =
                            world.rest().completedCheckpoints(world.job().id()) + number(words, 1);
                    world.await(
                            wanted + " checkpoints",
                            () -> world.rest().completedCheckpoints(world.job().id()) >= wanted);
                });
        when(
                "N checkpoints failed",
                "(\\d+) checkpoints failed",
                (world, words) ->
                        world.await(
                                words.group(),
                                () ->
                                        world.rest().failedCheckpoints(world.job().id())
                                                >= number(words, 1)));
        when(
                "after N s",
                "after (\\d+) s",
                (world, words) -> {
                    // The one wait that is for time: an outage that must last.
                    Duration wait = Duration.ofSeconds(number(words, 1));
                    long end = System.nanoTime() + wait.toNanos();
                    Await.until(
                            words.group(), wait.multipliedBy(2), () -> System.nanoTime() >= end);
                });
        when(
                "commits held",
                "commits held",
                (world, words) ->
                        world.await(
                                "a commit kept back, its transaction open",
                                () -> world.stage().held() > 0 && world.openTransactions() > 0));
        when(
                "no open transactions",
                "no open transactions",
                (world, words) ->
                        world.await("all transactions ended", () -> world.openTransactions() == 0));

        does(
                "kill PROCESS",
                "kill " + PROCESS,
                (world, words) -> world.process(words.group(1), number(words, 2)).kill());
        does(
                "kill coordinator",
                "kill coordinator",
                (world, words) -> world.process("broker", world.coordinator()).kill());
        does(
                "start PROCESS",
                "start " + PROCESS,
                (world, words) -> world.start(words.group(1), number(words, 2)));
        does(
                "start brokers",
                "start brokers",
                (world, words) -> {
                    for (int id = 1; id <= world.stage().brokers().count(); id++) {
                        world.start("broker", id);
                    }
                });
        does(
                "kill brokers",
                "kill brokers",
                (world, words) -> {
                    for (int id = 1; id <= world.stage().brokers().count(); id++) {
                        world.process("broker", id).kill();
                    }
                });
        does(
                "pause PROCESS",
                "pause " + PROCESS,
                (world, words) -> world.process(words.group(1), number(words, 2)).pause());
        does(
                "resume PROCESS",
                "resume " + PROCESS,
                (world, words) -> world.process(words.group(1), number(words, 2)).resume());
        does(
                "model BEHAVIOUR",
                "model (.+)",
                (world, words) ->
                        world.stage()
                                .behave(
                                        ModelBehaviour.of(words.group(1)).kind()
                                                        == ModelBehaviour.Kind.ANSWER
                                                ? "answer"
                                                : words.group(1)));
        does(
                "route model MODE [N]",
                "route model ([a-z-]+) ?(\\d*)",
                (world, words) -> {
                    ProxyMode mode = ProxyMode.of(words.group(1));
                    world.stage().home().route(mode, number(words, 2));
                });
        does(
                "move model MODE",
                "move model ([a-z-]+)",
                (world, words) -> world.stage().home().move(ProxyMode.of(words.group(1))));
        does(
                "certify model N s",
                "certify model (\\d+) s",
                (world, words) ->
                        world.stage().home().certify(Duration.ofSeconds(number(words, 1))));
        does(
                "set clock PROCESS N s",
                "set clock " + PROCESS + " ([+-]?\\d+) s",
                (world, words) ->
                        world.stage()
                                .clocks()
                                .set(
                                        name(words.group(1), number(words, 2)),
                                        Long.parseLong(words.group(3))));
        does(
                "route brokers MODE [N]",
                "route brokers ([a-z-]+) ?(\\d*)",
                (world, words) -> {
                    ProxyMode mode = ProxyMode.of(words.group(1));
                    world.stage()
                            .brokerRoutes()
                            .forEach(r -> world.stage().route(r, mode, number(words, 2)));
                });
        does(
                "route broker I MODE [N]",
                "route broker (\\d) ([a-z-]+) ?(\\d*)",
                (world, words) ->
                        world.stage()
                                .route(
                                        "broker-" + words.group(1),
                                        ProxyMode.of(words.group(2)),
                                        number(words, 3)));
        does(
                "set output SETTING=VALUE",
                "set output ([a-z.]+)=(\\S+)",
                (world, words) -> world.setOutput(words.group(1), words.group(2)));
        does("cancel job", "cancel job", (world, words) -> world.job().cancel());
        does("stop job", "stop job", (world, words) -> world.job().stop());
        does(
                "start job [PARALLELISM]",
                "start job ?(\\d*)",
                (world, words) -> world.job().start(number(words, 1)));
        does("start second job", "start second job", (world, words) -> world.job().startSecond());
        does("take over job", "take over job", (world, words) -> world.job().takeOver());
        does(
                "start job without state [PARALLELISM]",
                "start job without state ?(\\d*)",
                (world, words) -> world.job().startWithoutState(number(words, 1)));
        does(
                "fill checkpoints",
                "fill checkpoints",
                (world, words) -> world.stage().store().fill());
        does(
                "free checkpoints",
                "free checkpoints",
                (world, words) -> world.stage().store().free());
        does(
                "remove checkpoints",
                "remove checkpoints",
                (world, words) -> world.stage().store().remove());
        does(
                "restore checkpoints",
                "restore checkpoints",
                (world, words) -> world.stage().store().restore());
    }

    static {
        ScalingPhrases.teach(Script::when, Script::does);
        InputPhrases.teach(Script::when, Script::does);
    }

    private Script() {}

    /** Takes a phrase up. */
    interface Teach {
        void phrase(String usage, String pattern, Meaning meaning);
    }

    private static void when(String usage, String pattern, Meaning meaning) {
        WHEN.add(new Phrase(usage, Pattern.compile(pattern), meaning));
    }

    private static void does(String usage, String pattern, Meaning meaning) {
        DO.add(new Phrase(usage, Pattern.compile(pattern), meaning));
    }

    /** What a process is called in its workspace. */
    private static String name(String process, int number) {
        return number == 0 ? process : process + "-" + number;
    }

    static int number(Matcher words, int group) {
        return words.group(group).isEmpty() ? 0 : Integer.parseInt(words.group(group));
    }

    /**
     * Whether a step can be understood.
     *
     * @throws IllegalArgumentException if not, with what could
     */
    static void check(Scenario.Step step) {
        find("when", WHEN, step.when());
        find("do", DO, step.what());
    }

    private static Phrase find(String where, List<Phrase> phrases, String text) {
        return phrases.stream()
                .filter(phrase -> phrase.pattern().matcher(text).matches())
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "%s: \"%s\" (expected: %s)"
                                                .formatted(
                                                        where,
                                                        text,
                                                        String.join(
                                                                ", ",
                                                                phrases.stream()
                                                                        .map(Phrase::usage)
                                                                        .toList()))));
    }

    /** Waits for a step's moment, then does what it says. */
    static void play(Scenario.Step step, ScenarioContext world) throws Exception {
        act(find("when", WHEN, step.when()), step.when(), world);
        act(find("do", DO, step.what()), step.what(), world);
    }

    private static void act(Phrase phrase, String text, ScenarioContext world) throws Exception {
        Matcher words = phrase.pattern().matcher(text);
        if (words.matches()) {
            phrase.meaning().act(world, words);
        }
    }
}
