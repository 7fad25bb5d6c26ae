package io.leat.model;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;

/** Words for what went wrong on the way, the same for every client. */
final class Throwables {

    private Throwables() {}

    /** One line: the kind of trouble and where, never a payload. */
    static String describe(Throwable thrown) {
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
