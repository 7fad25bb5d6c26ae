// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.readiness;

import io.leat.client.FailureKind;
import io.leat.client.StateClient;
import io.leat.client.readiness.Readiness.State;
import io.leat.protocol.Protocol;
import io.leat.protocol.RestPath;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The health, readiness and status paths of the protocols over HTTP. */
final class RestQuestions extends StateQuestions {

    private static final Pattern NOT_READY = Pattern.compile("\"ready\"\\s*:\\s*false");

    /** How TensorFlow Serving says of a version that it takes calls. */
    private static final Pattern AVAILABLE = Pattern.compile("\"state\"\\s*:\\s*\"AVAILABLE\"");

    private static final Pattern STATE = Pattern.compile("\"state\"\\s*:\\s*\"\\w+\"");

    /** TensorFlow Serving's words for a model that it does not have. */
    private static final Pattern NO_VERSIONS =
            Pattern.compile("versions of model|\"error\"\\s*:\\s*\"[^\"]*[Mm]odel");

    RestQuestions(StateClient client, Protocol protocol) {
        super(client, protocol, "200");
    }

    private StateAnswer get(String node, String path) throws InterruptedException {
        return ask(node, "GET " + path, path, new byte[0]);
    }

    @Override
    StateAnswer ask(String node) throws InterruptedException {
        String name = RestPath.encode(node);
        return get(
                node,
                switch (protocol) {
                    case V2 -> "/v2/models/" + name + "/ready";
                    case TENSORFLOW -> "/v1/models/" + name;
                    case SELDON -> "/health/ping";
                });
    }

    @Override
    Readiness judge(String node, StateAnswer answer) throws InterruptedException {
        if (answer.isYes()) {
            return saysYes(answer)
                    ? found(State.READY, answer)
                    : new Readiness(State.NOT_READY, answer.words());
        }
        return switch (status(answer)) {
            case 503 -> new Readiness(State.NOT_READY, answer.words());
            case 400, 404, 405, 410, 501 -> unknown(node, answer);
            default ->
                    found(
                            answer.kind() == FailureKind.UNANSWERED
                                            || answer.kind() == FailureKind.BUSY
                                    ? State.NOT_READY
                                    : State.WRONG,
                            answer);
        };
    }

    private static int status(StateAnswer answer) {
        try {
            return answer.status() == null ? 0 : Integer.parseInt(answer.status());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private boolean saysYes(StateAnswer answer) {
        return switch (protocol) {
            case V2 -> !NOT_READY.matcher(answer.text()).find();
            case TENSORFLOW ->
                    !NOT_READY.matcher(answer.text()).find()
                            && (AVAILABLE.matcher(answer.text()).find()
                                    || !STATE.matcher(answer.text()).find());
            case SELDON -> true;
        };
    }

    /** The server is there, and either the model or the question is unknown to it. */
    private Readiness unknown(String node, StateAnswer answer) throws InterruptedException {
        if (protocol == Protocol.V2) {
            StateAnswer metadata = get(node, "/v2/models/" + RestPath.encode(node));
            if (metadata.isYes()) {
                // Triton answers 400 for a model that it has not loaded; a server without this
                // path, 404.
                return !answer.is("400")
                        ? found(State.READY, metadata)
                        : new Readiness(State.NOT_READY, answer.words());
            }
        }
        Readiness known = byProtocol(node, answer);
        if (known != null) {
            return known;
        }
        boolean asksByName = protocol != Protocol.SELDON && answer.kind() == FailureKind.MISSING;
        return asksByName && !answer.is("501")
                ? found(State.WRONG, answer)
                : new Readiness(
                        State.REACHED, answer.words() + ", so the model's state is not known");
    }

    @Override
    @Nullable StateAnswer proof(Protocol of, String node) throws InterruptedException {
        for (String path : paths(of, node)) {
            StateAnswer answer = get(node, path);
            boolean speaks =
                    answer.isYes()
                            || (of == Protocol.TENSORFLOW
                                    && answer.kind() == FailureKind.MISSING
                                    && NO_VERSIONS.matcher(answer.text()).find());
            if (speaks) {
                return answer;
            }
        }
        return null;
    }

    /** Each wants a POST. */
    @Override
    boolean hasSeldonUnit(String node) throws InterruptedException {
        for (String path :
                List.of(
                        "/predict",
                        "/transform-input",
                        "/transform-output",
                        "/route",
                        "/aggregate")) {
            StateAnswer answer = get(node, path);
            if (answer.status() != null && answer.kind() != FailureKind.MISSING) {
                return true;
            }
        }
        return false;
    }

    private List<String> paths(Protocol of, String node) {
        return switch (of) {
            case V2 -> List.of("/v2/health/ready", "/v2/health/live", "/v2");
            case TENSORFLOW -> List.of("/v1/models/" + RestPath.encode(node));
            // What asks for it first has been told that there is none.
            case SELDON -> protocol == of ? List.of() : List.of("/health/ping");
        };
    }
}
