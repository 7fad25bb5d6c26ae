// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.readiness;

import io.leat.client.FailureKind;
import io.leat.client.Reply;
import io.leat.client.StateClient;
import io.leat.client.readiness.Readiness.State;
import io.leat.protocol.Protocol;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What can be asked of a model's state over one transport, and what the answers mean. */
abstract class StateQuestions {

    /** Longer than any call of the client's may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final StateClient client;
    private final String success;
    final Protocol protocol;

    /**
     * To the models of a job.
     *
     * @param success the status of an answer
     */
    StateQuestions(StateClient client, Protocol protocol, String success) {
        this.client = client;
        this.protocol = protocol;
        this.success = success;
    }

    /** The question that is asked first. */
    abstract StateAnswer ask(String node) throws InterruptedException;

    /**
     * What its answer means; where it leaves that open, more is asked.
     *
     * @param answer with a status of the server's
     */
    abstract Readiness judge(String node, StateAnswer answer) throws InterruptedException;

    /**
     * Asks one question.
     *
     * @param request as messages name it
     */
    final StateAnswer ask(String node, String request, String path, byte[] message)
            throws InterruptedException {
        try {
            Reply reply =
                    client.ask(node, path, message).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return StateAnswer.of(request, reply, success);
        } catch (ExecutionException | TimeoutException e) {
            return new StateAnswer(
                    request,
                    null,
                    new byte[0],
                    "",
                    "no answer for " + request,
                    FailureKind.UNANSWERED);
        }
    }

    /** For a server that knows its protocol and not the model. */
    final Readiness noSuchModel(String node, StateAnswer answer) {
        return new Readiness(
                State.WRONG,
                "%s: the server speaks %s and has no model `%s`: is that the model's name?"
                        .formatted(answer.words(), protocol.wire(), node));
    }

    /** For a server that answers another protocol's question. */
    static Readiness otherProtocol(StateAnswer answer, Protocol other, StateAnswer proof) {
        String server =
                switch (other) {
                    case V2 -> "a V2 server";
                    case TENSORFLOW -> "a TensorFlow server";
                    case SELDON -> "a Seldon server";
                };
        return new Readiness(
                State.WRONG,
                "%s: it answers as %s (%s): protocol %s?"
                        .formatted(answer.words(), server, proof.words(), other.wire()));
    }

    static Readiness found(State state, StateAnswer answer) {
        return new Readiness(state, answer.isYes() ? answer.words() : answer.message());
    }

    /** Null where the server does not speak the protocol, else what shows that it does. */
    abstract @Nullable StateAnswer proof(Protocol of, String node) throws InterruptedException;

    /**
     * What shows that the server has a method of the seldon protocol, which has no question of its
     * own that every server answers; null where nothing does. Asks for no prediction.
     */
    abstract @Nullable StateAnswer seldonUnit(String node) throws InterruptedException;

    /**
     * For a server that speaks a protocol which is none of Leat's; null where that is not known.
     */
    abstract @Nullable Readiness foreign(String node, StateAnswer answer)
            throws InterruptedException;

    /**
     * For a first answer that knows nothing of the model.
     *
     * @return null if the server answers no protocol's questions
     */
    final @Nullable Readiness byProtocol(String node, StateAnswer answer)
            throws InterruptedException {
        if (proof(protocol, node) != null) {
            return noSuchModel(node, answer);
        }
        Readiness other = anotherProtocol(node, answer);
        if (other != null || protocol == Protocol.SELDON) {
            return other;
        }
        StateAnswer unit = seldonUnit(node, answer);
        return unit == null ? foreign(node, answer) : otherProtocol(answer, Protocol.SELDON, unit);
    }

    /**
     * For a server that answers the questions of another protocol, and not this one's; else null.
     */
    private @Nullable Readiness anotherProtocol(String node, StateAnswer answer)
            throws InterruptedException {
        for (Protocol other : Protocol.values()) {
            StateAnswer proof = other == protocol ? null : proof(other, node);
            if (proof != null) {
                boolean speaksBoth =
                        protocol == Protocol.SELDON && seldonUnit(node, answer) != null;
                return speaksBoth ? null : otherProtocol(answer, other, proof);
            }
        }
        return null;
    }

    /** Null too for a server that refuses a unit's method as it has refused another question. */
    private @Nullable StateAnswer seldonUnit(String node, StateAnswer answer)
            throws InterruptedException {
        StateAnswer unit = seldonUnit(node);
        boolean isOfAny =
                unit != null && !answer.isYes() && Objects.equals(unit.status(), answer.status());
        return isOfAny ? null : unit;
    }

    /** For a server that says yes. What the seldon protocol asks, servers of others answer too. */
    final Readiness ready(String node, StateAnswer answer) throws InterruptedException {
        Readiness other = protocol == Protocol.SELDON ? anotherProtocol(node, answer) : null;
        return other == null ? found(State.READY, answer) : other;
    }
}
