package io.leat.protocol;

import java.util.List;
import java.util.Set;

/** The REST protocol of TensorFlow Serving, in rows and in columns. */
final class TensorflowRestCodec extends RestCodec {

    // As executor/api/rest/tensorflow.go#ChainTensorflow: a request's member wins over an answer's.
    private static final MemberRename CHAIN =
            new MemberRename(
                    Set.of("instances", "inputs"),
                    List.of(
                            new MemberRename.Rule("predictions", "instances"),
                            new MemberRename.Rule("outputs", "inputs")));

    @Override
    String path(UnitMethod method, String node) {
        return switch (method) {
            case PREDICT, TRANSFORM_INPUT, TRANSFORM_OUTPUT -> "/v1/models/" + node + ":predict";
            case ROUTE -> "/v1/models/" + node + ":route";
            case AGGREGATE -> "/v1/models/" + node + ":aggregate";
        };
    }

    @Override
    public Payload chain(Payload message, String node) throws BadPayloadException {
        return CHAIN.apply(message);
    }
}
