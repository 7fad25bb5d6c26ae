// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.deployment.yaml.Edited;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What has no meaning on Kafka is left out, and said. */
class WarningsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    spec.serverType | rpc | spec.serverType | rpc (expected: kafka; v1 would serve this deployment over HTTP and gRPC)
                    spec.annotations | {seldon.io/istio-host: a} | spec.annotations["seldon.io/istio-host"] | ignored: it concerns HTTP and gRPC traffic only
                    spec.annotations | {seldon.io/ambassador-config: a} | spec.annotations["seldon.io/ambassador-config"] | ignored: it concerns HTTP and gRPC traffic only
                    spec.predictors[0].annotations | {seldon.io/no-engine: 'true'} | spec.predictors[0].annotations["seldon.io/no-engine"] | ignored: with v1 nothing would read the topic, here records flow
                    spec.predictors[0].explainer | {type: AnchorTabular} | spec.predictors[0].explainer | left out: explainers answer HTTP requests only
                    spec.predictors[0].ssl | {certSecretName: a} | spec.predictors[0].ssl | left out: it concerns v1's HTTP and gRPC servers only
                    """)
    void namesWhatIsNotHeeded(String path, String yaml, String at, String message)
            throws Exception {
        DeploymentDocument document = Edited.income().with(path, yaml).read();

        assertThat(document.errors()).isEmpty();
        assertThat(document.warnings()).containsExactly(new Problem(at, message));
    }

    private static Edited withAnother(String traffic, String fields) throws Exception {
        return Edited.income()
                .with("spec.predictors[0].traffic", traffic)
                .with(
                        "spec.predictors[1]",
                        "{name: s, %s, graph: {name: m, implementation: TRITON_SERVER, modelUri: s}}"
                                .formatted(fields));
    }

    @Test
    void saysNothingOfTrafficThatPredictorsOfOneTopicShare() throws Exception {
        DeploymentDocument document = withAnother("80", "traffic: 20").read();

        assertThat(document.errors()).isEmpty();
        assertThat(document.warnings()).isEmpty();
    }

    @Test
    void saysThatTrafficHasNoEffectWhereEachPredictorAnswersAll() throws Exception {
        DeploymentDocument document =
                withAnother("80", "traffic: 20")
                        .with("spec.annotations", "{leat.io/traffic: all}")
                        .read();

        assertThat(document.errors()).isEmpty();
        assertThat(document.warnings())
                .extracting(Problem::toString)
                .containsExactly(
                        "spec.predictors[0].traffic: 80: ignored: with leat.io/traffic all, each predictor answers every record of its input topic",
                        "spec.predictors[1].traffic: 20: ignored: with leat.io/traffic all, each predictor answers every record of its input topic");
    }

    @Test
    void saysThatTrafficHasNoEffectWhereEachReadsATopicOfItsOwn() throws Exception {
        String env =
                ", svcOrchSpec: {env: [{name: KAFKA_BROKER, value: 'h:1'}, {name: KAFKA_INPUT_TOPIC, value: other}, {name: KAFKA_OUTPUT_TOPIC, value: out}]}";
        DeploymentDocument document = withAnother("80", "traffic: 20" + env).read();

        assertThat(document.errors()).isEmpty();
        assertThat(document.warnings())
                .extracting(Problem::path)
                .containsExactly("spec.predictors[0].traffic", "spec.predictors[1].traffic");
    }

    @Test
    void saysNothingOfAShadowAndItsTraffic() throws Exception {
        assertThat(withAnother("100", "shadow: true, traffic: 20").read().warnings()).isEmpty();
    }

    @Test
    void saysThatTheOnlyPredictorBesideAShadowAnswersEveryRecord() throws Exception {
        DeploymentDocument document = withAnother("80", "shadow: true, traffic: 20").read();

        assertThat(document.errors()).isEmpty();
        assertThat(document.warnings())
                .containsExactly(
                        new Problem(
                                "spec.predictors[0].traffic",
                                "80: ignored: it is the only predictor that is no shadow, and"
                                        + " answers every record; a shadow's own traffic says what the"
                                        + " shadow answers"));
    }

    @Test
    void saysNothingOfAPlainDeployment() throws Exception {
        assertThat(Fixtures.only("income.yaml").warnings()).isEmpty();
    }
}
