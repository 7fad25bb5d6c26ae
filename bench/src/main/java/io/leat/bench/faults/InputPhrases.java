// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults;

import static io.leat.bench.faults.Script.number;

import java.time.Duration;

/** What scenarios say about the input: a sender that pauses, a topic that is not as it was. */
final class InputPhrases {

    private InputPhrases() {}

    static void teach(Script.Teach when, Script.Teach does) {
        when.phrase(
                "all sent answered",
                "all sent answered",
                (world, words) -> {
                    long sent = world.sender().sent();
                    world.await(sent + " results", () -> world.watcher().different() >= sent);
                });
        when.phrase(
                "N records skipped",
                "(\\d+) records skipped",
                (world, words) ->
                        world.await(
                                words.group(),
                                () ->
                                        world.rest().metric(world.job().id(), "recordsSkipped")
                                                == number(words, 1)));
        when.phrase(
                "N spans exported or dropped",
                "(\\d+) spans (exported|dropped)",
                (world, words) -> {
                    String metric =
                            words.group(2).equals("dropped") ? "spansDropped" : "spansExported";
                    world.await(
                            words.group(),
                            () ->
                                    world.rest().metric(world.job().id(), metric)
                                            >= number(words, 1));
                });

        when.phrase(
                "no results for N s",
                "no results for (\\d+) s",
                (world, words) -> world.awaitStandstill(Duration.ofSeconds(number(words, 1))));

        does.phrase("stop receiver", "stop receiver", (world, words) -> world.job().stopReceiver());
        does.phrase("pause sender", "pause sender", (world, words) -> world.sender().pause());
        does.phrase("resume sender", "resume sender", (world, words) -> world.sender().resume());
        does.phrase(
                "make input again",
                "make input again",
                (world, words) -> world.stage().brokers().makeAgain(world.job().input()));
        does.phrase(
                "delete N unread records of each partition",
                "delete (\\d+) unread records of each partition",
                (world, words) -> world.deleteUnread(number(words, 1)));
        does.phrase(
                "start job, which fails with REGEX",
                "start job, which fails with (.+)",
                (world, words) -> world.job().startInVain(words.group(1)));
        does.phrase(
                "start job with OPTION VALUE",
                "start job with ([a-z-]+) (\\S+)",
                (world, words) -> world.job().startWith(words.group(1), words.group(2)));
    }
}
