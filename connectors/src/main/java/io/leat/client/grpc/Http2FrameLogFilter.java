// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.grpc;

import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.Slf4JLoggerFactory;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * Keeps gRPC from writing every header, credentials among them, and the beginning of every message
 * to its log at DEBUG. All else is logged as ever: what else that class has to say goes another
 * way.
 *
 * <p>Takes the place of the factory of Netty's loggers, in the Netty of the job's own class loader.
 */
public final class Http2FrameLogFilter extends InternalLoggerFactory {

    private static final String FRAMES = "io.grpc.netty.NettyClientHandler";

    private final Slf4JLoggerFactory others;

    private Http2FrameLogFilter(Slf4JLoggerFactory others) {
        this.others = others;
    }

    /** Holds for loggers that are yet to be made, so it comes before the first channel. */
    public static void silence() {
        if (Slf4JLoggerFactory.INSTANCE instanceof Slf4JLoggerFactory others) {
            InternalLoggerFactory.setDefaultFactory(new Http2FrameLogFilter(others));
        }
    }

    @Override
    protected InternalLogger newInstance(String name) {
        return name.equals(FRAMES) ? silent() : others.newInstance(name);
    }

    private static InternalLogger silent() {
        return (InternalLogger)
                Proxy.newProxyInstance(
                        Http2FrameLogFilter.class.getClassLoader(),
                        new Class<?>[] {InternalLogger.class},
                        (proxy, method, arguments) -> nothing(method));
    }

    private static Object nothing(Method method) {
        if (method.getReturnType() == boolean.class) {
            return false; // asked whether it is enabled
        }
        return FRAMES;
    }
}
