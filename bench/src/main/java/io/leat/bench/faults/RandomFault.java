// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A fault and how it ends, in the words of {@link Script}.
 *
 * @param least seconds it lasts
 * @param most seconds it lasts
 */
record RandomFault(String begin, String end, int least, int most) {

    /**
     * All that may happen in a soak. The first TaskManager is spared: it is the one whose memory is
     * looked at.
     */
    static final List<RandomFault> ALL =
            Stream.of(
                            Stream.of(
                                    of("kill taskmanager 2", "start taskmanager 2", 0, 3),
                                    of("pause taskmanager 2", "resume taskmanager 2", 2, 15),
                                    of("kill jobmanager", "start jobmanager", 0, 3),
                                    of("pause jobmanager", "resume jobmanager", 2, 15),
                                    of("remove checkpoints", "restore checkpoints", 1, 4),
                                    of("route brokers hold-commits", "route brokers pass", 2, 8),
                                    of("kill brokers", "start brokers", 2, 10),
                                    of("move model refuse", "move model swallow", 1, 12),
                                    of("start second job", "go on", 0, 1)),
                            RandomFault.ofOutput(),
                            Stream.of("1", "2", "3").flatMap(RandomFault::ofBroker),
                            Stream.of(
                                            "refuse",
                                            "reset 40",
                                            "swallow",
                                            "deaf",
                                            "mute",
                                            "drip 20",
                                            "delay 300")
                                    .map(
                                            mode ->
                                                    of(
                                                            "route model " + mode,
                                                            "route model pass",
                                                            2,
                                                            12)),
                            Stream.of(
                                            "status 500",
                                            "status 503",
                                            "status 302",
                                            "status 403",
                                            "page",
                                            "busy 1",
                                            "hang")
                                    .map(as -> of("model " + as, "model answer", 2, 12)))
                    .flatMap(part -> part)
                    .toList();

    private static RandomFault of(String begin, String end, int least, int most) {
        return new RandomFault(begin, end, least, most);
    }

    private static Stream<RandomFault> ofBroker(String id) {
        return Stream.of(
                of("kill broker " + id, "start broker " + id, 0, 10),
                of("pause broker " + id, "resume broker " + id, 1, 12),
                of("route broker " + id + " delay 200", "route broker " + id + " pass", 3, 12));
    }

    /** Limits of the output topic, lowered and back; a prediction alone keeps within them. */
    private static Stream<RandomFault> ofOutput() {
        return Stream.of(
                of(
                        "set output max.message.bytes=4000",
                        "set output max.message.bytes=1048588",
                        2,
                        15),
                of(
                        "set output message.timestamp.before.max.ms=1000",
                        "set output message.timestamp.before.max.ms=9223372036854775807",
                        2,
                        15));
    }

    static RandomFault draw(RandomGenerator random) {
        return ALL.get(random.nextInt(ALL.size()));
    }

    int seconds(RandomGenerator random) {
        return random.nextInt(least, most + 1);
    }
}
