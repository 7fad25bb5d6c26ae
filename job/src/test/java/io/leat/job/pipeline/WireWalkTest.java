// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.job.WireFixtures;
import io.leat.job.wire.Fixture;
import io.leat.job.wire.Fixture.Call;
import io.leat.job.wire.Fixture.Output;
import io.leat.job.wire.Header;
import io.leat.job.wire.Seen;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every wire fixture through codec and walk alone. What headers a call has is not theirs to say.
 */
class WireWalkTest {

    @TestFactory
    Stream<DynamicTest> walks() throws IOException {
        return WireFixtures.files().stream().map(WireWalkTest::test);
    }

    private static DynamicTest test(Path file) {
        return DynamicTest.dynamicTest(
                WireFixtures.ROOT.relativize(file).toString(),
                file.toUri(),
                () -> assertWalks(WireFixtures.read(file)));
    }

    private static void assertWalks(Fixture fixture) throws Exception {
        Seen expected = walked(fixture);

        Seen seen = WireWalk.run(fixture);

        Seen told = withTypes(seen.inTheWordsOf(expected));
        assertThat(told.callsYaml()).as("calls: %s", fixture).isEqualTo(expected.callsYaml());
        assertThat(told.outputsYaml()).as("outputs: %s", fixture).isEqualTo(expected.outputsYaml());
        assertThat(told.unused()).as("replies that were not requested").isEmpty();
    }

    /** What of a fixture is a walk's: a record without a value never gets that far. */
    private static Seen walked(Fixture fixture) {
        List<Output> outputs =
                fixture.outputs().stream().filter(output -> hasValue(fixture, output)).toList();
        return withTypes(new Seen(fixture.calls(), outputs, List.of()));
    }

    private static boolean hasValue(Fixture fixture, Output output) {
        return fixture.records().stream()
                .anyMatch(sent -> sent.name().equals(output.record()) && sent.body() != null);
    }

    /** Of a call's headers only the content type, where it is not the usual one. */
    private static Seen withTypes(Seen seen) {
        List<Call> calls =
                seen.calls().stream()
                        .map(
                                call ->
                                        new Call(
                                                call.record(),
                                                call.to(),
                                                call.headers().stream()
                                                        .filter(WireWalkTest::isUnusualType)
                                                        .toList(),
                                                call.body()))
                        .toList();
        return new Seen(calls, seen.outputs(), seen.unused());
    }

    private static boolean isUnusualType(Header header) {
        return header.is("content-type") && !"application/json".equals(header.text());
    }
}
