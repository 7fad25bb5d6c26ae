// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.readiness;

import io.leat.client.FailureKind;
import io.leat.client.StateClient;
import io.leat.client.readiness.Readiness.State;
import io.leat.client.refusal.WireProtocol;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Looks how a model is, without asking it for a prediction: whether a connection is made, what the
 * protocol says of server and model, and where that is not what is stated, what the server speaks
 * instead. Takes some seconds at most, on the thread that calls. Used by one thread at a time.
 */
public final class ReadinessCheck {

    private final StateQuestions questions;
    private final Transport transport;

    /**
     * For the models of a job.
     *
     * @param client asks them; with limits of a few seconds, and keeping the text of refusals
     */
    public ReadinessCheck(StateClient client, Protocol protocol, Transport transport) {
        this.transport = transport;
        this.questions =
                switch (transport) {
                    case REST -> new RestQuestions(client, protocol);
                    case GRPC -> new GrpcQuestions(client, protocol);
                };
    }

    /**
     * What is found now.
     *
     * @param address of its server, not resolved
     * @param tls whether it is called over TLS
     */
    public Readiness of(String node, InetSocketAddress address, boolean tls)
            throws InterruptedException {
        String away = WireProbe.unreachable(address);
        if (away != null) {
            return new Readiness(State.AWAY, away);
        }
        StateAnswer answer = questions.ask(node);
        if (answer.isYes() || (answer.status() != null && !isMadeUp(answer))) {
            return questions.judge(node, answer);
        }
        Readiness mismatch = mismatch(address, tls);
        if (mismatch != null) {
            return mismatch;
        }
        boolean mayComeLater =
                answer.kind() == FailureKind.UNANSWERED || answer.kind() == FailureKind.BUSY;
        return new Readiness(mayComeLater ? State.NOT_READY : State.WRONG, answer.message());
    }

    /** grpc-java has a status for each call, also where the server has said nothing. */
    private boolean isMadeUp(StateAnswer answer) {
        return transport == Transport.GRPC
                && (answer.is("UNAVAILABLE")
                        || answer.is("DEADLINE_EXCEEDED")
                        || answer.is("INTERNAL")
                        || answer.is("UNKNOWN"));
    }

    /** The probes that follow do not heed an interrupt. */
    private static void goOn() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** What the port speaks in place of what is stated; null if that is not it. */
    private @Nullable Readiness mismatch(InetSocketAddress address, boolean tls)
            throws InterruptedException {
        goOn();
        WireProbe.Heard heard = WireProbe.plain(address);
        WireProtocol plain = heard.protocol();
        if (tls && plain != null && plain != WireProtocol.TLS) {
            return new Readiness(State.WRONG, plain.withoutTls());
        }
        goOn();
        WireProtocol secured = WireProbe.overTls(address);
        if (plain == null && secured == null) {
            OtherListener other = OtherListener.of(heard, () -> WireProbe.isKafka(address));
            return other == null ? null : other.readiness(transport);
        }
        WireProtocol spoken = plain;
        if (tls) {
            spoken = secured == WireProtocol.TLS ? null : secured;
        } else if (plain == null) {
            spoken = WireProtocol.TLS;
        }
        return spoken == null || spoken.suits(transport)
                ? null
                : new Readiness(State.WRONG, spoken.mismatch(transport));
    }
}
