package io.leat.deadletter;

/** A place in a topic. */
public record RecordPosition(int partition, long offset) {

    @Override
    public String toString() {
        return partition + "@" + offset;
    }
}
