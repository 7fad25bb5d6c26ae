package io.leat.model;

/** What a record becomes when its budget is spent. */
public enum Exhausted {
    DEAD_LETTER,
    STOP
}
