// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.reader;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.deployment.Addressing;
import io.leat.deployment.Predictor;
import io.leat.deployment.SeldonDeployment;
import io.leat.deployment.schema.EnumField;
import io.leat.deployment.schema.EnvReader;
import io.leat.deployment.schema.JsonFields;
import io.leat.deployment.schema.StatedEndpoint;
import io.leat.deployment.validation.ExternalServers;
import io.leat.deployment.validation.ServiceNames;
import io.leat.deployment.validation.Units;
import io.leat.deployment.validation.Units.Unit;
import io.leat.graph.Endpoint;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A checked document as records. */
final class SpecReader {

    private static final String SEPARATE_ENGINE = "seldon.io/engine-separate-pod";

    private final JsonNode document;
    private final JsonNode spec;
    private final Addressing addressing;

    SpecReader(JsonNode document, Addressing addressing) {
        this.document = document;
        this.spec = document.path("spec");
        this.addressing = addressing;
    }

    SeldonDeployment read() {
        JsonNode metadata = document.path("metadata");
        String name = metadata.path("name").asText();
        String namespace = JsonFields.text(metadata, "namespace", "default");
        Map<String, String> annotations = JsonFields.map(spec, "annotations");
        PortAssignment ports =
                new PortAssignment(
                        new ServiceNames(name, namespace),
                        "true".equalsIgnoreCase(annotations.get(SEPARATE_ENGINE)));
        List<Predictor> predictors =
                JsonFields.list(spec, "predictors").stream().map(p -> predictor(p, ports)).toList();
        boolean kafka = spec.path("serverType").asText().equals("kafka");
        return new SeldonDeployment(name, namespace, kafka, annotations, predictors);
    }

    private Predictor predictor(JsonNode predictor, PortAssignment ports) {
        String word = JsonFields.text(spec, "protocol", Protocol.SELDON.wire());
        Protocol protocol = EnumField.PROTOCOLS.of(word);
        Transport transport =
                EnumField.TRANSPORTS.of(JsonFields.text(spec, "transport", Transport.REST.wire()));
        JsonNode graph = predictor.path("graph");
        List<Unit> units = Units.preOrder(graph, "graph");
        Set<String> external = ExternalServers.of(spec, predictor).among(units);
        Map<String, Endpoint> assigned = ports.assign(predictor, units, external);
        NodeReader nodes =
                new NodeReader(
                        unit -> {
                            String name = unit.path("name").asText();
                            Endpoint own = assigned.get(name);
                            return addressing == Addressing.ASSIGNED && !external.contains(name)
                                    ? own
                                    : StatedEndpoint.merge(unit, transport, own);
                        });
        return new Predictor(
                predictor.path("name").asText(),
                predictor.path("shadow").asBoolean(),
                predictor.has("traffic") ? predictor.path("traffic").asInt() : null,
                protocol,
                EnumField.executorWord(word),
                transport,
                nodes.read(graph),
                EnvReader.read(predictor.path("svcOrchSpec")),
                JsonFields.map(predictor, "annotations"),
                predictor.path("replicas").asInt(spec.path("replicas").asInt(1)),
                external);
    }
}
