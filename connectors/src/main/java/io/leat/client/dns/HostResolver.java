// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.dns;

import io.netty.util.NetUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks host names up in threads of its own: a lookup may block for many seconds, which neither an
 * event loop nor Flink's task can bear. Thread-safe.
 *
 * <p>What was found is good for a second, so that many connections ask once. While a name cannot be
 * looked up, what was found before stays good for a minute: connections are made anew all the time,
 * and a name server that restarts is no outage of the model. Below all this the JVM remembers names
 * too, for 30 s unless told otherwise; see {@code flink-conf}.
 */
public final class HostResolver implements AutoCloseable {

    /** Asks the system's resolver; blocks. */
    @FunctionalInterface
    public interface Lookup {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(HostResolver.class);
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Duration STALE_TTL = Duration.ofMinutes(1);
    private static final Duration MAX_CLOSE = Duration.ofSeconds(1);

    private final Lookup lookup;
    private final LongSupplier nanoTime;
    private final ExecutorService threads; // at most one is busy with each name
    private final Map<String, Name> names = new ConcurrentHashMap<>();

    public HostResolver(String threadName, Lookup lookup, LongSupplier nanoTime) {
        this.lookup = lookup;
        this.nanoTime = nanoTime;
        this.threads = Executors.newCachedThreadPool(new DefaultThreadFactory(threadName, true));
    }

    /**
     * Finds the addresses of a host, at least one.
     *
     * @param host a name, or an address as text, an IPv6 address with or without brackets
     * @return always completes; fails with {@link UnknownHostException}, or with an {@link Error}
     */
    public CompletableFuture<List<InetAddress>> addresses(String host) {
        InetAddress itself = NetUtil.createInetAddressFromIpAddressString(host);
        return itself == null
                ? names.computeIfAbsent(host, Name::new).addresses()
                : CompletableFuture.completedFuture(List.of(itself));
    }

    /** Lookups in progress end in their own time; their results are dropped. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            boolean ended = threads.awaitTermination(MAX_CLOSE.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                LOG.debug("a name is still being looked up: its thread ends with that");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // a cancelled task does not wait for an orderly end
        }
    }

    private final class Name {

        private final String host;
        private List<InetAddress> known = List.of();
        private long knownAt;
        private @Nullable CompletableFuture<List<InetAddress>> underWay;

        Name(String host) {
            this.host = host;
        }

        synchronized CompletableFuture<List<InetAddress>> addresses() {
            if (underWay != null) {
                return underWay;
            }
            if (isKnownFor(FRESH)) {
                return CompletableFuture.completedFuture(known);
            }
            CompletableFuture<List<InetAddress>> found = new CompletableFuture<>();
            underWay = found;
            try {
                threads.execute(() -> ask(found));
            } catch (RejectedExecutionException closed) {
                underWay = null;
                found.completeExceptionally(new UnknownHostException(host + ": closed"));
            } catch (Error noThread) {
                underWay = null; // the next call asks again
                found.completeExceptionally(noThread);
            }
            return found;
        }

        private boolean isKnownFor(Duration most) {
            return !known.isEmpty() && nanoTime.getAsLong() - knownAt < most.toNanos();
        }

        /** Completes it whatever happens: calls wait for it, and the next look-up does too. */
        private void ask(CompletableFuture<List<InetAddress>> found) {
            List<InetAddress> addresses = List.of();
            Throwable failure = null;
            try {
                addresses = List.of(lookup.addresses(host));
                if (addresses.isEmpty()) {
                    failure = new UnknownHostException(host + ": a name without addresses");
                }
            } catch (UnknownHostException | Error e) {
                failure = e;
            } catch (RuntimeException e) {
                failure = new UnknownHostException(host + ": " + e.getClass().getSimpleName());
                failure.initCause(e);
            }
            end(found, addresses, failure);
        }

        private void end(
                CompletableFuture<List<InetAddress>> found,
                List<InetAddress> addresses,
                @Nullable Throwable failure) {
            if (failure == null) {
                learn(addresses);
                found.complete(addresses);
                return;
            }
            List<InetAddress> before = remember();
            if (before.isEmpty() || failure instanceof Error) {
                found.completeExceptionally(failure);
            } else {
                found.complete(before);
            }
        }

        private synchronized void learn(List<InetAddress> addresses) {
            known = addresses;
            knownAt = nanoTime.getAsLong();
            underWay = null;
        }

        private synchronized List<InetAddress> remember() {
            underWay = null;
            return isKnownFor(STALE_TTL) ? known : List.of();
        }
    }
}
