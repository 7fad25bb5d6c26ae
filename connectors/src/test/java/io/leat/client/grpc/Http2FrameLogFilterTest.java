// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.internal.logging.InternalLogLevel;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What gRPC would log of calls at DEBUG: headers and bodies. */
class Http2FrameLogFilterTest {

    private static final String FRAMES = "io.grpc.netty.NettyClientHandler";
    private static final String OTHER = "io.netty.handler.ssl.SslHandler";

    @BeforeEach
    void logEverything() {
        Configurator.setLevel(FRAMES, Level.DEBUG);
        Configurator.setLevel(OTHER, Level.DEBUG);
    }

    @AfterEach
    void logAsBefore() {
        LoggerContext.getContext(false).reconfigure();
    }

    @Test
    void areSilentAtEveryLevel() {
        Http2FrameLogFilter.silence();

        InternalLogger frames = InternalLoggerFactory.getInstance(FRAMES);

        assertThat(frames.isDebugEnabled()).isFalse();
        assertThat(frames.isEnabled(InternalLogLevel.DEBUG)).isFalse();
        frames.log(InternalLogLevel.DEBUG, "{} {}", "a", "b");
    }

    @Test
    void leaveTheOthersAsTheyAre() {
        Http2FrameLogFilter.silence();

        assertThat(InternalLoggerFactory.getInstance(OTHER).isDebugEnabled()).isTrue();
    }
}
