// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.deployment.schema.EnumField;
import io.leat.deployment.schema.JsonFields;
import io.leat.deployment.schema.Paths;
import io.leat.deployment.schema.Problems;
import io.leat.deployment.schema.ScalarValidator;
import io.leat.deployment.schema.StatedEndpoint;
import io.leat.deployment.validation.Units.Container;
import io.leat.deployment.validation.Units.Unit;
import io.leat.graph.Endpoint;
import io.leat.graph.Implementation;
import io.leat.protocol.Transport;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which units of a predictor are external model servers: the document states where they listen, and
 * no container of it runs them. Seldon Core v1 knows none: its webhook refuses a unit without
 * container and implementation, and its operator overwrites the address of a prepackaged server
 * with that of the pod it makes.
 *
 * <p>Why it is so: {@code
 * docs/adr/0016-an-address-without-a-container-is-an-external-model-server.md}.
 *
 * @param possible whether there may be any; {@code leat.io/external: "false"} is v1's way
 * @param transport how the units are called
 * @param containers of the predictor, by name
 */
public record ExternalServers(
        boolean possible, Transport transport, Map<String, Container> containers) {

    /** States on a deployment or a predictor whether addresses of external servers count. */
    public static final String ANNOTATION = "leat.io/external";

    /** Of a predictor of a checked document. */
    public static ExternalServers of(JsonNode spec, JsonNode predictor) {
        String stated =
                JsonFields.text(
                        predictor.path("annotations"),
                        ANNOTATION,
                        JsonFields.text(spec.path("annotations"), ANNOTATION, "true"));
        Transport transport =
                EnumField.TRANSPORTS.find(
                        JsonFields.text(spec, "transport", Transport.REST.wire()));
        return new ExternalServers(
                !stated.equalsIgnoreCase("false"),
                Objects.requireNonNullElse(transport, Transport.REST),
                Units.byName(Units.containers(predictor)));
    }

    /** The names of those among some units. */
    public Set<String> among(List<Unit> units) {
        return units.stream().filter(this::includes).map(Unit::name).collect(Collectors.toSet());
    }

    public boolean includes(Unit unit) {
        return endpoint(unit) != null;
    }

    /** Where an external server listens; null for any other unit. */
    @Nullable Endpoint endpoint(Unit unit) {
        if (!possible || containers.containsKey(unit.name())) {
            return null;
        }
        Endpoint stated = StatedEndpoint.merge(unit.json(), transport, null);
        if (stated == null) {
            return null;
        }
        if (unit.implementation() == Implementation.UNKNOWN_IMPLEMENTATION) {
            return stated;
        }
        // v1 itself writes such an address for a server in the caller's pod.
        return isKnownServer(unit) && !StatedEndpoint.isLoopback(stated.host()) ? stated : null;
    }

    private static boolean isKnownServer(Unit unit) {
        Implementation implementation = unit.implementation();
        return implementation != null && implementation.isPrepackaged();
    }

    /** Says of each external server what v1 would make of it. */
    void note(List<Unit> units, Problems problems) {
        for (Unit unit : units) {
            Endpoint endpoint = endpoint(unit);
            if (endpoint != null) {
                String path = unit.path() + ".endpoint.service_host";
                String address = endpoint.address(transport);
                problems.note(
                        path,
                        isKnownServer(unit)
                                ? "%s is an external model server, so %s is not deployed; Seldon Core v1's operator would deploy it and overwrite the address (%s: \"false\" does so too)"
                                        .formatted(address, unit.implementation(), ANNOTATION)
                                : "%s is an external model server: Leat calls it there, and render deploys nothing for it. Seldon Core v1 does not take this file, as its webhook refuses a node without a container or an implementation"
                                        .formatted(address));
            }
        }
    }

    /** Refuses what is neither true nor false. */
    static void checkAnnotation(JsonNode owner, String path, Problems problems) {
        String stated = JsonFields.text(owner.path("annotations"), ANNOTATION);
        if (stated != null
                && !stated.equalsIgnoreCase("true")
                && !stated.equalsIgnoreCase("false")) {
            problems.error(
                    Paths.child(path + ".annotations", ANNOTATION),
                    ScalarValidator.quoted(stated) + " (expected: \"true\" or \"false\")");
        }
    }
}
