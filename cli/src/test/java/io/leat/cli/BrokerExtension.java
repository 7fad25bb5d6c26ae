// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import io.leat.local.EmbeddedBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the topics of one broker, which all of them share; each takes names of its own. */
final class BrokerExtension implements ParameterResolver {

    private record Shared(EmbeddedBroker broker, Path folder) implements AutoCloseable {

        static Shared start() {
            try {
                Path folder = Files.createTempDirectory("leat-broker");
                return new Shared(EmbeddedBroker.start(folder), folder);
            } catch (IOException e) {
                throw new UncheckedIOException("the shared broker", e);
            }
        }

        @Override
        public void close() throws IOException {
            broker.close();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Topics.class;
    }

    @Override
    public Topics resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Shared shared =
                context.getRoot()
                        .getStore(ExtensionContext.Namespace.create(BrokerExtension.class))
                        .getOrComputeIfAbsent("broker", key -> Shared.start(), Shared.class);
        return new Topics(shared.broker().address());
    }
}
