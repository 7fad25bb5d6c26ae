// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.deployment.DeploymentDocument;
import io.leat.deployment.Predictor;
import io.leat.deployment.SeldonDeployment;
import io.leat.deployment.reader.DeploymentReader;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ExampleChoiceTest {

    @ParameterizedTest
    @EnumSource(ExampleGraph.class)
    void runsTheBundledFileAsItIs(ExampleGraph graph) {
        ExampleChoice choice = new ExampleChoice(graph, Optional.empty(), Optional.empty());

        assertThat(choice.yaml()).isEqualTo(graph.yaml());
    }

    @ParameterizedTest
    @CsvSource({
        "MODEL,,GRPC,tensorflow,grpc,fashion-grpc",
        "MODEL,TENSORFLOW,REST,tensorflow,rest,fashion",
        "MODEL,V2,,v2,rest,fashion-v2",
        "TRANSFORMER,,GRPC,seldon,grpc,fashion-transformer-grpc",
        "AB_TEST,TENSORFLOW,GRPC,tensorflow,grpc,fashion-ab-test-tensorflow-grpc",
        "COMBINER,SELDON,REST,seldon,rest,fashion-combiner",
    })
    void changesProtocolAndTransportUnderANameOfItsOwn(
            ExampleGraph graph,
            Protocol protocol,
            Transport transport,
            String spoken,
            String over,
            String name)
            throws Exception {
        ExampleChoice choice =
                new ExampleChoice(
                        graph, Optional.ofNullable(protocol), Optional.ofNullable(transport));

        DeploymentDocument document = DeploymentReader.read(choice.yaml(), "example").get(0);

        assertThat(document.errors()).isEmpty();
        assertThat(document.warnings()).isEmpty();
        SeldonDeployment deployment = document.deployment();
        Predictor predictor = deployment.predictors().get(0);
        assertThat(deployment.name()).isEqualTo(name);
        assertThat(predictor.protocol().wire()).isEqualTo(spoken);
        assertThat(predictor.transport().wire()).isEqualTo(over);
        assertThat(predictor.orchestratorEnv("KAFKA_INPUT_TOPIC").value())
                .isEqualTo(name + "-requests");
        assertThat(predictor.orchestratorEnv("KAFKA_OUTPUT_TOPIC").value())
                .isEqualTo(name + "-predictions");
    }
}
