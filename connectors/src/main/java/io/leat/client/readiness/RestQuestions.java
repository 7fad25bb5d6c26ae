// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.readiness;

import io.leat.client.FailureKind;
import io.leat.client.StateClient;
import io.leat.client.readiness.Readiness.State;
import io.leat.protocol.Protocol;
import io.leat.protocol.RestPath;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The health, readiness and status paths of the protocols over HTTP. */
final class RestQuestions extends StateQuestions {

    private static final String MODELS = "/v1/models";

    private static final Pattern NOT_READY = Pattern.compile("\"ready\"\\s*:\\s*false");

    /** How TensorFlow Serving says of a version that it takes calls. */
    private static final Pattern AVAILABLE = Pattern.compile("\"state\"\\s*:\\s*\"AVAILABLE\"");

    private static final Pattern STATE = Pattern.compile("\"state\"\\s*:\\s*\"\\w+\"");

    /** TensorFlow Serving's words for a model that it does not have, and for half a path. */
    private static final Pattern OF_TENSORFLOW_SERVING =
            Pattern.compile(
                    "\"error\"\\s*:\\s*\"(Could not find any versions of model|Servable not"
                            + " found for request|Malformed request: )");

    /** KServe's list of its models, in its form of TensorFlow's protocol. */
    private static final Pattern LIST_OF_KSERVE =
            Pattern.compile("^\\s*\\{\\s*\"models\"\\s*:\\s*\\[");

    /** OpenAI's protocol, with other things at paths of TensorFlow's. */
    private static final Pattern OF_OPENAI = Pattern.compile("\"object\"\\s*:\\s*\"(list|model)\"");

    /** How servers answer a GET at a path for POST. */
    private static final Set<String> WANTS_POST = Set.of("400", "405", "500");

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
        if (answer.isYes() && protocol == Protocol.TENSORFLOW && isOfOpenAi(answer)) {
            return openAi(answer);
        }
        if (answer.isYes()) {
            return saysYes(answer)
                    ? ready(node, answer)
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
            if (of == Protocol.TENSORFLOW ? isOfTensorflow(path, answer) : answer.isYes()) {
                return answer;
            }
        }
        return null;
    }

    /** A 404 alone is not, whatever it says of a model: it may mean the path. */
    private static boolean isOfTensorflow(String path, StateAnswer answer) {
        return answer.isYes()
                ? !isOfOpenAi(answer)
                        && (!path.equals(MODELS) || LIST_OF_KSERVE.matcher(answer.text()).find())
                : OF_TENSORFLOW_SERVING.matcher(answer.text()).find();
    }

    private static boolean isOfOpenAi(StateAnswer answer) {
        return OF_OPENAI.matcher(answer.text()).find();
    }

    @Override
    @Nullable StateAnswer seldonUnit(String node) throws InterruptedException {
        for (String path :
                List.of(
                        "/predict",
                        "/transform-input",
                        "/transform-output",
                        "/route",
                        "/aggregate")) {
            StateAnswer answer = get(node, path);
            if (answer.isYes() || WANTS_POST.contains(String.valueOf(answer.status()))) {
                return answer;
            }
        }
        return null;
    }

    @Override
    @Nullable Readiness foreign(String node, StateAnswer answer) throws InterruptedException {
        StateAnswer models = get(node, MODELS);
        return models.isYes() && isOfOpenAi(models) ? openAi(models) : null;
    }

    private static Readiness openAi(StateAnswer proof) {
        return new Readiness(
                State.WRONG,
                "it answers as a server of OpenAI's protocol (%s), which Leat does not speak (expected: a server of the v2, tensorflow or seldon protocol)"
                        .formatted(proof.words()));
    }

    private List<String> paths(Protocol of, String node) {
        return switch (of) {
            case V2 -> List.of("/v2/health/ready", "/v2/health/live", "/v2");
            case TENSORFLOW -> List.of(MODELS + "/" + RestPath.encode(node), MODELS);
            // What asks for it first has been told that there is none.
            case SELDON -> protocol == of ? List.of() : List.of("/health/ping");
        };
    }
}
