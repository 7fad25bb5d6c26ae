// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.rest;

import io.leat.client.dns.HostResolver;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * Finds addresses for the HTTP client, which connects to the first and, if that fails, to the next:
 * drawn anew each time, so that a name with several addresses is balanced. Thread-safe.
 */
public final class RestNameResolver extends InetNameResolver {

    private final HostResolver hostResolver;

    public RestNameResolver(HostResolver hostResolver) {
        super(ImmediateEventExecutor.INSTANCE);
        this.hostResolver = hostResolver;
    }

    @Override
    protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
        find(host, promise, drawn -> drawn);
    }

    @Override
    protected void doResolve(String host, Promise<InetAddress> promise) {
        find(host, promise, drawn -> drawn.get(0));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the promise receives either end
    private <T> void find(String host, Promise<T> promise, Function<List<InetAddress>, T> ofDrawn) {
        hostResolver
                .addresses(host)
                .whenComplete(
                        (found, failure) -> {
                            if (failure == null) {
                                draw(found, promise, ofDrawn);
                            } else {
                                promise.tryFailure(failure);
                            }
                        });
    }

    /** What is thrown here would be lost, and the promise, with its call, would wait for ever. */
    private static <T> void draw(
            List<InetAddress> found, Promise<T> promise, Function<List<InetAddress>, T> ofDrawn) {
        try {
            List<InetAddress> drawn = new ArrayList<>(found);
            Collections.shuffle(drawn);
            promise.trySuccess(ofDrawn.apply(drawn));
        } catch (RuntimeException | Error e) {
            promise.tryFailure(e);
        }
    }
}
