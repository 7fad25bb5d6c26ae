package io.leat.model;

import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Finds addresses for the HTTP client, which connects to the first and, if that fails, to the next:
 * drawn anew each time, so that a name with several addresses is balanced. Thread-safe.
 */
final class RestNames extends InetNameResolver {

    private final Names names;

    RestNames(Names names) {
        super(ImmediateEventExecutor.INSTANCE);
        this.names = names;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the promise hears of either end
    protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
        names.addresses(host)
                .whenComplete(
                        (found, failure) -> {
                            if (failure == null) {
                                List<InetAddress> drawn = new ArrayList<>(found);
                                Collections.shuffle(drawn);
                                promise.trySuccess(drawn);
                            } else {
                                promise.tryFailure(failure);
                            }
                        });
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the promise hears of either end
    protected void doResolve(String host, Promise<InetAddress> promise) {
        resolveAll(host)
                .addListener(
                        found -> {
                            if (found.isSuccess()) {
                                promise.trySuccess(((List<InetAddress>) found.getNow()).get(0));
                            } else {
                                promise.tryFailure(found.cause());
                            }
                        });
    }
}
