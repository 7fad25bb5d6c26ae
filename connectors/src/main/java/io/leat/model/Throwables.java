package io.leat.model;

import io.netty.handler.codec.TooLongFrameException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;

/** Words for what went wrong on the way, the same for every client. */
final class Throwables {

    private Throwables() {}

    /**
     * One line: the kind of trouble and where. Only of exceptions whose text is this side's own is
     * it repeated: a parser's may quote what it could not read.
     */
    static String describe(Throwable thrown) {
        if (TlsTrouble.is(thrown)) {
            return TlsTrouble.describe(thrown);
        }
        if (thrown instanceof TooLongFrameException) {
            return "a reply whose first line or headers are too long (expected: at most "
                    + RestModelClient.MAX_HEADER_BYTES
                    + " bytes)";
        }
        if (!(thrown instanceof IOException || thrown instanceof TimeoutException)) {
            return "a reply that is no HTTP (" + thrown.getClass().getSimpleName() + ")";
        }
        String message = thrown.getMessage() == null ? "" : ": " + thrown.getMessage();
        if (thrown instanceof ConnectException) {
            return "cannot connect" + message;
        }
        if (thrown instanceof TimeoutException) {
            return "no reply in time" + message;
        }
        if (thrown instanceof UnknownHostException) {
            return "unknown host" + message;
        }
        return thrown.getClass().getSimpleName() + message;
    }
}
