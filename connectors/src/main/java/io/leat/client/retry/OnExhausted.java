package io.leat.client.retry;

/** What a record becomes when its budget is spent. */
public enum OnExhausted {
    DEAD_LETTER,
    STOP
}
