// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.retry.simulation;

import io.leat.client.retry.simulation.Scenario.Load;
import io.leat.client.retry.simulation.Scenario.Phase;
import io.leat.client.retry.simulation.Scenario.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** All scenarios, in the order of the report. */
final class Scenarios {

    private static final Duration FOR_EVER = Duration.ofDays(1);

    /** 50 records a second, for two minutes. */
    private static final Load EVEN = new Load(Duration.ofMillis(20), 1, 6_000);

    /** Bears 160 calls a second. */
    private static final Server GOOD = Server.serving(8, 1_000, Duration.ofMillis(50));

    private static final Server SMALL_QUEUE = Server.serving(8, 32, Duration.ofMillis(50));

    private Scenarios() {}

    static List<Scenario> all() {
        return List.of(
                one("healthy", "8 workers of 50 ms", EVEN, always(GOOD)),
                one(
                        "healthy-slow",
                        "60 workers of 1 s: as many calls at a time as the load needs",
                        EVEN,
                        always(Server.serving(60, 1_000, Duration.ofSeconds(1)))),
                one(
                        "backlog",
                        "10,000 records wait when the job starts; 8 workers of 50 ms",
                        new Load(Duration.ofSeconds(1), 10_000, 1),
                        always(GOOD)),
                one(
                        "slows-down",
                        "ten times slower from 0:30 to 1:30",
                        EVEN,
                        between(30, 90, Server.serving(8, 1_000, Duration.ofMillis(500)))),
                one(
                        "queues-past-the-timeout",
                        "1 worker of 1 s and a long queue, in which calls of 10 s time out",
                        new Load(Duration.ofSeconds(1), 300, 1),
                        always(Server.serving(1, 1_000, Duration.ofSeconds(1)))),
                one("hangs", "no reply from 0:30 to 1:30", EVEN, between(30, 90, Server.hanging())),
                one(
                        "outage",
                        "connections refused from 0:30 to 5:30",
                        EVEN,
                        between(30, 330, Server.away())),
                new Scenario(
                        "poison",
                        "one record among good ones gets HTTP 500 each time",
                        EVEN,
                        1,
                        always(GOOD),
                        Set.of("0-1000")),
                one(
                        "retry-after",
                        "HTTP 503 with Retry-After: 10 from 0:30 to 1:30",
                        EVEN,
                        between(30, 90, Server.busy(Duration.ofSeconds(10)))),
                one(
                        "busy",
                        "HTTP 503 without Retry-After from 0:30 to 1:30",
                        EVEN,
                        between(30, 90, Server.busy(Duration.ZERO))),
                new Scenario(
                        "poison-run",
                        "40 records in a row get HTTP 500 each time",
                        EVEN,
                        1,
                        always(GOOD),
                        IntStream.range(1_000, 1_040)
                                .mapToObj(number -> "0-" + number)
                                .collect(Collectors.toSet())),
                one(
                        "fails-with-few-records",
                        "a record every 5 s; HTTP 500 to all from 0:30 to 1:30",
                        new Load(Duration.ofSeconds(5), 1, 60),
                        between(30, 90, GOOD.failing(1))),
                one(
                        "away-with-few-records",
                        "a record every 5 s; connections refused from 0:30 to 5:30",
                        new Load(Duration.ofSeconds(5), 1, 60),
                        between(30, 330, Server.away())),
                one(
                        "half-fails",
                        "half of the calls get HTTP 500",
                        EVEN,
                        always(GOOD.failing(0.5))),
                one("flaps", "away for 5 s of every 10 s, for 2 min", EVEN, flapping()),
                new Scenario(
                        "hard-limit",
                        "4 subtasks with 40 records a second each; HTTP 503 beyond 10 calls at a time,"
                                + " which is 1.25 times the load",
                        new Load(Duration.ofMillis(25), 1, 2_400),
                        4,
                        always(Server.serving(10, 0, Duration.ofMillis(50))),
                        Set.of()),
                new Scenario(
                        "hard-limit-backlog",
                        "the same, and each subtask begins with a backlog of 3,000 records",
                        new Load(Duration.ofSeconds(1), 3_000, 1),
                        4,
                        always(Server.serving(10, 0, Duration.ofMillis(50))),
                        Set.of()),
                new Scenario(
                        "scarce",
                        "8 subtasks and a server that takes 2 calls at a time, HTTP 503 beyond;"
                                + " each subtask begins with a backlog of 500 records",
                        new Load(Duration.ofSeconds(1), 500, 1),
                        8,
                        always(Server.serving(2, 0, Duration.ofMillis(50))),
                        Set.of()),
                new Scenario(
                        "herd",
                        "8 subtasks with 10 records a second each; connections refused from 0:30"
                                + " to 2:30; HTTP 503 beyond 8 calls computed and 32 queued",
                        new Load(Duration.ofMillis(100), 1, 2_400),
                        8,
                        List.of(
                                new Phase(Duration.ofSeconds(30), SMALL_QUEUE),
                                new Phase(Duration.ofSeconds(120), Server.away()),
                                new Phase(FOR_EVER, SMALL_QUEUE)),
                        Set.of()),
                one(
                        "bursts",
                        "1,000 records at once every 20 s; HTTP 503 beyond 8 calls computed and 32"
                                + " queued",
                        new Load(Duration.ofSeconds(20), 1_000, 6),
                        always(SMALL_QUEUE)));
    }

    private static Scenario one(String name, String what, Load load, List<Phase> phases) {
        return new Scenario(name, what, load, 1, phases, Set.of());
    }

    private static List<Phase> always(Server server) {
        return List.of(new Phase(FOR_EVER, server));
    }

    private static List<Phase> between(long from, long until, Server server) {
        return List.of(
                new Phase(Duration.ofSeconds(from), GOOD),
                new Phase(Duration.ofSeconds(until - from), server),
                new Phase(FOR_EVER, GOOD));
    }

    private static List<Phase> flapping() {
        List<Phase> phases = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            phases.add(new Phase(Duration.ofSeconds(5), GOOD));
            phases.add(new Phase(Duration.ofSeconds(5), Server.away()));
        }
        phases.add(new Phase(FOR_EVER, GOOD));
        return phases;
    }
}
