// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat;

import io.leat.client.grpc.GrpcReplyFuzz;
import io.leat.client.rest.HeadersFuzz;
import io.leat.codec.CodecFuzz;
import io.leat.kafka.RecordFuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What job/it/fuzz/run.sh begins with and what it has found, once more. */
class FuzzInputsTest {

    private static final Path INPUTS = Path.of("src/test/resources/fuzz");
    private static final Map<String, Consumer<byte[]>> TARGETS =
            Map.of(
                    "CodecFuzz", CodecFuzz::fuzzerTestOneInput,
                    "RecordFuzz", RecordFuzz::fuzzerTestOneInput,
                    "HeadersFuzz", HeadersFuzz::fuzzerTestOneInput,
                    "GrpcReplyFuzz", GrpcReplyFuzz::fuzzerTestOneInput);

    @TestFactory
    List<DynamicTest> takesEveryInput() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> files = Files.walk(INPUTS)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                Path name = INPUTS.relativize(file);
                Consumer<byte[]> target = TARGETS.get(name.getName(0).toString());
                byte[] input = Files.readAllBytes(file);
                tests.add(DynamicTest.dynamicTest(name.toString(), () -> target.accept(input)));
            }
        }
        return tests;
    }
}
