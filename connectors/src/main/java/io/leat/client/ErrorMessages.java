// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client;

import io.netty.handler.codec.TooLongFrameException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Error messages of failed connections and calls, the same for every client. */
public final class ErrorMessages {

    /** No chain of causes is longer; one that is a circle ends here. */
    private static final int LONGEST_CHAIN = 50;

    /** How Netty names a call of the operating system that failed, before that one's own words. */
    private static final Pattern SYSTEM_CALL =
            Pattern.compile("[\\w.:]+\\(\\.\\.\\) failed with error\\(-?\\d+\\):? *");

    /** How the JDK writes an address without a host name. */
    private static final Pattern BARE_ADDRESS = Pattern.compile(": /(?=[\\d\\[])");

    /** A word that begins a sentence of the operating system or the JDK. */
    private static final Pattern FIRST_WORD = Pattern.compile("^[A-Z][a-z]+\\b");

    private ErrorMessages() {}

    /** The first of this type in the chain of causes, itself included; null if there is none. */
    public static <T extends Throwable> @Nullable T find(
            @Nullable Throwable thrown, Class<T> type) {
        Throwable cause = thrown;
        for (int i = 0; cause != null && i < LONGEST_CHAIN; i++) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
            cause = cause.getCause();
        }
        return null;
    }

    /** Where the chain of causes ends. */
    public static Throwable root(Throwable thrown) {
        Throwable root = thrown;
        for (int i = 0; root.getCause() != null && i < LONGEST_CHAIN; i++) {
            root = root.getCause();
        }
        return root;
    }

    /**
     * Whether another attempt of this client makes no sense: an {@link Error}, such as out of
     * memory, leaves its state unknown, and a thread that takes no more work is gone. Only a new
     * client helps, which the restarted task has.
     */
    public static boolean endsTheTask(Throwable thrown) {
        return find(thrown, Error.class) != null
                || find(thrown, RejectedExecutionException.class) != null;
    }

    /**
     * One line: the kind of trouble and where. Only of exceptions whose text is this side's own is
     * it repeated: a parser's may quote what it could not read.
     */
    public static String describe(Throwable thrown) {
        if (TlsErrors.is(thrown)) {
            return TlsErrors.describe(thrown);
        }
        if (thrown instanceof NotHttpException
                && thrown.getCause() instanceof TooLongFrameException) {
            return "a reply whose first line or headers are too long (expected: at most "
                    + CallLimits.MAX_HEADER_BYTES
                    + " bytes)";
        }
        if (thrown instanceof NotHttpException) {
            return "a reply that is no HTTP (" + thrown.getMessage() + ")";
        }
        String message = thrown.getMessage() == null ? "" : thrown.getMessage();
        if (thrown instanceof ConnectException) {
            return described("cannot connect", plain(message));
        }
        if (thrown instanceof TimeoutException) {
            return described("no reply in time", message);
        }
        if (thrown instanceof UnknownHostException) {
            return described("unknown host", message);
        }
        boolean isOfTheSystem =
                thrown.getClass() == SocketException.class
                        || thrown.getClass() == IOException.class
                        || SYSTEM_CALL.matcher(message).lookingAt();
        return isOfTheSystem && !message.isEmpty()
                ? plain(message)
                : described(thrown.getClass().getSimpleName(), message);
    }

    private static String described(String kind, String message) {
        return message.isEmpty() ? kind : kind + ": " + message;
    }

    /** What went wrong on a connection, without the name and the number that Netty adds. */
    private static String plain(String message) {
        String words =
                BARE_ADDRESS
                        .matcher(SYSTEM_CALL.matcher(message).replaceFirst(""))
                        .replaceFirst(": ");
        return FIRST_WORD
                .matcher(words)
                .replaceFirst(found -> found.group().toLowerCase(Locale.ROOT));
    }
}
