// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.retry.simulation;

import io.leat.client.CallContext;
import io.leat.client.ManualTime;
import io.leat.client.Reply;
import io.leat.client.retry.Backoff;
import io.leat.client.retry.BreakerSettings;
import io.leat.client.retry.EndpointLimiter;
import io.leat.client.retry.LimitSettings;
import io.leat.client.retry.OnExhausted;
import io.leat.client.retry.OnModelError;
import io.leat.client.retry.RetryPolicy;
import io.leat.client.retry.RetryingClient;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import io.leat.protocol.UnitMethod;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One scenario in virtual time: records arrive at a topic, a source with a bound of what is in
 * flight reads them, the client calls the server, and results leave in the order of the records.
 * All settings are the defaults of a job, but for the call timeout. Runs on one thread, and the
 * same each time.
 */
final class Simulation {

    static final int MAX_IN_FLIGHT = 100;
    static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);

    private static final RetryPolicy POLICY =
            new RetryPolicy(
                    5,
                    Duration.ofMinutes(10),
                    Duration.ofSeconds(10),
                    OnExhausted.DEAD_LETTER,
                    OnModelError.RETRY);

    private static final Duration MAX_DURATION = Duration.ofHours(6);
    private static final byte[] BODY = {'{', '}'};

    private final ManualTime time = new ManualTime();
    private final long start = time.nanos();
    private final Scenario scenario;
    private final SimulatedServer server;
    private final List<Subtask> subtasks = new ArrayList<>();
    private final List<Ended> ended = new ArrayList<>();
    private long breakerOpen;

    /**
     * A record whose result has left.
     *
     * @param waited nanoseconds from its arrival at the topic
     */
    record Ended(boolean isAnswered, long waited) {}

    private Simulation(Scenario scenario) {
        this.scenario = scenario;
        this.server = new SimulatedServer(scenario, time, CALL_TIMEOUT);
        SplittableRandom random = new SplittableRandom(scenario.seed() + 1);
        for (int i = 0; i < scenario.subtasks(); i++) {
            subtasks.add(new Subtask(i, random.split()));
        }
    }

    static Outcome run(Scenario scenario) {
        return new Simulation(scenario).run();
    }

    private Outcome run() {
        subtasks.forEach(Subtask::plan);
        while (ended.size() < scenario.records() && time.nanos() - start < MAX_DURATION.toNanos()) {
            Duration step = time.next().orElseThrow();
            breakerOpen += step.toNanos() * subtasks.stream().filter(Subtask::isCutOff).count();
            time.advance(step);
        }
        return new Outcome(
                scenario,
                List.copyOf(ended),
                server.calls(),
                subtasks.stream().mapToLong(Subtask::retries).sum(),
                server.mostCallsInASecond(),
                Duration.ofNanos(breakerOpen / scenario.subtasks()),
                subtasks.stream().map(Subtask::limit).toList(),
                Duration.ofNanos(time.nanos() - start));
    }

    /** A source and a client, as a subtask of the job has them. */
    private final class Subtask {

        private final int number;
        private final EndpointLimiter endpoint;
        private final RetryingClient client;
        private final Deque<Item> topic = new ArrayDeque<>();
        private final Deque<Item> inFlight = new ArrayDeque<>();

        Subtask(int number, SplittableRandom random) {
            this.number = number;
            this.endpoint =
                    new EndpointLimiter(
                            new BreakerSettings(20, 100, Duration.ofSeconds(10)),
                            new LimitSettings(
                                    LimitSettings.Algorithm.AIMD, 1, MAX_IN_FLIGHT, CALL_TIMEOUT),
                            time,
                            time::nanos,
                            () -> inFlight.size() >= MAX_IN_FLIGHT);
            Map<String, String> addresses = Map.of("m", "http://model:9000");
            this.client =
                    new RetryingClient(
                            server,
                            POLICY,
                            Map.of("m", endpoint),
                            new RetryingClient.RetryDependencies(
                                    addresses, backoff(random), time, time::nanos));
        }

        private static Backoff backoff(SplittableRandom random) {
            return new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10), random::nextDouble);
        }

        /** Groups of several subtasks do not arrive at one moment. */
        void plan() {
            Scenario.Load load = scenario.load();
            long shift = load.every().toNanos() * number / scenario.subtasks();
            for (int group = 0; group < load.groups(); group++) {
                int first = group * load.records();
                time.after(
                        Duration.ofNanos(load.every().toNanos() * group + shift + 1),
                        () -> arrive(first, load.records()));
            }
        }

        private void arrive(int first, int records) {
            for (int i = first; i < first + records; i++) {
                topic.add(new Item(number + "-" + i, time.nanos()));
            }
            read();
        }

        private void read() {
            while (inFlight.size() < MAX_IN_FLIGHT && !topic.isEmpty()) {
                Item item = topic.remove();
                inFlight.add(item);
                call(item);
            }
        }

        @SuppressWarnings("FutureReturnValueIgnored") // the callback hands everything on
        private void call(Item item) {
            client.call(
                            new NodeCall(
                                    "m", UnitMethod.PREDICT, new Payload(BODY, "application/json")),
                            new CallContext(item.id, item.id, BODY, new String[0], new byte[0][]))
                    .whenComplete((reply, thrown) -> end(item, reply, thrown));
        }

        private void end(Item item, @Nullable Reply reply, @Nullable Throwable thrown) {
            if (reply == null) {
                throw new AssertionError("the task fails", thrown);
            }
            item.reply = reply;
            while (!inFlight.isEmpty() && inFlight.element().reply != null) {
                Item first = inFlight.remove();
                ended.add(
                        new Ended(
                                first.reply instanceof Reply.Answered,
                                time.nanos() - first.arrived));
            }
            read();
        }

        boolean isCutOff() {
            return endpoint.breakerState() != 0;
        }

        long retries() {
            return endpoint.stats().repeats();
        }

        int limit() {
            return endpoint.limit();
        }
    }

    /** A record on its way. */
    private static final class Item {

        private final String id;
        private final long arrived;
        private @Nullable Reply reply;

        Item(String id, long arrived) {
            this.id = id;
            this.arrived = arrived;
        }
    }
}
