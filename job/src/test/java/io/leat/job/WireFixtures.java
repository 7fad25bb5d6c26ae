// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import io.leat.job.plan.ConfigurationException;
import io.leat.job.plan.InferenceJob;
import io.leat.job.plan.JobArguments;
import io.leat.job.plan.PredictorSelection;
import io.leat.job.wire.Fixture;
import io.leat.job.wire.Fixture.Sent;
import io.leat.job.wire.FixtureReader;
import io.leat.job.wire.Header;
import io.leat.kafka.InferenceRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The wire fixtures, and what every way of running them shares. */
public final class WireFixtures {

    /** Surefire runs a module's tests in its folder. */
    public static final Path ROOT = Path.of("src/test/resources/wire");

    /** Only fixtures with this in their names are run. */
    private static final Pattern ONLY = Pattern.compile(System.getProperty("leat.wire.only", ""));

    private static final long FIRST_TIMESTAMP = 1_000;

    private WireFixtures() {}

    /** The files of all fixtures, by name. */
    public static List<Path> files() throws IOException {
        try (Stream<Path> groups = Files.list(ROOT)) {
            return groups.filter(Files::isDirectory)
                    .flatMap(WireFixtures::inside)
                    .filter(file -> ONLY.matcher(file.toString()).find())
                    .sorted()
                    .toList();
        }
    }

    private static Stream<Path> inside(Path group) {
        try (Stream<Path> files = Files.list(group)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new IllegalStateException(group.toString(), e);
        }
    }

    public static Fixture read(Path file) throws IOException {
        return FixtureReader.read(file);
    }

    /** A fixture, or null where it cannot be read, which a test of its own then says. */
    static @Nullable Fixture readable(Path file) throws IOException {
        try {
            return read(file);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The fixture's job over topics of its own. */
    public static InferenceJob load(Fixture fixture, String broker) throws ConfigurationException {
        Map<String, String> flags = new HashMap<>();
        flags.put("broker", broker);
        flags.put("input-topic", fixture.input());
        flags.put("output-topic", fixture.output());
        flags.put("checkpoint-interval", "200ms");
        if (fixture.hasFeedback()) {
            flags.put("feedback-topic", fixture.feedback());
        }
        return JobLoader.load(
                PredictorSelection.fromText(fixture.deployment(), "deployment.yaml", null),
                new JobArguments(flags),
                Map.of(),
                Map.of());
    }

    /** The records as the job reads them, in order. */
    public static InferenceRequest request(Fixture fixture, int index) {
        Sent sent = fixture.records().get(index);
        InferenceRequest request = new InferenceRequest();
        request.topic = fixture.topic(sent);
        request.feedback = sent.feedback();
        request.offset = offset(fixture, index);
        request.timestamp = timestamp(index);
        request.key = sent.key();
        request.value = sent.body() == null ? null : sent.body().bytes();
        request.headerNames = sent.headers().stream().map(Header::name).toArray(String[]::new);
        request.headerValues = sent.headers().stream().map(Header::value).toArray(byte[][]::new);
        return request;
    }

    /** Each topic counts its own. */
    static long offset(Fixture fixture, int index) {
        boolean feedback = fixture.records().get(index).feedback();
        return fixture.records().subList(0, index).stream()
                .filter(sent -> sent.feedback() == feedback)
                .count();
    }

    static long timestamp(int index) {
        return FIRST_TIMESTAMP + index;
    }
}
