package io.leat.model;

/** Whether a server's own failure, {@link Fault#FAILED}, is worth another attempt. */
public enum ModelErrors {
    RETRY,
    DEAD_LETTER
}
