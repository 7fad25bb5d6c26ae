// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import java.util.Objects;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.status.StatusData;
import org.apache.logging.log4j.status.StatusListener;
import org.apache.logging.log4j.status.StatusLogger;

/**
 * Sets up what is logged on standard error. Log4j's messages about itself are, but for one: where
 * the machine's own host name cannot be resolved, Log4j prints a stack trace and goes on without
 * it. Nothing here logs a host name.
 */
final class Logging implements StatusListener {

    private static final String NO_HOST_NAME = "Could not determine local host name";

    /** The appender of log4j2.properties. */
    private static final String CONSOLE = "Console";

    private Logging() {}

    /**
     * To be called before the first logger is made.
     *
     * @param quiet whether nothing but errors is logged there
     * @param verbose whether what the libraries do is logged there too
     */
    static void install(boolean quiet, boolean verbose) {
        StatusLogger.getLogger().registerListener(new Logging());
        if (quiet || verbose) {
            console(verbose ? Level.INFO : Level.ERROR);
        }
    }

    /** Each event once, of whatever logger, from a level on. */
    private static void console(Level level) {
        LoggerContext context = (LoggerContext) LogManager.getContext(false);
        Configuration configuration = context.getConfiguration();
        Appender console = Objects.requireNonNull(configuration.getAppender(CONSOLE), CONSOLE);
        LoggerConfig root = configuration.getRootLogger();
        for (LoggerConfig logger : configuration.getLoggers().values()) {
            logger.removeAppender(CONSOLE);
            if (logger.equals(root) || !logger.isAdditive()) {
                logger.addAppender(console, level, null);
            }
        }
        context.updateLoggers();
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
