// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.deployment.yaml.Edited;
import io.leat.graph.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A node whose address is stated and that nothing of the document runs. */
class ExternalServersTest {

    private static final String PREDICTOR = "spec.predictors[0]";
    private static final String GRAPH = PREDICTOR + ".graph";
    private static final String HOST = GRAPH + ".endpoint.service_host";

    private static Edited withoutContainers(String graph) throws Exception {
        return Edited.income().with(PREDICTOR + ".componentSpecs", null).with(GRAPH, graph);
    }

    private static Predictor predictor(DeploymentDocument document) {
        assertThat(document.errors()).isEmpty();
        return document.deployment().predictors().get(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    rest | service_port: 8000               | 8000 | 8000
                    grpc | service_port: 8001               | 8001 | 8001
                    rest | httpPort: 8000, grpcPort: 8001   | 8000 | 8001
                    grpc | service_port: 9, grpcPort: 8001  | 8001 | 8001
                    """)
    void needsNeitherContainerNorImplementation(String transport, String ports, int http, int grpc)
            throws Exception {
        Edited edited =
                withoutContainers(
                                "{name: m, endpoint: {service_host: triton.svc, %s}}"
                                        .formatted(ports))
                        .with("spec.transport", transport);

        for (Addressing addressing : Addressing.values()) {
            Predictor predictor = predictor(edited.read(addressing));
            assertThat(predictor.external()).containsExactly("m");
            assertThat(predictor.graph().endpoint())
                    .isEqualTo(new Endpoint("triton.svc", http, grpc));
        }
    }

    @Test
    void isNotedAsWhatTheWebhookOfV1WouldRefuse() throws Exception {
        DeploymentDocument document =
                withoutContainers("{name: m, endpoint: {service_host: h, service_port: 8000}}")
                        .read();

        assertThat(document.warnings()).isEmpty();
        assertThat(document.notes())
                .containsExactly(
                        new Problem(
                                HOST,
                                "h:8000 is an external model server: Leat calls it there, and"
                                        + " render deploys nothing for it. Seldon Core v1 does not take"
                                        + " this file, as its webhook refuses a node without a"
                                        + " container or an implementation"));
    }

    @Test
    void mayNameAPrepackagedServerThatRunsAlready() throws Exception {
        Edited edited =
                withoutContainers(
                        "{name: m, implementation: TRITON_SERVER, endpoint: {service_host: h,"
                                + " service_port: 8000}}");

        assertThat(predictor(edited.read(Addressing.ASSIGNED)).external()).containsExactly("m");
        assertThat(edited.read().notes())
                .containsExactly(
                        new Problem(
                                HOST,
                                "h:8000 is an external model server, so TRITON_SERVER is not deployed;"
                                        + " Seldon Core v1's operator would deploy it and overwrite the"
                                        + " address (leat.io/external: \"false\" does so too)"));
    }

    /** v1's operator makes a Service for the container and writes its name there. */
    @Test
    void isNoneBesideAContainer() throws Exception {
        DeploymentDocument document =
                Edited.income()
                        .with(GRAPH + ".endpoint", "{service_host: h, service_port: 8000}")
                        .read(Addressing.ASSIGNED);

        assertThat(predictor(document).external()).isEmpty();
        assertThat(predictor(document).graph().endpoint())
                .isEqualTo(new Endpoint("localhost", 9000, 9500));
        assertThat(document.notes()).isEmpty();
    }

    /** v1's own defaults write it for a server in the caller's pod. */
    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "'::1'"})
    void isNoneWhereAPrepackagedServerIsSaidToBeInThePod(String host) throws Exception {
        DeploymentDocument document =
                withoutContainers(
                                "{name: m, implementation: TRITON_SERVER, modelUri: s, endpoint:"
                                        + " {service_host: %s, service_port: 8000}}"
                                                .formatted(host))
                        .read(Addressing.ASSIGNED);

        assertThat(predictor(document).external()).isEmpty();
        assertThat(predictor(document).graph().endpoint().httpPort()).isEqualTo(9000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"spec", PREDICTOR})
    void isNoneWhereTheAnnotationAsksForTheWayOfV1(String owner) throws Exception {
        String annotations = owner + ".annotations";
        String prepackaged =
                "{name: m, implementation: TRITON_SERVER, modelUri: s, endpoint: {service_host: h,"
                        + " service_port: 8000}}";

        DeploymentDocument document =
                withoutContainers(prepackaged)
                        .with(annotations, "{leat.io/external: 'False'}")
                        .read(Addressing.ASSIGNED);

        assertThat(predictor(document).external()).isEmpty();
        assertThat(document.notes()).isEmpty();
        assertThat(
                        withoutContainers("{name: m, endpoint: {service_host: h, service_port: 1}}")
                                .with(annotations, "{leat.io/external: 'false'}")
                                .read()
                                .errors())
                .containsExactly(
                        new Problem(
                                GRAPH + ".name",
                                "\"m\" (expected: the name of a container in componentSpecs, the"
                                        + " implementation of a prepackaged server, or no"
                                        + " leat.io/external: \"false\", for an external model"
                                        + " server)"));
    }

    @Test
    void letsThePredictorDecideForItself() throws Exception {
        DeploymentDocument document =
                withoutContainers("{name: m, endpoint: {service_host: h, service_port: 1}}")
                        .with("spec.annotations", "{leat.io/external: 'false'}")
                        .with(PREDICTOR + ".annotations", "{leat.io/external: 'true'}")
                        .read();

        assertThat(predictor(document).external()).containsExactly("m");
    }

    @Test
    void refusesAnAnnotationThatIsNeither() throws Exception {
        assertThat(
                        Edited.income()
                                .with("spec.annotations", "{leat.io/external: 'no'}")
                                .read()
                                .errors())
                .containsExactly(
                        new Problem(
                                "spec.annotations[\"leat.io/external\"]",
                                "\"no\" (expected: \"true\" or \"false\")"));
    }

    @Test
    void mustStateThePortOfTheTransport() throws Exception {
        String message =
                "absent (expected: the port on which the external model server h listens for rest)";

        assertThat(withoutContainers("{name: m, endpoint: {service_host: h}}").read().errors())
                .containsExactly(new Problem(GRAPH + ".endpoint.service_port", message));
        assertThat(
                        withoutContainers("{name: m, endpoint: {service_host: h, grpcPort: 8001}}")
                                .read()
                                .errors())
                .containsExactly(new Problem(GRAPH + ".endpoint.service_port", message));
    }

    @Test
    void namesTheFieldThatIsMeantByAMisspeltOne() throws Exception {
        DeploymentDocument document =
                withoutContainers("{name: m, endpoint: {service_host: h, servicePort: 8000}}")
                        .read();

        assertThat(document.errors()).hasSize(1);
        assertThat(document.warnings())
                .containsExactly(
                        new Problem(
                                GRAPH + ".endpoint.servicePort",
                                "unknown field, dropped: did you mean service_port?"));
    }

    /** Ports of pods are counted over what runs in pods. */
    @Test
    void takesNoPortOfTheOthers() throws Exception {
        DeploymentDocument document =
                withoutContainers(
                                "{name: out, implementation: TRITON_SERVER, endpoint: {service_host: h,"
                                        + " service_port: 1}, children: [{name: own, implementation:"
                                        + " TRITON_SERVER, modelUri: s}]}")
                        .read(Addressing.ASSIGNED);

        assertThat(predictor(document).external()).containsExactly("out");
        assertThat(predictor(document).graph().children().get(0).endpoint())
                .isEqualTo(new Endpoint("localhost", 9000, 9500));
    }
}
