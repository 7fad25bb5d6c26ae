// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which text is taken for one that was not filled in. */
class PlaceholderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    <nodeport>:9093                | <nodeport>
                    a:1,<the broker>:9092          | <the broker>
                    YOUR_BROKER                    | YOUR_BROKER
                    YOUR-REGISTRY/model:1          | YOUR-REGISTRY
                    your-registry.example/model:1  | your-registry
                    s3://your-bucket/path          | your-bucket
                    s3://BUCKET/path               | BUCKET
                    BROKER:9092                    | BROKER
                    HOST:9092                      | HOST
                    {{ .Values.broker }}           | {{ .Values.broker }}
                    {{broker}}:9092                | {{broker}}
                    {% if a %}b{% endif %}         | {% if a %}
                    ${BROKER}:9092                 | ${BROKER}
                    #{Broker}:9092                 | #{Broker}
                    $BROKER:9092                   | $BROKER
                    %BROKER%:9092                  | %BROKER%
                    @BROKER@:9092                  | @BROKER@
                    __BROKER__:9092                | __BROKER__
                    change-me                      | change-me
                    REPLACE_ME                     | REPLACE_ME
                    TODO                           | TODO
                    """)
    void isNamed(String text, String placeholder) {
        assertThat(Placeholder.in(text)).isEqualTo(placeholder);
        assertThat(Placeholder.said(text)).isEqualTo(" holds the placeholder " + placeholder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "kafka:9092",
                "KAFKA01:9092",
                "seldon-kafka-bootstrap.kafka.svc.cluster.local:9093",
                "[::1]:9092",
                "$(POD_IP):9092",
                "HOST-metrics",
                "todo",
                "__consumer_offsets",
                "ours-and-yours",
                "registry.example:5000/team/model@sha256:0123456789abcdef",
                "user@registry.example/model:1",
                "gs://seldon-models/tfserving/cifar10/resnet32",
                "s3://my_models/a=1/b%20c"
            })
    void isNoTextThatIsMeant(String text) {
        assertThat(Placeholder.in(text)).isNull();
        assertThat(Placeholder.said(text)).isEmpty();
    }
}
