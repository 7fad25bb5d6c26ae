// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.codec.Codecs;
import io.leat.codec.Payloads;
import io.leat.protocol.Address;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import io.leat.protocol.UnitMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestAddressTest {

    @ParameterizedTest
    @CsvSource({
        "SELDON, PREDICT, /predict",
        "SELDON, TRANSFORM_INPUT, /transform-input",
        "SELDON, TRANSFORM_OUTPUT, /transform-output",
        "SELDON, ROUTE, /route",
        "SELDON, AGGREGATE, /aggregate",
        "SELDON, SEND_FEEDBACK, /send-feedback",
        "SELDON, SEND_ROUTER_FEEDBACK, /send-feedback",
        "TENSORFLOW, PREDICT, /v1/models/iris:predict",
        "TENSORFLOW, TRANSFORM_INPUT, /v1/models/iris:predict",
        "TENSORFLOW, TRANSFORM_OUTPUT, /v1/models/iris:predict",
        "TENSORFLOW, ROUTE, /v1/models/iris:route",
        "TENSORFLOW, AGGREGATE, /v1/models/iris:aggregate",
        "V2, PREDICT, /v2/models/iris/infer",
        "V2, TRANSFORM_INPUT, /v2/models/iris/infer",
        "V2, TRANSFORM_OUTPUT, /v2/models/iris/infer",
        "V2, ROUTE, /v2/models/iris/route",
        "V2, AGGREGATE, /v2/models/iris/aggregate"
    })
    void callsThePathThatTheProtocolGivesTheMethod(
            Protocol protocol, UnitMethod method, String path) throws Exception {
        NodeCall call = new NodeCall("iris", method, Payloads.json("{}"));

        Address address = Codecs.message(protocol, Transport.REST).address(call);

        assertThat(address).isEqualTo(new Address(path, "application/json"));
    }

    @Test
    void keepsANodeNameFromEndingThePath() throws Exception {
        NodeCall call = new NodeCall("a b?é#", UnitMethod.PREDICT, Payloads.json("{}"));

        Address address = Codecs.message(Protocol.V2, Transport.REST).address(call);

        assertThat(address.path()).isEqualTo("/v2/models/a%20b%3F%C3%A9%23/infer");
    }
}
