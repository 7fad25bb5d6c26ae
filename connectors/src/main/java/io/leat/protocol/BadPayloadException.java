package io.leat.protocol;

/**
 * A message that the graph must look into is not what its protocol says. The message states what
 * was found and what was expected, and never quotes the payload.
 */
public final class BadPayloadException extends Exception {

    private static final long serialVersionUID = 1L;

    public BadPayloadException(String message) {
        super(message);
    }
}
