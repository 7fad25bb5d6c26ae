package io.leat.bench.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every row there is, by name, in the order of the table. */
final class Rows {

    private static final int IN_FLIGHT = 100;
    private static final int COPY_GUESS = 350_000;

    private final Map<String, Row> rows = new LinkedHashMap<>();

    private Rows() {}

    static Map<String, Row> all() {
        Rows made = new Rows();
        made.baselines();
        made.single();
        return made.rows;
    }

    private void add(Row row) {
        if (rows.put(row.name(), row) != null) {
            throw new IllegalStateException("two rows named " + row.name());
        }
    }

    private void baselines() {
        add(Row.of("bare-rest", "async-http-client alone", bare(), Payload.SELDON_REST));
        add(Row.of("bare-grpc", "grpc-java alone", bare(), Payload.SELDON_GRPC));
        for (String delivery : List.of("exactly-once", "at-least-once")) {
            String plain = "plain-copy-" + delivery;
            add(
                    Row.of(
                                    plain,
                                    "KafkaSource to KafkaSink, " + delivery,
                                    FlinkJob.plainCopy().with("delivery", delivery),
                                    Payload.SELDON_REST)
                            .guess(COPY_GUESS));
            add(
                    Row.of(
                                    "copy-" + delivery,
                                    "Leat without a model, " + delivery,
                                    FlinkJob.copy().with("delivery", delivery),
                                    Payload.SELDON_REST)
                            .guess(COPY_GUESS)
                            .against(plain));
        }
    }

    private void single() {
        add(
                Row.of("rest", "Leat, REST", FlinkJob.leat(), Payload.SELDON_REST)
                        .against("bare-rest", "copy-exactly-once"));
        add(
                Row.of("grpc", "Leat, gRPC", FlinkJob.leat(), Payload.SELDON_GRPC)
                        .against("bare-grpc", "copy-exactly-once"));
    }

    private static BareLoop bare() {
        return new BareLoop(IN_FLIGHT, 1);
    }

    /** The names, for messages. */
    static List<String> names() {
        return new ArrayList<>(all().keySet());
    }
}
