// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment;

import java.util.Objects;

/** A text that is neither YAML nor JSON, or one too large or too nested to be a deployment. */
public final class UnreadableFileException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    /**
     * @param source what was read, usually the file's name
     * @param line counted from 1, or 0 where no place can be named
     * @param column counted from 1, or 0 where no place can be named
     * @param problem what is wrong there; quotes nothing of the text
     */
    public UnreadableFileException(String source, int line, int column, String problem) {
        super(source + (line > 0 ? ":" + line + ":" + column : "") + ": " + problem);
        this.line = line;
        this.column = column;
    }

    /** The line, counted from 1, or 0 where no place can be named. */
    public int line() {
        return line;
    }

    /** The column, counted from 1, or 0 where no place can be named. */
    public int column() {
        return column;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
