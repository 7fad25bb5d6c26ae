// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.FileAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.filter.AbstractFilter;
import org.apache.logging.log4j.core.layout.PatternLayout;

/** Every logger of this process at DEBUG, in one file, until it is closed. */
final class DebugLog implements AutoCloseable {

    /** The broker and the servers of tests live in this process too, and are none of Leat's. */
    private static final List<String> SERVERS =
            List.of(
                    "kafka.",
                    "state.change",
                    "org.apache.kafka.server",
                    "org.apache.kafka.controller",
                    "org.apache.kafka.image",
                    "org.apache.kafka.metadata",
                    "org.apache.kafka.raft",
                    "org.apache.kafka.coordinator",
                    "org.apache.kafka.storage",
                    "io.grpc.netty.NettyServerHandler");

    private final Path file;
    private final LoggerContext context = LoggerContext.getContext(false);
    private final FileAppender appender;
    private final Logger jdk = Logger.getLogger("");
    private final java.util.logging.Level jdkLevel = jdk.getLevel();
    private final Handler handler = new Forward();

    private DebugLog(Path file) {
        this.file = file;
        Configuration configuration = context.getConfiguration();
        appender =
                FileAppender.newBuilder()
                        .setName("DebugLog")
                        .withFileName(file.toString())
                        .withAppend(false)
                        .setLayout(
                                PatternLayout.newBuilder()
                                        .withPattern("%d %-5p %c - %m%n%throwable")
                                        .build())
                        .setFilter(new NoServers())
                        .build();
        appender.start();
        for (LoggerConfig logger : configuration.getLoggers().values()) {
            logger.setLevel(Level.DEBUG);
        }
        quietConsole(configuration);
        configuration.getRootLogger().addAppender(appender, Level.DEBUG, null);
        context.updateLoggers();
        jdk.addHandler(handler);
        jdk.setLevel(java.util.logging.Level.FINE);
    }

    private static void quietConsole(Configuration configuration) {
        LoggerConfig root = configuration.getRootLogger();
        for (String name : List.copyOf(root.getAppenders().keySet())) {
            root.removeAppender(name);
        }
    }

    static DebugLog into(Path file) {
        return new DebugLog(file);
    }

    byte[] text() throws IOException {
        return Files.readAllBytes(file);
    }

    @Override
    public void close() {
        jdk.removeHandler(handler);
        jdk.setLevel(jdkLevel);
        context.reconfigure();
        appender.stop();
    }

    private static final class NoServers extends AbstractFilter {
        @Override
        public Result filter(LogEvent event) {
            return SERVERS.stream().anyMatch(event.getLoggerName()::startsWith)
                    ? Result.DENY
                    : Result.NEUTRAL;
        }
    }

    /** What gRPC says to the JDK's own logging. */
    private static final class Forward extends Handler {
        @Override
        public void publish(LogRecord event) {
            if (event.getLoggerName() != null && event.getLoggerName().startsWith("io.grpc")) {
                LogManager.getLogger(event.getLoggerName())
                        .debug(event.getMessage(), event.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
