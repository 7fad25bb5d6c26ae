// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.deployment.schema.EnumField;
import io.leat.deployment.schema.HttpUrlSyntax;
import io.leat.deployment.schema.JsonFields;
import io.leat.deployment.schema.Problems;
import io.leat.deployment.schema.ScalarValidator;
import io.leat.deployment.schema.StatedEndpoint;
import io.leat.deployment.validation.Units.Container;
import io.leat.deployment.validation.Units.Unit;
import io.leat.graph.Implementation;
import io.leat.protocol.Protocol;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules of v1's webhook for the units of a graph, and that no two have one name. */
// as operator/apis/machinelearning.seldon.io/v1/seldondeployment_webhook.go#checkPredictiveUnits
public final class GraphRules {

    /** Prepackaged servers that v1 refuses under the tensorflow protocol. */
    private static final Set<Implementation> NOT_TENSORFLOW =
            EnumSet.of(
                    Implementation.SKLEARN_SERVER,
                    Implementation.XGBOOST_SERVER,
                    Implementation.MLFLOW_SERVER,
                    Implementation.HUGGINGFACE_SERVER);

    private final @Nullable Protocol protocol;
    private final Problems problems;

    /**
     * @param protocol null where it is not known, and then not judged
     */
    public GraphRules(@Nullable Protocol protocol, Problems problems) {
        this.protocol = protocol;
        this.problems = problems;
    }

    /** Checks a graph against the containers that are to run it. */
    void check(List<Unit> units, ExternalServers external) {
        Map<String, Container> containers = external.containers();
        words(units);
        external.note(units, problems);
        for (Unit unit : units) {
            Implementation implementation = unit.implementation();
            namedPorts(unit, containers.get(unit.name()));
            if (implementation == null) {
                ownServer(unit, containers);
            } else if (implementation == Implementation.UNKNOWN_IMPLEMENTATION) {
                ownImage(unit, external);
            } else if (unit.prepackaged()) {
                prepackaged(unit, implementation, external.includes(unit));
            } else {
                builtIn(unit, implementation, containers);
            }
        }
    }

    /** Checks what holds of a graph without its containers too. */
    public void words(List<Unit> units) {
        Map<String, String> paths = new HashMap<>();
        units.stream().limit(1).forEach(root -> OnFailureParameter.refuseLeaveOut(root, problems));
        for (Unit unit : units) {
            word(EnumField.TYPES, unit, "type");
            methods(unit);
            if (unit.implementation() == Implementation.LEAT_SWITCH) {
                SwitchParameters.read(unit, problems);
            } else {
                var unused = OnFailureParameter.read(unit, problems);
            }
            OnFailureParameter.checkChildren(unit, problems);
            StatedEndpoint.check(unit.json(), unit.path(), problems);
            if (unit.json().path("logger").isObject()) {
                logger(unit.json().path("logger"), unit.path() + ".logger");
            }
            String first = paths.putIfAbsent(unit.name(), unit.path());
            if (first != null && !unit.name().isEmpty()) {
                problems.error(
                        unit.path() + ".name",
                        ScalarValidator.quoted(unit.name())
                                + " (expected: a name of its own; "
                                + first
                                + " has it too)");
            }
        }
    }

    private void logger(JsonNode logger, String path) {
        String mode = JsonFields.text(logger, "mode");
        if (mode == null) {
            problems.error(path + ".mode", "absent (expected: request, response or all)");
        } else {
            EnumField.LOGGER_MODES.of(mode, path + ".mode", problems);
        }
        String url = JsonFields.text(logger, "url");
        if (url != null && !HttpUrlSyntax.matches(url)) {
            problems.error(
                    path + ".url",
                    ScalarValidator.quoted(HttpUrlSyntax.shown(url))
                            + " (expected: "
                            + HttpUrlSyntax.EXPECTED
                            + ")");
        }
    }

    private <T> void word(EnumField<T> choice, Unit unit, String field) {
        if (unit.json().has(field)) {
            choice.of(unit.json().path(field).asText(), unit.path() + "." + field, problems);
        }
    }

    private void methods(Unit unit) {
        List<JsonNode> methods = JsonFields.list(unit.json(), "methods");
        for (int i = 0; i < methods.size(); i++) {
            if (methods.get(i).isNull()) {
                continue;
            }
            EnumField.METHODS.of(
                    methods.get(i).asText(), unit.path() + ".methods[" + i + "]", problems);
        }
    }

    /** Kubernetes refuses such a container only once v1's operator has made a pod of it. */
    private void namedPorts(Unit unit, @Nullable Container container) {
        if (container == null) {
            return;
        }
        for (JsonNode port : JsonFields.list(container.json(), "ports")) {
            int number = port.path("containerPort").asInt(1);
            if (number < 1 || number > StatedEndpoint.MAX_PORT) {
                problems.error(
                        unit.path() + ".name",
                        ScalarValidator.quoted(unit.name())
                                + " has a container with the port "
                                + number
                                + " (expected: 1 to "
                                + StatedEndpoint.MAX_PORT
                                + ")");
            }
        }
    }

    private void ownImage(Unit unit, ExternalServers external) {
        if (unit.json().has("name")
                && !external.containers().containsKey(unit.name())
                && !external.includes(unit)) {
            nothingRuns(unit, external);
        }
        if (unit.json().path("type").asText().equals("UNKNOWN_TYPE")
                && unit.json().path("methods").isEmpty()) {
            problems.error(
                    unit.path() + ".type",
                    "UNKNOWN_TYPE without methods (expected: another type, or methods)");
        }
    }

    private void nothingRuns(Unit unit, ExternalServers external) {
        JsonNode endpoint = unit.json().path("endpoint");
        @Nullable String host = JsonFields.text(endpoint, "service_host");
        if (host != null && external.possible()) {
            problems.error(
                    unit.path() + ".endpoint.service_port",
                    "absent (expected: the port on which the external model server "
                            + host
                            + " listens for "
                            + external.transport().wire()
                            + ")");
            return;
        }
        problems.error(
                unit.path() + ".name",
                ScalarValidator.quoted(unit.name())
                        + " (expected: the name of a container in componentSpecs, the"
                        + " implementation of a prepackaged server, or"
                        + (external.possible()
                                ? " endpoint.service_host and endpoint.service_port of an external"
                                        + " model server)"
                                : " no "
                                        + ExternalServers.ANNOTATION
                                        + ": \"false\", for an external model server)"));
    }

    /** Any other word is a server of the user's own, which v1 knows if the image is stated too. */
    private void ownServer(Unit unit, Map<String, Container> containers) {
        Container container = containers.get(unit.name());
        if (container == null
                || JsonFields.text(container.json(), "image") == null
                || JsonFields.text(unit.json(), "modelUri") == null) {
            word(EnumField.IMPLEMENTATIONS, unit, "implementation");
        } else {
            problems.warn(
                    unit.path() + ".implementation",
                    ScalarValidator.quoted(unit.json().path("implementation").asText())
                            + " is none of v1's servers: called as a MODEL with an image of its"
                            + " own");
        }
    }

    private void prepackaged(Unit unit, Implementation implementation, boolean external) {
        if (!external
                && JsonFields.text(unit.json(), "modelUri") == null
                && implementation != Implementation.HUGGINGFACE_SERVER) {
            problems.error(
                    unit.path() + ".modelUri",
                    "absent (expected: the address of the model that "
                            + implementation
                            + " loads)");
        }
        if (protocol == Protocol.TENSORFLOW && NOT_TENSORFLOW.contains(implementation)) {
            problems.error(
                    unit.path() + ".implementation",
                    implementation + " (expected with the protocol tensorflow: TENSORFLOW_SERVER)");
        }
    }

    private void builtIn(
            Unit unit, Implementation implementation, Map<String, Container> containers) {
        boolean isRun = containers.get(unit.name()) != null;
        if (implementation == Implementation.LEAT_SWITCH) {
            problems.note(
                    unit.path() + ".implementation",
                    "LEAT_SWITCH is Leat's own; Seldon Core v1 has no such router");
            if (isRun) {
                problems.warn(
                        unit.path() + ".name",
                        ScalarValidator.quoted(unit.name())
                                + " has a container, which is never called: a LEAT_SWITCH needs no"
                                + " server");
            }
        } else if (implementation != Implementation.RANDOM_ABTEST && !isRun) {
            problems.warn(
                    unit.path() + ".implementation",
                    implementation + ": exists in name only, and no container runs this node");
        }
    }
}
