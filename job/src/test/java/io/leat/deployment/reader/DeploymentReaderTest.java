// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.deployment.DeploymentDocument;
import io.leat.deployment.EnvVar;
import io.leat.deployment.Fixtures;
import io.leat.deployment.Predictor;
import io.leat.deployment.SeldonDeployment;
import io.leat.graph.Endpoint;
import io.leat.graph.Implementation;
import io.leat.graph.Node;
import io.leat.graph.UnitType;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a well-formed SeldonDeployment becomes. */
class DeploymentReaderTest {

    @Test
    void readsATensorflowModelOverRest() throws Exception {
        DeploymentDocument document = Fixtures.only("image-classifier.yaml");

        assertThat(document.errors()).isEmpty();
        assertThat(document.warnings()).isEmpty();
        assertThat(document.name()).isEqualTo("image-classifier");
        SeldonDeployment deployment = document.deployment();
        assertThat(deployment).isNotNull();
        assertThat(deployment.namespace()).isEqualTo("default");
        assertThat(deployment.kafka()).isTrue();
        Predictor predictor = deployment.predictors().get(0);
        assertThat(deployment.group(predictor)).isEqualTo("model.image-classifier.default");
        assertThat(predictor.protocol()).isEqualTo(Protocol.TENSORFLOW);
        assertThat(predictor.transport()).isEqualTo(Transport.REST);
        assertThat(predictor.replicas()).isEqualTo(1);
        assertThat(predictor.graph())
                .isEqualTo(
                        new Node(
                                "resnet",
                                UnitType.MODEL,
                                Implementation.UNKNOWN_IMPLEMENTATION,
                                Set.of(),
                                Map.of(),
                                new Endpoint("localhost", 8501, 9500),
                                List.of()));
        assertThat(predictor.orchestratorEnv())
                .containsExactly(
                        new EnvVar("KAFKA_BROKER", "kafka.example:9094", null),
                        new EnvVar("KAFKA_INPUT_TOPIC", "images", null),
                        new EnvVar("KAFKA_OUTPUT_TOPIC", "classes", null),
                        new EnvVar(
                                "KAFKA_SSL_CLIENT_KEY", null, "secretKeyRef kafka-user/user.key"));
    }
}
