package io.leat.bench.load;

/**
 * What a subject is to work on.
 *
 * @param name of the row
 * @param topic the input
 */
record Task(String name, Payload payload, String topic, int partitions) {

    static Task of(Row row) {
        Input input = row.input();
        return new Task(row.name(), input.payload(), input.topic(), input.partitions());
    }
}
