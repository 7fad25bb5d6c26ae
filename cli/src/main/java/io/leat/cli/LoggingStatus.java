// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.status.StatusData;
import org.apache.logging.log4j.status.StatusListener;
import org.apache.logging.log4j.status.StatusLogger;

/**
 * Prints Log4j's messages about itself on standard error, but for one: where the machine's own host
 * name cannot be resolved, Log4j prints a stack trace and goes on without it. Nothing here logs a
 * host name.
 */
final class LoggingStatus implements StatusListener {

    private static final String NO_HOST_NAME = "Could not determine local host name";

    private LoggingStatus() {}

    /** To be called before the first logger is made. */
    static void install() {
        StatusLogger.getLogger().registerListener(new LoggingStatus());
    }

    @Override
    public void log(StatusData data) {
        if (!NO_HOST_NAME.equals(data.getMessage().getFormattedMessage())) {
            System.err.println(data.getFormattedStatus());
        }
    }

    @Override
    public Level getStatusLevel() {
        return Level.ERROR;
    }

    @Override
    public void close() {
        // Standard error stays open.
    }
}
