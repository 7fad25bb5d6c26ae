// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.draft;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.deployment.DeploymentDocument;
import io.leat.deployment.Predictor;
import io.leat.deployment.draft.ModelUrl.Scheme;
import io.leat.deployment.reader.DeploymentReader;
import io.leat.graph.Endpoint;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Model servers by their URLs become a deployment. */
class DeploymentDraftTest {

    @ParameterizedTest
    @CsvSource({
        "http://h:1, HTTP, h, 1",
        "http://h, HTTP, h, 80",
        "https://h, HTTPS, h, 443",
        "grpcs://h, GRPCS, h, 443",
        "grpc://h:8001, GRPC, h, 8001",
        "HTTP://h:1/, HTTP, h, 1",
        "http://[::1]:8080, HTTP, ::1, 8080",
        "http://triton.models.svc:8000, HTTP, triton.models.svc, 8000"
    })
    void readsSchemeHostAndPort(String url, Scheme scheme, String host, int port) throws Exception {
        assertThat(ModelUrl.parse(url)).isEqualTo(new ModelUrl(scheme, host, port));
    }

    @ParameterizedTest
    @CsvSource({"HTTPS://h/, https://h:443", "grpc://[::1]:8081, grpc://[::1]:8081"})
    void isSaidWithItsPort(String url, String text) throws Exception {
        assertThat(ModelUrl.parse(url).text()).isEqualTo(text);
    }

    private static DeploymentDraft draft(Protocol protocol, String... models) throws Exception {
        return DeploymentDraft.of(
                null, protocol, DraftModel.parse(List.of(models), null, protocol));
    }

    @ParameterizedTest
    @CsvSource({
        "iris=http://h:1, iris",
        "Iris_v2=http://h:1, iris-v2",
        "org/model.b=http://h:1, org-model-b",
        "--=http://h:1, models",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa=http://h:1,"
                + " aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    })
    void isNamedAfterItsModelsAsFarAsKubernetesTakesThat(String model, String name)
            throws Exception {
        assertThat(draft(Protocol.V2, model).name()).isEqualTo(name);
    }

    @Test
    void needsNoModelNameInTheSeldonProtocol() throws Exception {
        assertThat(draft(Protocol.SELDON, "http://h:1").models().get(0).name()).isEqualTo("model");
    }

    /** Whatever names and values are, the text says the same. */
    @Test
    void isReadAsWhatItStandsFor() throws Exception {
        DeploymentDraft draft =
                draft(Protocol.TENSORFLOW, "yes=grpcs://h", "a: 'b' #c=grpc://10.0.0.1:8001");

        String yaml =
                draft.yaml(
                        List.of(new DraftVariable("KAFKA_INPUT_TOPIC", "123", "A topic.")), "leat");
        DeploymentDocument document = DeploymentReader.read(yaml, "draft").get(0);

        assertThat(document.errors()).isEmpty();
        assertThat(document.warnings()).isEmpty();
        Predictor predictor = document.deployment().predictors().get(0);
        assertThat(predictor.protocol()).isEqualTo(Protocol.TENSORFLOW);
        assertThat(predictor.transport()).isEqualTo(Transport.GRPC);
        assertThat(predictor.external()).containsExactlyInAnyOrder("yes", "a: 'b' #c");
        assertThat(predictor.graph().name()).isEqualTo("yes");
        assertThat(predictor.graph().endpoint()).isEqualTo(new Endpoint("h", 443, 443));
        assertThat(predictor.graph().children().get(0).endpoint())
                .isEqualTo(new Endpoint("10.0.0.1", 8001, 8001));
        assertThat(predictor.orchestratorEnv("KAFKA_INPUT_TOPIC").value()).isEqualTo("123");
        assertThat(draft.overTls()).containsExactly("yes");
    }
}
