package io.leat.cli;

/** The forms in which an answer is printed. */
enum OutputFormat {
    text,
    json
}
