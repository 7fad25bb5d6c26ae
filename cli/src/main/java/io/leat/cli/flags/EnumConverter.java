// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.flags;

import io.leat.cli.completion.Shell;
import io.leat.cli.output.ManifestFormat;
import io.leat.cli.output.OutputFormat;
import io.leat.deployment.schema.EnumField;
import io.leat.local.example.ExampleGraph;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** One of a few constants, by the name users know it under. */
public final class EnumConverter {

    private static final EnumField<ExampleGraph> GRAPHS =
            EnumField.of(ExampleGraph.values(), ExampleGraph::wire);

    private static final EnumField<OutputFormat> OUTPUTS =
            EnumField.of(OutputFormat.values(), OutputFormat::name);

    private static final EnumField<ManifestFormat> MANIFESTS =
            EnumField.of(ManifestFormat.values(), ManifestFormat::name);

    private static final EnumField<Shell> SHELLS = EnumField.of(Shell.values(), Shell::name);

    private EnumConverter() {}

    /** An example. */
    public static final class Graph implements ITypeConverter<ExampleGraph> {
        @Override
        public ExampleGraph convert(String value) {
            return find(value, GRAPHS);
        }
    }

    /** What models speak. */
    public static final class OfProtocol implements ITypeConverter<Protocol> {
        @Override
        public Protocol convert(String value) {
            return find(value, EnumField.PROTOCOLS);
        }
    }

    /** How models are called. */
    public static final class OfTransport implements ITypeConverter<Transport> {
        @Override
        public Transport convert(String value) {
            return find(value, EnumField.TRANSPORTS);
        }
    }

    /** What a command prints. */
    public static final class OfOutput implements ITypeConverter<OutputFormat> {
        @Override
        public OutputFormat convert(String value) {
            return find(value, OUTPUTS);
        }
    }

    /** How Kubernetes objects are printed. What is none of these may well be a folder. */
    public static final class OfManifest implements ITypeConverter<ManifestFormat> {
        @Override
        public ManifestFormat convert(String value) {
            ManifestFormat found = MANIFESTS.find(value);
            if (found == null) {
                throw new TypeConversionException(
                        MANIFESTS.refusal(value) + "; a folder is --output-dir " + value);
            }
            return found;
        }
    }

    /** Whose completion is printed. */
    public static final class OfShell implements ITypeConverter<Shell> {
        @Override
        public Shell convert(String value) {
            return find(value, SHELLS);
        }
    }

    private static <T> T find(String value, EnumField<T> words) {
        T found = words.find(value);
        if (found == null) {
            throw new TypeConversionException(words.refusal(value));
        }
        return found;
    }
}
