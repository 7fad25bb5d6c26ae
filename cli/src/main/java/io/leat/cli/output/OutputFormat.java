package io.leat.cli.output;

/** The forms in which an answer is printed. */
public enum OutputFormat {
    text,
    json
}
