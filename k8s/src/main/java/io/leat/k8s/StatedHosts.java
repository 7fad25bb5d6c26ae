// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.deployment.EnvVar;
import io.leat.deployment.schema.StatedEndpoint;
import io.leat.deployment.validation.ExternalServers;
import io.leat.k8s.manifest.JsonMapping;
import io.leat.k8s.predictor.PredictorContext;
import io.leat.k8s.predictor.PredictorContext.GraphUnit;
import io.leat.options.BrokerAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Warns where a stated address, or what is stated for a server, does not become what it says. */
final class StatedHosts {

    /** Stands in each warning of a host that is another machine's for each who looks for it. */
    static final String IN_A_CLUSTER = "in a cluster it is";

    /** What a unit states for the pod that runs it. */
    private static final List<String> OF_A_POD =
            List.of(
                    "modelUri",
                    "envSecretRefName",
                    "storageInitializerImage",
                    "serviceAccountName");

    private StatedHosts() {}

    static void check(PredictorContext context, GraphUnit unit) {
        @Nullable String host = JsonMapping.text(unit.json().path("endpoint"), "service_host");
        if (context.isExternal(unit)) {
            external(context, unit);
        } else if (host != null
                && unit.node().endpoint() != null
                && !host.equals(context.host(unit))) {
            warn(
                    context,
                    unit,
                    "\"%s\": replaced by %s, as Seldon Core v1's operator does; %s"
                            .formatted(host, context.host(unit), reason(context, unit, host)));
        }
    }

    /** Warns of brokers that a pod would look for in itself. */
    static void brokers(PredictorContext context) {
        EnvVar brokers = context.predictor().orchestratorEnv("KAFKA_BROKER");
        List<BrokerAddress> addresses =
                brokers == null || brokers.value() == null
                        ? null
                        : BrokerAddress.listOrNull(brokers.value());
        if (addresses == null) {
            return; // nothing is stated, or what the check of the option refuses
        }
        for (BrokerAddress broker : addresses) {
            if (StatedEndpoint.isLoopback(broker.host())) {
                context.problems()
                        .warn(
                                context.path("svcOrchSpec.env"),
                                "KAFKA_BROKER names %s: %s the pod itself (expected: the name under which pods reach the broker)"
                                        .formatted(broker, IN_A_CLUSTER));
            }
        }
    }

    private static String reason(PredictorContext context, GraphUnit unit, String host) {
        if (hasContainer(context, unit)) {
            return "a node without a container keeps it, as that of an external model server";
        }
        if (StatedEndpoint.isLoopback(host)) {
            return "it would be the TaskManager's own pod";
        }
        return "false".equalsIgnoreCase(context.annotations().get(ExternalServers.ANNOTATION))
                ? ExternalServers.ANNOTATION + " is \"false\""
                : "with service_port it is kept, as that of an external model server";
    }

    private static boolean hasContainer(PredictorContext context, GraphUnit unit) {
        for (JsonNode component : context.checked().path("componentSpecs")) {
            for (JsonNode container : component.path("spec").path("containers")) {
                if (container.path("name").asText().equals(unit.name())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void external(PredictorContext context, GraphUnit unit) {
        String address = unit.endpoint().address(context.predictor().transport());
        if (unit.prepackaged()) {
            warn(
                    context,
                    unit,
                    "%s: kept as an external model server, so %s is not deployed (%s: \"false\" deploys it and overwrites the address, as Seldon Core v1's operator does)"
                            .formatted(
                                    address,
                                    unit.node().implementation(),
                                    ExternalServers.ANNOTATION));
        }
        if (StatedEndpoint.isLoopback(unit.endpoint().host())) {
            warn(
                    context,
                    unit,
                    "%s: kept, though %s the TaskManager's own pod (expected: the name under which its pods reach the server)"
                            .formatted(address, IN_A_CLUSTER));
        }
        for (String field : OF_A_POD) {
            if (JsonMapping.text(unit.json(), field) != null) {
                context.problems()
                        .warn(
                                unit.path() + "." + field,
                                "left out, as nothing is deployed for an external model server");
            }
        }
    }

    private static void warn(PredictorContext context, GraphUnit unit, String message) {
        context.problems().warn(unit.path() + ".endpoint.service_host", message);
    }
}
