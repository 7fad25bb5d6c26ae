// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import io.leat.local.example.ExampleGraph;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** One of a few constants, by the name users know it under. */
final class EnumConverter {

    private EnumConverter() {}

    static final class Graph implements ITypeConverter<ExampleGraph> {
        @Override
        public ExampleGraph convert(String value) {
            return find(value, ExampleGraph.values(), ExampleGraph::wire);
        }
    }

    static final class OfProtocol implements ITypeConverter<Protocol> {
        @Override
        public Protocol convert(String value) {
            return find(value, Protocol.values(), Protocol::wire);
        }
    }

    static final class OfTransport implements ITypeConverter<Transport> {
        @Override
        public Transport convert(String value) {
            return find(value, Transport.values(), Transport::wire);
        }
    }

    private static <T> T find(String value, T[] all, Function<T, String> wire) {
        return Arrays.stream(all)
                .filter(one -> wire.apply(one).equals(value))
                .findFirst()
                .orElseThrow(() -> unknown(value, all, wire));
    }

    private static <T> TypeConversionException unknown(
            String value, T[] all, Function<T, String> wire) {
        String names = Arrays.stream(all).map(wire).collect(Collectors.joining(", "));
        return new TypeConversionException("\"" + value + "\" (expected: one of " + names + ")");
    }
}
