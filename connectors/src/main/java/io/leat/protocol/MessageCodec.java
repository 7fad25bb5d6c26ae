// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.protocol;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One protocol over one transport: what a graph does with messages between two calls. Bytes in,
 * bytes out; whatever need not be read is not read, and what is rewritten changes only where it
 * must. Implementations hold no state and may be shared between threads.
 *
 * <p>No method throws anything but {@link BadPayloadException} for any message at all.
 */
public interface MessageCodec {

    /** Whose messages it reads and writes. */
    Protocol protocol();

    /** What a record can say it is; empty where it need not say anything. */
    default Set<String> recordTypes() {
        return Set.of();
    }

    /**
     * Looks at a record before its graph does.
     *
     * @throws BadPayloadException if no node of this protocol could ever be sent the record
     */
    void admit(Payload message) throws BadPayloadException;

    /**
     * Makes a message one that {@code node} takes: a request stays what it is, an answer becomes
     * the request with the same content. Runs before predict, transform-input and transform-output,
     * the first node included, so that one deployment's output can be another's input.
     *
     * @return {@code message} itself where nothing must change
     * @throws BadPayloadException if the message can be no request
     */
    Payload chain(Payload message, String node) throws BadPayloadException;

    /**
     * Makes the message a combiner is sent out of its children's answers.
     *
     * @param messages at least one, in the children's order
     * @throws BadPayloadException naming the {@link BadPayloadException#part() part} that cannot be
     *     combined
     */
    Payload combine(List<Payload> messages) throws BadPayloadException;

    /**
     * Reads a router's answer.
     *
     * @return the number as the router gave it, fractions cut; whether there is such a child is the
     *     graph's to say
     * @throws BadPayloadException if the answer holds no number where a route stands
     */
    int route(Payload reply) throws BadPayloadException;

    /**
     * Where a call goes.
     *
     * @throws BadPayloadException if the protocol has no such call for this payload
     */
    Address address(NodeCall call) throws BadPayloadException;

    /**
     * Writes {@code meta.routing} into an answer.
     *
     * @return {@code reply} itself where it has no {@code meta}
     */
    Payload withRouting(Payload reply, Map<String, Integer> routing);

    /**
     * What the built-in SIMPLE_MODEL answers.
     *
     * @throws BadPayloadException if the request is no message, or the protocol has no such node
     */
    default Payload simpleModel(Payload request) throws BadPayloadException {
        throw new BadPayloadException("SIMPLE_MODEL (expected: the seldon protocol)");
    }

    /**
     * What the built-in AVERAGE_COMBINER answers: the first message with the mean of all.
     *
     * @param messages at least one, in the children's order
     * @throws BadPayloadException naming the part that cannot be averaged, or if the protocol has
     *     no such node
     */
    default Payload average(List<Payload> messages) throws BadPayloadException {
        throw new BadPayloadException("AVERAGE_COMBINER (expected: the seldon protocol)");
    }

    /** Whether its messages are JSON, which {@link #valueAt} looks into. */
    default boolean readsPointers() {
        return false;
    }

    /**
     * What stands at a place of a message. Of members with one name the last counts. What follows
     * the JSON, as binary tensors do, is not looked at.
     *
     * @param pointer as RFC 6901 writes it, {@code /data/ndarray/0}
     * @return null where nothing stands there, or null
     * @throws BadPayloadException if the message is no JSON
     */
    default @Nullable PointedValue valueAt(Payload message, String pointer)
            throws BadPayloadException {
        throw new BadPayloadException("a JSON pointer (expected: none, over gRPC)");
    }

    /** Whether the protocol has a call for this method at all. */
    boolean speaks(UnitMethod method);
}
