// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.grpc;

import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientTransportFilter;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.function.LongSupplier;

/**
 * Finds connections that lead nowhere any more: a call on one has timed out, and from when it was
 * begun nothing has come from there, not to other calls either. What breaks without a goodbye, as a
 * node does that is switched off, would else be used until TCP gives up, after a quarter of an
 * hour.
 *
 * <p>And connections that are never made: a server accepts and never answers, where gRPC itself
 * waits for ever. Calls wait for those and are not sent. And channels that are dead for good.
 *
 * <p>Pings are the usual means, but servers take them for an attack (GOAWAY {@code too_many_pings})
 * if they come oftener than every five minutes while a call takes long. Thread-safe.
 */
final class StaleConnectionDetector extends ClientTransportFilter implements ClientInterceptor {

    /** Hears of what is found. */
    interface Finder {

        /**
         * A connection is silent.
         *
         * @param begun when the call was that shows it
         */
        void silent(long begun);

        /** A call has waited for a connection for as long as it may take. */
        void unsent();

        /** The channel is dead: an exception has left its state unknown, and it ends every call. */
        void panicked();
    }

    private static final Attributes.Key<LastReceived> LAST_RECEIVED =
            Attributes.Key.create("leat-last-received");

    /** When something last came over a connection. */
    private static final class LastReceived {
        private volatile long nanos;
    }

    private final LongSupplier nanoTime;
    private final Finder finder;

    /**
     * For one channel.
     *
     * @param nanoTime a clock as {@link System#nanoTime()}
     * @param finder told by each such call
     */
    StaleConnectionDetector(LongSupplier nanoTime, Finder finder) {
        this.nanoTime = nanoTime;
        this.finder = finder;
    }

    @Override
    public Attributes transportReady(Attributes attributes) {
        LastReceived received = new LastReceived();
        received.nanos = nanoTime.getAsLong();
        return attributes.toBuilder().set(LAST_RECEIVED, received).build();
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
            MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
            @Override
            public void start(Listener<A> listener, Metadata headers) {
                super.start(new Watched<>(this, listener, nanoTime.getAsLong()), headers);
            }
        };
    }

    private final class Watched<A> extends SimpleForwardingClientCallListener<A> {

        private final ClientCall<?, A> call;
        private final long begun;

        Watched(ClientCall<?, A> call, ClientCall.Listener<A> listener, long begun) {
            super(listener);
            this.call = call;
            this.begun = begun;
        }

        @Override
        public void onHeaders(Metadata headers) {
            LastReceived received = call.getAttributes().get(LAST_RECEIVED);
            if (received != null) {
                received.nanos = nanoTime.getAsLong();
            }
            super.onHeaders(headers);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            LastReceived received = call.getAttributes().get(LAST_RECEIVED);
            boolean late = status.getCode() == Status.Code.DEADLINE_EXCEEDED;
            if (GrpcTransportErrors.isPanic(status)) {
                finder.panicked();
            } else if (late && received == null) {
                finder.unsent();
            } else if (late && received.nanos - begun < 0) {
                finder.silent(begun);
            } else if (!late && received != null) {
                received.nanos = nanoTime.getAsLong();
            }
            super.onClose(status, trailers);
        }
    }
}
