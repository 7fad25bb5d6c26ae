package io.leat.bench.load;

/** A topic of equal records, which rows read one after the other. */
record Input(Payload payload, int partitions) {

    String topic() {
        return "in-" + payload.label() + "-" + partitions;
    }
}
