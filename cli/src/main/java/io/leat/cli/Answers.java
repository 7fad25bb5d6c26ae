package io.leat.cli;

import io.leat.deployment.EnvVar;
import io.leat.deployment.Predictor;
import io.leat.graph.Endpoint;
import io.leat.graph.Implementation;
import io.leat.graph.Node;
import io.leat.graph.UnitType;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What both forms of the answer say about a predictor. */
final class Answers {

    static final String INPUT_TOPIC = "KAFKA_INPUT_TOPIC";
    static final String OUTPUT_TOPIC = "KAFKA_OUTPUT_TOPIC";

    private Answers() {}

    /** A topic; null where the document does not name it or another object holds its name. */
    static @Nullable String topic(Predictor predictor, String variable) {
        EnvVar topic = predictor.orchestratorEnv(variable);
        return topic == null ? null : topic.value();
    }

    static String topic(Predictor predictor, String variable, String otherwise) {
        String topic = topic(predictor, variable);
        return topic == null ? otherwise : topic;
    }

    /** Where a node is called; null where nothing listens. */
    static @Nullable String endpoint(Predictor predictor, Node node) {
        Endpoint endpoint = node.endpoint();
        return endpoint == null ? null : endpoint.address(predictor.transport());
    }

    /**
     * What {@code methods} adds to the methods of the node's type, in the order in which they are
     * called, separated by commas; null where it adds none.
     */
    static @Nullable String methods(Node node) {
        return node.methods().isEmpty()
                ? null
                : node.methods().stream().sorted().map(Enum::name).collect(Collectors.joining(","));
    }

    static String kind(Node node) {
        if (node.implementation() == Implementation.UNKNOWN_IMPLEMENTATION) {
            return node.type().name();
        }
        return node.type() == UnitType.UNKNOWN_TYPE
                ? node.implementation().name()
                : node.type() + " " + node.implementation();
    }
}
