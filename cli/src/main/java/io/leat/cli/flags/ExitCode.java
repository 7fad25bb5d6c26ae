// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.flags;

/** The exit codes of commands. */
public final class ExitCode {

    /** Everything went well. */
    public static final int OK = 0;

    /** The command did its work and the answer is no. */
    public static final int FAILED = 1;

    /** Usage, or a file that cannot be read. */
    public static final int USAGE = 2;

    /** What the command was asked to reach is not there. */
    public static final int AWAY = 3;

    /** Everything was processed, and some of it became dead letters. */
    public static final int DEAD_LETTERS = 3;

    private ExitCode() {}
}
