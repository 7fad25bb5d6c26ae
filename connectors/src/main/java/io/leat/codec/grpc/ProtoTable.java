// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.grpc;

import com.google.protobuf.CodedOutputStream;
import io.leat.codec.protobuf.ProtoTensor;
import io.leat.codec.tensor.ByteRanges;
import io.leat.protocol.Slot;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The positions of a protobuf message's rows. */
interface ProtoTable {

    /** At least one, in an order that the key implies. */
    List<ProtoTensor> tensors();

    /** Where the rows of each of the {@link #tensors} stand. */
    default List<Slot> holes() {
        return tensors().stream()
                .map(tensor -> new Slot(Slot.Kind.DATA, tensor.from(), tensor.to()))
                .toList();
    }

    /** How many bytes of a message are not rows. */
    default int around(byte[] message) {
        return message.length - holes().stream().mapToInt(Slot::length).sum();
    }

    /** The message without its rows, their number, and what it calls itself. */
    byte[] key();

    /** What the message calls itself, or null. */
    @Nullable String id();

    /**
     * Writes the message with other rows.
     *
     * @param rows how many
     * @param pieces of each of the {@link #tensors}
     * @param id what the message calls itself, if it calls itself something; null to leave it as it
     *     is
     */
    void write(CodedOutputStream out, int rows, List<ByteRanges> pieces, @Nullable String id)
            throws IOException;

    /**
     * Whether some tensors of a message have one dimension and others more. Then those of one may
     * be parameters, or names, that are not for each row: 7 and 9 tokens at most must not become a
     * list of both.
     */
    default boolean isMixed() {
        boolean first = tensors().get(0).shape().size() == 1;
        for (ProtoTensor tensor : tensors()) {
            if ((tensor.shape().size() == 1) != first) {
                return true;
            }
        }
        return false;
    }
}
