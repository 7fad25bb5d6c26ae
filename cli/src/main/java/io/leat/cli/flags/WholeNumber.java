// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.flags;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number of a command line and says what would have been right. */
public abstract class WholeNumber implements ITypeConverter<Integer> {

    private final String what;
    private final int least;
    private final int most;

    private WholeNumber(String what, int least, int most) {
        this.what = what;
        this.least = least;
        this.most = most;
    }

    @Override
    public final Integer convert(String text) {
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw refused(text);
        }
        throw refused(text);
    }

    private TypeConversionException refused(String text) {
        return new TypeConversionException(
                "\"%s\" (expected: %s from %d to %d)".formatted(text, what, least, most));
    }

    /** Of a server; 0 takes any. */
    public static final class Port extends WholeNumber {
        public Port() {
            super("a port", 0, 65_535);
        }
    }

    /** Of records. */
    public static final class Count extends WholeNumber {
        public Count() {
            super("a number", 1, Integer.MAX_VALUE);
        }
    }

    /** Of a job. */
    public static final class Parallelism extends WholeNumber {
        public Parallelism() {
            super("a number", 1, 128);
        }
    }

    /** Of a server that others have to find. */
    public static final class BrokerPort extends WholeNumber {
        public BrokerPort() {
            super("a port", 1, 65_535);
        }
    }
}
