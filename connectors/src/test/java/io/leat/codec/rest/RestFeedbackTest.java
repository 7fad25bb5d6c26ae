// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.rest;

import static io.leat.codec.Payloads.json;
import static io.leat.codec.Payloads.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.codec.Codecs;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.FeedbackCodec;
import io.leat.protocol.Payload;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestFeedbackTest {

    private static final FeedbackCodec CODEC =
            Objects.requireNonNull(Codecs.feedback(Protocol.SELDON, Transport.REST));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"response":{"meta":{"routing":{"r":1}}}}                         | {r=1}
                    {"response":{"meta":{"routing":{"r":-1}}},"reward":1}             | {r=-1}
                    {"response":{"meta":{"routing":{"r":1.0}}}}                       | {r=1}
                    {"response":{"meta":{"routing":{"r":"1"}}}}                       | {r=1}
                    {"response":{"meta":{"routing":{}}}}                              | {}
                    {"response":1,"response":{"meta":{"routing":{"r":0}}}}            | refused
                    {"response":{},"response":{"meta":{"routing":{"r":0}}}}           | {r=0}
                    {"truth":{"meta":{"routing":{"r":0}}},"meta":{"routing":{"r":0}}} | null
                    """)
    void readsTheRoutingOfTheResponse(String feedback, String routing) throws Exception {
        if (routing.equals("refused")) {
            assertThatThrownBy(() -> CODEC.routing(json(feedback)))
                    .isInstanceOf(BadPayloadException.class);
            return;
        }
        assertThat(String.valueOf(CODEC.routing(json(feedback)))).isEqualTo(routing);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"reward\":1.0}",
                "{\"response\":null}",
                "{\"response\":{}}",
                "{\"response\":{\"meta\":null}}",
                "{\"response\":{\"meta\":{\"routing\":null}}}",
                "\uFEFF{\"request\":{\"data\":{\"ndarray\":[NaN]}}}"
            })
    void findsNoneWhereNoneIsStated(String feedback) throws Exception {
        assertThat(CODEC.routing(json(feedback))).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ''                                            | a message that is no JSON
                    {"reward":1                                   | a message that is no JSON
                    {"reward":1} 2                                | a message that is no JSON
                    [1]                                           | a message that is an array
                    1.0                                           | a message that is a number
                    {"response":[]}                               | response that is an array
                    {"response":{"meta":"m"}}                     | response.meta that is a string
                    {"response":{"meta":{"routing":2}}}           | response.meta.routing that is a number
                    {"response":{"meta":{"routing":{"r":[1]}}}}   | response.meta.routing with an array in it
                    {"response":{"meta":{"routing":{"r":1.5}}}}   | response.meta.routing with a value that is no whole number
                    {"response":{"meta":{"routing":{"r":"a"}}}}   | response.meta.routing with a value that is no whole number
                    {"response":{"meta":{"routing":{"r":1e999}}}} | response.meta.routing with a value that is no whole number
                    {"response":{"meta":{"routing":{"r":NaN}}}}   | response.meta.routing with a value that is no whole number
                    """)
    void refusesWhatIsNoFeedbackInOneSentence(String feedback, String found) {
        assertThatThrownBy(() -> CODEC.routing(json(feedback)))
                .isInstanceOf(BadPayloadException.class)
                .hasMessage(
                        found
                                + " (expected: a Feedback, such as {\"reward\": 1.0}, whose"
                                + " response.meta.routing, if there is one, maps nodes to whole"
                                + " numbers)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {}                                 | {"response":{"meta":{"routing":{"a":0,"b":1}}}}
                    {"reward": 1.00}                   | {"response":{"meta":{"routing":{"a":0,"b":1}}},"reward": 1.00}
                    {"response":null,"reward":1}       | {"response":{"meta":{"routing":{"a":0,"b":1}}},"reward":1}
                    { "response" : { } }               | { "response" : {"meta":{"routing":{"a":0,"b":1}} } }
                    {"response":{"data":{}},"reward":1} | {"response":{"meta":{"routing":{"a":0,"b":1}},"data":{}},"reward":1}
                    {"response":{"meta":{"puid":"p"}}} | {"response":{"meta":{"routing":{"a":0,"b":1},"puid":"p"}}}
                    {"response":{"meta":{"routing": null }}} | {"response":{"meta":{"routing": {"a":0,"b":1} }}}
                    {"response":{"meta":{}},"response":{"x":1}} | {"response":{"meta":{}},"response":{"meta":{"routing":{"a":0,"b":1}},"x":1}}
                    """)
    void putsTheRoutingWhereServersLookForItAndKeepsTheRest(String feedback, String routed)
            throws Exception {
        Payload put = CODEC.withRouting(json(feedback), Map.of("b", 1, "a", 0));

        assertThat(text(put)).isEqualTo(routed);
        assertThat(CODEC.routing(put)).isEqualTo(Map.of("a", 0, "b", 1));
    }

    @Test
    void keepsAByteOrderMarkInItsPlace() throws Exception {
        Payload put = CODEC.withRouting(json("\uFEFF{\"reward\":1}"), Map.of("a\"", 0));

        assertThat(text(put))
                .isEqualTo(
                        "\uFEFF{\"response\":{\"meta\":{\"routing\":{\"a\\\"\":0}}},\"reward\":1}");
    }

    @ParameterizedTest
    @EnumSource(value = Protocol.class, names = "SELDON", mode = EnumSource.Mode.EXCLUDE)
    void isUnknownToOtherProtocols(Protocol protocol) {
        assertThat(Codecs.feedback(protocol, Transport.REST)).isNull();
        assertThat(Codecs.feedback(protocol, Transport.GRPC)).isNull();
    }
}
