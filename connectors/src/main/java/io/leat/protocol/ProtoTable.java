package io.leat.protocol;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the rows of a protobuf message stand. */
interface ProtoTable {

    /** At least one, in an order that the key implies. */
    List<ProtoTensor> tensors();

    /** Where the rows of each of the {@link #tensors} stand. */
    default List<Hole> holes() {
        return tensors().stream()
                .map(tensor -> new Hole(Hole.Kind.DATA, tensor.from(), tensor.to()))
                .toList();
    }

    /** How many bytes of a message are not rows. */
    default int around(byte[] message) {
        return message.length - holes().stream().mapToInt(Hole::length).sum();
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
    void write(CodedOutputStream out, int rows, List<Pieces> pieces, @Nullable String id)
            throws IOException;
}
