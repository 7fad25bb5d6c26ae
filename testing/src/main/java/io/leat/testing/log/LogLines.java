// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.testing.log;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;

/** The lines that one class logs at INFO and above, from its making until it is closed. */
public final class LogLines extends AbstractAppender implements AutoCloseable {

    private final List<String> seen = new CopyOnWriteArrayList<>();

    private LogLines() {
        super("lines", null, null, true, Property.EMPTY_ARRAY);
    }

    public static LogLines of(Class<?> speaker) {
        LogLines lines = new LogLines();
        lines.start();
        Logger logger = (Logger) LogManager.getLogger(speaker);
        Configurator.setLevel(logger, Level.INFO);
        logger.addAppender(lines);
        return lines;
    }

    public List<String> seen() {
        return seen;
    }

    @Override
    public void append(LogEvent event) {
        seen.add(event.getMessage().getFormattedMessage());
    }

    @Override
    public void close() {
        LoggerContext.getContext(false).reconfigure();
    }
}
